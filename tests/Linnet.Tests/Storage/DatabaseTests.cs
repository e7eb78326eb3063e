using Linnet.Common;
using Linnet.Common.Caching;
using Linnet.Storage;
using Linnet.Storage.Sqlite;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Linnet.Tests.Storage;

/// <summary>What every engine owes to those who use it.</summary>
public abstract class DatabaseTests : IAsyncLifetime
{
    // Counts for minutes, were it let.
    // lang=sql
    private protected const string CountForMinutes =
        "with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000000000) select count(*) from n";

    private static readonly Error Refusal = new(ErrorKind.Refused, "no", "No");

    private protected Database Database { get; private set; } = null!; // InitializeAsync comes before every test.

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Database = await OpenAsync();
        await Database.MigrateAsync(Cancellation);
        await Database.WriteAsync(db => db.ExecuteAsync("create table notes (text text not null unique)"), Cancellation);
        await Database.WriteAsync(db => db.ExecuteAsync("create table counts (id bigint primary key, number bigint not null)"), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await CleanAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_write_that_fails_does_not_fail_its_neighbours()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(async number =>
        {
            // Every tenth has nothing to say and breaks a rule.
            try
            {
                await InsertAsync(number % 10 == 9 ? null : $"{number}");
                return true;
            }
            catch (System.Data.Common.DbException)
            {
                return false;
            }
        }));
        Assert.Equal(180, outcomes.Count(kept => kept));
        Assert.Equal(180, await CountAsync());
    }

    [Fact]
    public async Task A_list_is_one_parameter_however_long_it_is_and_whatever_its_texts_hold()
    {
        string[] texts = ["\"", "'", "\\", "a,b", "]", "日本 🐦", "\u0001", ""];
        foreach (var text in texts)
            await InsertAsync(text);
        await Database.WriteAsync(db => db.ExecuteAsync("insert into counts (id, number) values (1, 10), (40000, 20)"), Cancellation);
        // Values and whole objects are read in different ways.
        Assert.Equal(texts.Order(StringComparer.Ordinal), (await FindAsync(texts)).Order(StringComparer.Ordinal));
        Assert.Equal(["'"], await FindAsync(["'", "absent"]));
        Assert.Empty(await FindAsync([]));
        var ids = Enumerable.Range(1, 40_000).Select(id => (long)id).ToList();
        var tallies = await Database.ReadOneAsync(db => db.QueryAsync<Tally>("select number from counts where id in @ids order by id", new { ids }), Cancellation);
        Assert.Equal([10, 20], tallies.Select(tally => tally.Number));
        Assert.Equal(2, await Database.WriteAsync(db => db.ExecuteAsync("update counts set number = 0 where id in @ids", new { ids }), Cancellation));

        Task<List<string>> FindAsync(IReadOnlyList<string> wanted) =>
            Database.ReadOneAsync(db => db.QueryAsync<string>("select text from notes where text in @wanted", new { wanted }), Cancellation);
    }

    [Fact]
    public async Task A_read_that_takes_too_long_is_stopped_and_the_next_is_served()
    {
        var inSnapshot = await Assert.ThrowsAsync<OutageException>(
            () => Database.ReadAsync(db => db.QuerySingleAsync<long>(CountForMinutes), Cancellation));
        var alone = await Assert.ThrowsAsync<OutageException>(
            () => Database.ReadOneAsync(db => db.QueryAsync<Tally>($"select max(i) as number from (with recursive n (i) as (select 1 union all select i + 1 from n where i < 2000000000) select i from n) as counted"), Cancellation));
        Assert.Equal((StorageErrors.TooLong, StorageErrors.TooLong), (inSnapshot.Error, alone.Error));
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task A_failed_write_changes_nothing_and_is_not_published()
    {
        var told = false;
        var result = await Database.WriteAsync<Result<int>>(
            async db =>
            {
                await db.ExecuteAsync("insert into notes values ('half done')");
                db.AfterCommit(_ => told = true);
                return Refusal;
            },
            Cancellation);
        Assert.Equal(Refusal, result.Error);
        Assert.Equal(0, await CountAsync());
        Assert.False(told);
    }

    [Fact]
    public async Task What_was_acknowledged_is_seen_by_the_next_read()
    {
        for (var number = 1; number <= 50; number++)
        {
            await InsertAsync($"{number}");
            Assert.Equal(number, await CountAsync());
        }
    }

    [Fact]
    public async Task A_read_of_several_queries_sees_one_moment()
    {
        await InsertAsync("before");
        var counts = await Database.ReadAsync(
            async db =>
            {
                var first = await db.QuerySingleAsync<long>("select count(*) from notes");
                await InsertAsync("meanwhile");
                return (first, second: await db.QuerySingleAsync<long>("select count(*) from notes"));
            },
            Cancellation);
        Assert.Equal((1, 1), counts);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task A_list_may_be_a_parameter_and_may_be_empty()
    {
        foreach (var text in (string[])["a", "b", "c"])
            await InsertAsync(text);
        Assert.Equal(["a", "c"], await FindAsync(["a", "c", "z"]));
        Assert.Equal(["b"], await FindAsync(new List<string> { "b" }));
        Assert.Empty(await FindAsync([]));

        Task<List<string>> FindAsync(IReadOnlyList<string> texts) => Database.ReadAsync(
            db => db.QueryAsync<string>("select text from notes where text in @texts order by text", new { texts }), Cancellation);
    }

    [Fact]
    public async Task Bulk_rows_may_refer_to_each_other_in_any_order_and_later_ids_are_greater()
    {
        await Database.WriteAsync(
            async db =>
            {
                await db.BulkInsertAsync(
                    "users", ["id", "username", "email", "hashed_password", "bio", "is_active", "created_at"],
                    [[7L, "Ada", "ada@example.org", "x", null, true, 1L]]);
                return await db.BulkInsertAsync(
                    "tweets", ["id", "content", "created_at", "updated_at", "author_id", "reply_to_id"],
                    [[40L, "\u00fc \U0001f426", 1L, 1L, 7L, 41L], [41L, "later", 1L, 1L, 7L, null]]);
            },
            Cancellation);
        var next = await Database.WriteAsync(
            db => db.QuerySingleAsync<long>("insert into tweets (content, created_at, updated_at, author_id) values ('', 1, 1, 7) returning id"),
            Cancellation);
        Assert.Equal(42, next);
        Assert.Equal(["\u00fc \U0001f426"], await Database.ReadAsync(db => db.QueryAsync<string>("select content from tweets where reply_to_id = 41"), Cancellation));
    }

    [Fact]
    public async Task Names_are_compared_without_regard_to_the_case_of_a_to_z_alone()
    {
        await Database.WriteAsync(
            db => db.ExecuteAsync("insert into users (username, email, hashed_password, created_at) values ('Ada_I', '\u00c9I@x.org', '', 1)"), Cancellation);
        Assert.Equal(1, await CountUsersAsync("lower(username) = 'ada_i'"));
        Assert.Equal(1, await CountUsersAsync("lower(email) = '\u00c9i@x.org'"));
        Assert.Equal(0, await CountUsersAsync("lower(email) = '\u00e9i@x.org'"));

        Task<long> CountUsersAsync(string condition) =>
            Database.ReadAsync(db => db.QuerySingleAsync<long>($"select count(*) from users where {condition}"), Cancellation);
    }

    /// <summary>The whole contract of commit numbers: each change is in what a load read, or published after it, never both.</summary>
    [Fact]
    public async Task A_cache_that_is_loaded_while_many_write_holds_what_the_database_holds()
    {
        const int Keys = 3;
        for (var key = 0L; key < Keys; key++)
            await Database.WriteAsync(db => db.ExecuteAsync("insert into counts values (@key, 0)", new { key }), Cancellation);
        var cache = new EntityCache<long, Tally>(capacity: 100);
        var writers = Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var act = 0; act < 60; act++)
            {
                var key = (long)((writer + act) % Keys);
                await AddAsync(cache, key);
                // Read the own write, from memory or from the database.
                Assert.True((await cache.GetAsync(key, LoadAsync))!.Number > 0);
                if (act % 7 == writer % 7)
                    cache.Drop(key);
            }
        })).ToList();
        await Task.WhenAll(writers);
        foreach (var key in Enumerable.Range(0, Keys))
        {
            var stored = await Database.ReadAsync(db => db.QuerySingleAsync<long>("select number from counts where id = @key", new { key }), Cancellation);
            Assert.Equal(stored, (await cache.GetAsync(key, LoadAsync))!.Number);
        }
    }

    [Fact]
    public async Task A_write_that_builds_on_anothers_rows_is_published_after_it()
    {
        var told = new List<long>();
        await Database.WriteAsync(db => db.ExecuteAsync("insert into counts values (0, 0)"), Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var act = 0; act < 30; act++)
            {
                await Database.WriteAsync(
                    async db =>
                    {
                        var number = await db.QuerySingleAsync<long>("update counts set number = number + 1 where id = 0 returning number");
                        db.AfterCommit(_ => told.Add(number));
                        return number;
                    },
                    Cancellation);
            }
        })));
        Assert.Equal(Enumerable.Range(1, 240).Select(number => (long)number), told);
    }

    private protected abstract Task<Database> OpenAsync();

    private protected abstract Task CleanAsync();

    private Task<int> AddAsync(EntityCache<long, Tally> cache, long key) => Database.WriteAsync(
        async db =>
        {
            var rows = await db.ExecuteAsync("update counts set number = number + 1 where id = @key", new { key });
            db.AfterCommit(commit => cache.Apply(key, commit, tally => tally.Number++));
            return rows;
        },
        Cancellation);

    private Task<Loaded<long, Tally>> LoadAsync(IReadOnlyList<long> keys) =>
        Database.ReadAsync(
            async db => new Loaded<long, Tally>(
                (await db.QueryAsync<(long Id, long Number)>("select id, number from counts where id in @keys", new { keys }))
                    .ToDictionary(row => row.Id, row => new Tally { Number = row.Number }),
                await db.ReadSnapshotAsync()),
            Cancellation);

    private Task<int> InsertAsync(string? text) =>
        Database.WriteAsync(db => db.ExecuteAsync("insert into notes values (@text)", new { text }), Cancellation);

    private Task<long> CountAsync() =>
        Database.ReadOneAsync(db => db.QuerySingleAsync<long>("select count(*) from notes"), Cancellation);

    private sealed class Tally
    {
        public long Number { get; set; }
    }
}

public sealed class SqliteDatabaseTests : DatabaseTests
{
    // lang=sql
    private const string CountAWhile = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 200000) select count(*) from n";

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task A_read_that_says_it_takes_time_is_not_stopped()
    {
        await Database.ReadAsync(CountBeyondTheBoundAsync, Cancellation);
        await Assert.ThrowsAsync<OutageException>(() => Database.ReadAsync(CountUntilStoppedAsync, Cancellation));

        static async Task<bool> CountBeyondTheBoundAsync(DbSession db)
        {
            db.TakeTime();
            return await CountUntilStoppedAsync(db);
        }

        static async Task<bool> CountUntilStoppedAsync(DbSession db)
        {
            var start = System.Diagnostics.Stopwatch.StartNew();
            while (start.Elapsed < TimeSpan.FromSeconds(new StorageOptions().ReadSeconds + 1))
                await db.QuerySingleAsync<long>(CountAWhile);
            return true;
        }
    }

    private protected override Task<Database> OpenAsync() => Task.FromResult<Database>(new SqliteDatabase(
        _folder.File("test.db"), new StorageOptions(), Meters.Writes, TimeProvider.System, NullLogger<SqliteDatabase>.Instance));

    private protected override Task CleanAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}

public sealed class PostgresDatabaseTests : DatabaseTests
{
    private string _url = "";

    private protected override async Task<Database> OpenAsync() => PostgresServer.Open(_url = await PostgresServer.CreateDatabaseAsync());

    private protected override Task CleanAsync() => PostgresServer.DropAsync(_url);

    [Fact]
    public async Task A_statement_that_was_given_up_does_not_run_on_in_the_server()
    {
        await Assert.ThrowsAsync<OutageException>(() => Database.ReadAsync(db => db.QuerySingleAsync<long>(CountForMinutes), Cancellation));
        await Eventually.TrueAsync(
            () => PlainSql.Query<long>(_url, "select count(*) from pg_stat_activity where state = 'active' and query like '%2000000000%' and pid <> pg_backend_pid()") is [0],
            "no server process counts on");
    }

    [Fact]
    public async Task A_work_that_says_it_takes_time_is_not_stopped_by_the_server()
    {
        await Database.WriteAsync(
            async db =>
            {
                db.TakeTime();
                await db.ExecuteAsync("select pg_sleep(1.5)");
                return await db.ExecuteAsync("insert into notes select 'slow' from pg_sleep(1.5)");
            },
            Cancellation);
        Assert.Equal([1L], PlainSql.Query<long>(_url, "select count(*) from notes"));
    }

    [Fact]
    public async Task A_commit_has_no_bound_that_could_end_its_wait_for_a_standby()
    {
        await Database.WriteAsync(db => db.ExecuteAsync("create table bounds (at_commit text)"), Cancellation);
        await Database.WriteAsync(
            db => db.ExecuteAsync("""
                create function note_bound() returns trigger language plpgsql as
                $$ begin insert into bounds values (current_setting('statement_timeout')); return null; end $$
                """),
            Cancellation);
        await Database.WriteAsync(
            db => db.ExecuteAsync("create constraint trigger at_commit after insert on notes deferrable initially deferred for each row execute function note_bound()"),
            Cancellation);
        await Database.WriteAsync(db => db.ExecuteAsync("insert into notes values ('kept')"), Cancellation);
        Assert.Equal(["0"], PlainSql.Query<string>(_url, "select at_commit from bounds"));
        Assert.NotEqual(["0"], [await Database.ReadOneAsync(db => db.QuerySingleAsync<string>("select current_setting('statement_timeout')"), Cancellation)]);
    }

    [Fact]
    public async Task Two_writes_that_wait_for_each_other_both_succeed_in_the_end()
    {
        await Database.WriteAsync(db => db.ExecuteAsync("insert into counts values (1, 0), (2, 0)"), Cancellation);
        using var bothHoldOne = new Barrier(2);
        var met = 0;
        await Task.WhenAll(AddToBothAsync(1, 2), AddToBothAsync(2, 1));
        var sums = await Database.ReadAsync(db => db.QueryAsync<long>("select number from counts order by id"), Cancellation);
        Assert.Equal([2, 2], sums);

        Task AddToBothAsync(long first, long second) => Task.Run(() => Database.WriteAsync(
            async db =>
            {
                await db.ExecuteAsync("update counts set number = number + 1 where id = @first", new { first });
                if (Interlocked.Increment(ref met) <= 2)
                    bothHoldOne.SignalAndWait(Cancellation);
                return await db.ExecuteAsync("update counts set number = number + 1 where id = @second", new { second });
            },
            Cancellation));
    }

    [Fact]
    public async Task A_work_that_lost_a_race_for_a_unique_value_runs_again_and_sees_the_winner()
    {
        using var bothLooked = new Barrier(2);
        var looks = 0;
        var outcomes = await Task.WhenAll(TakeAsync(), TakeAsync());
        Assert.Single(outcomes, taken => taken);
        Assert.Equal(3, looks);

        Task<bool> TakeAsync() => Task.Run(() => Database.WriteAsync(
            async db =>
            {
                if (await db.QuerySingleAsync<bool>("select exists (select 1 from notes where text = 'wanted')"))
                {
                    Interlocked.Increment(ref looks);
                    return false;
                }
                if (Interlocked.Increment(ref looks) <= 2)
                    bothLooked.SignalAndWait(Cancellation);
                await db.ExecuteAsync("insert into notes values ('wanted')");
                return true;
            },
            Cancellation));
    }

    [Fact]
    public async Task A_constraint_that_is_broken_each_time_is_shown_as_the_fault_it_is()
    {
        await Database.WriteAsync(db => db.ExecuteAsync("insert into notes values ('there')"), Cancellation);
        var error = await Assert.ThrowsAsync<Npgsql.PostgresException>(
            () => Database.WriteAsync(db => db.ExecuteAsync("insert into notes values ('there')"), Cancellation));
        Assert.Equal(Npgsql.PostgresErrorCodes.UniqueViolation, error.SqlState);
    }

    [Fact]
    public async Task A_second_statement_needs_a_transaction() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => Database.ReadOneAsync(
            async db => await db.QuerySingleAsync<int>("select 1") + await db.QuerySingleAsync<int>("select 1"), Cancellation));
}
