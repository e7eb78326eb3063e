using Linnet.Common;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Npgsql;
using Xunit;

namespace Linnet.Tests.Durability;

/// <summary>The first start on a PostgreSQL database, held up in the middle and disturbed there.</summary>
[Trait("Promise", "D10")]
[Trait("Kind", Chaos.Kind)]
public sealed class PostgresMigrationTests(PostgresMigrationTests.OwnServer own) : IClassFixture<PostgresMigrationTests.OwnServer>, IAsyncLifetime
{
    // lang=sql
    private const string Shut = "select pg_advisory_lock(7)";

    // lang=sql
    private const string CountWaiting = """
        select count(*) from pg_locks
        where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())
        """;

    // lang=sql
    private const string CutWaiting = """
        select count(pg_terminate_backend(pid)) from pg_locks
        where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())
        """;

    private static readonly IEnumerable<int> All = Migration.Embedded(DatabaseEngine.Postgres).Select(migration => migration.Version);

    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private string _database = "";

    /// <summary>After how many applied migrations a start is disturbed.</summary>
    public static TheoryData<int> Points => new(Enumerable.Range(0, All.Count()).Where(applied => applied % Chaos.Size(quick: 3, @long: 1) == 0));

    public async ValueTask InitializeAsync() => _database = await own.Server.CreateEmptyAsync();

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Killed_midway_it_leaves_nothing_and_is_completed_by_the_next_start(int applied)
    {
        await using (var gate = await ShutGateAsync(applied))
        {
            await using var killed = Start();
            await WaitForWaitingAsync(1);
            killed.Kill();
            await killed.WaitForExitAsync();
            // Not even its own rows are seen by anybody else before it commits.
            Assert.Empty(ReadTables());
        }
        await AssertNextStartServesAsync();
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Cut_off_midway_it_says_so_leaves_nothing_and_is_completed_by_the_next_start(int applied)
    {
        await using (var gate = await ShutGateAsync(applied))
        {
            await using var cut = Start();
            await WaitForWaitingAsync(1);
            Assert.Equal([1L], PlainSql.Query<long>(_database, CutWaiting));
            var outcome = await cut.WaitForExitAsync();
            Assert.Equal((int)ExitCode.Database, outcome.ExitCode);
            Assert.Single(outcome.Error.Trim().Split('\n'));
            Assert.Empty(ReadTables());
        }
        await AssertNextStartServesAsync();
    }

    [Fact]
    public async Task A_node_that_starts_while_another_migrates_waits_for_it_and_both_serve()
    {
        var gate = await ShutGateAsync(applied: 1);
        await using var first = Start();
        await WaitForWaitingAsync(1);
        await using var second = Start();
        // The one at the gate, and the other at the lock that the first holds.
        await WaitForWaitingAsync(2);
        await gate.DisposeAsync();
        await Person.JoinAsync(await first.WaitUntilListeningAsync(), "ada");
        await Person.JoinAsync(await second.WaitUntilListeningAsync(), "bob");
        AssertMigratedOnce();
    }

    [Fact]
    public async Task A_node_older_than_the_schema_does_not_start_and_says_which_one_to_start()
    {
        await AssertNextStartServesAsync();
        PlainSql.Execute(_database, "insert into schema_migrations values (999, '0999_later', 'x', 1)");
        await using var older = Start();
        var outcome = await older.WaitForExitAsync();
        Assert.Equal((int)ExitCode.Database, outcome.ExitCode);
        Assert.Contains("schema version 999", Assert.Single(outcome.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(["ada"], PlainSql.Query<string>(_database, "select username from users"));
    }

    /// <summary>Stops changes of the schema, once a number of migrations are applied, while the gate is shut.</summary>
    // lang=sql
    private static string BuildGate(int applied) =>
        $$"""
        create schema gate;
        create function gate.pass() returns event_trigger language plpgsql as $$
        begin
            if to_regclass('public.schema_migrations') is not null then
                if (select count(*) from public.schema_migrations) = {{applied}} then
                    perform pg_advisory_xact_lock_shared(7);
                end if;
            end if;
        end $$;
        create event trigger gate on ddl_command_start execute function gate.pass();
        """;

    /// <returns>Opens it when disposed.</returns>
    private async Task<NpgsqlConnection> ShutGateAsync(int applied)
    {
        PlainSql.Execute(_database, BuildGate(applied));
        var gate = new NpgsqlConnection($"{DatabaseUrl.Parse(_database, "/").OrThrow().Target};Pooling=false");
        await gate.OpenAsync(TestContext.Current.CancellationToken);
        await using var shut = new NpgsqlCommand(Shut, gate);
        await shut.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return gate;
    }

    private Task<TimeSpan> WaitForWaitingAsync(long count) => Eventually.TrueAsync(
        () => PlainSql.Query<long>(_database, CountWaiting) is [var waiting] && waiting == count, $"{count} wait", LongestStart);

    private LinnetProcess Start() => LinnetProcess.Start(
        _folder, "--urls=http://127.0.0.1:0", $"--database={_database}", "--passwords:bcryptcost=4");

    private async Task AssertNextStartServesAsync()
    {
        await using var next = Start();
        await Person.JoinAsync(await next.WaitUntilListeningAsync(), "ada");
        AssertMigratedOnce();
    }

    private void AssertMigratedOnce() =>
        Assert.Equal(All, PlainSql.Query<int>(_database, "select version from schema_migrations order by version"));

    private List<string> ReadTables() => PlainSql.Query<string>(_database, "select tablename::text from pg_tables where schemaname = 'public'");

    /// <summary>Not the one that all tests share: a transaction that stays open is in the snapshots of all its databases.</summary>
    public sealed class OwnServer : ClassFixture
    {
        private PostgresServer? _server;

        internal PostgresServer Server => Started(_server);

        public override ValueTask DisposeAsync()
        {
            _server?.Dispose();
            return ValueTask.CompletedTask;
        }

        protected override async Task StartAsync() => _server = await PostgresServer.StartAsync(durable: false);
    }
}
