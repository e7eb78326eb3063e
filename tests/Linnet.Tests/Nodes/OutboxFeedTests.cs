using Linnet.Storage;
using Linnet.Storage.Postgres;
using Linnet.Tests.Accounts;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Linnet.Tests.Nodes;

/// <summary>What a node receives of another's writes: each once, for any order of beginnings and commits.</summary>
public sealed class OutboxFeedTests : IAsyncLifetime
{
    private string _url = null!;
    private PostgresDatabase _teller = null!;
    private PostgresDatabase _hearer = null!;
    private OutboxFeed _feed = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _url = await PostgresServer.CreateDatabaseAsync();
        (_teller, _hearer) = (Open(TimeProvider.System), Open(TimeProvider.System));
        _feed = await _hearer.Outbox.OpenFeedAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.DisposeAsync();
        await _teller.DisposeAsync();
        await _hearer.DisposeAsync();
        await PostgresServer.DropAsync(_url);
    }

    [Fact]
    public async Task A_write_arrives_once_with_its_messages_and_its_commit()
    {
        var told = 0L;
        await _teller.WriteAsync(
            db =>
            {
                db.AddToOutbox("one");
                db.AddToOutbox("two");
                db.AfterCommit(commit => told = commit);
                return Task.FromResult(0);
            },
            Cancellation);
        var entry = Assert.Single(await HearAsync());
        Assert.Equal(["one", "two"], entry.Messages);
        Assert.Equal(told, entry.Commit);
        Assert.Empty(await HearAsync());
    }

    [Fact]
    public async Task Messages_of_a_write_arrive_only_at_other_nodes_and_only_if_it_is_kept()
    {
        await TellAsync(_hearer, "own");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _teller.WriteAsync<int>(
            db =>
            {
                db.AddToOutbox("undone");
                throw new InvalidOperationException();
            },
            Cancellation));
        await TellAsync(_teller, "kept");
        Assert.Equal(["kept"], (await HearAsync()).SelectMany(entry => entry.Messages));
    }

    [Fact]
    [Trait("Promise", "C5")]
    public async Task A_transaction_that_stays_open_arrives_when_it_commits_and_delays_no_other()
    {
        await using var slow = new NpgsqlConnection(DatabaseUrl.Parse(_url, "/").OrThrow().Target + ";Pooling=false");
        await slow.OpenAsync(Cancellation);
        await using var open = await slow.BeginTransactionAsync(Cancellation);
        await using var insert = new NpgsqlCommand("insert into outbox (node, number, messages) values (1, 1, 'slow')", slow, open);
        await insert.ExecuteNonQueryAsync(Cancellation);
        for (var number = 1; number <= 20; number++)
        {
            await TellAsync(_teller, $"{number}");
            Assert.Equal([$"{number}"], (await HearAsync()).SelectMany(entry => entry.Messages));
        }
        await open.CommitAsync(Cancellation);
        Assert.Equal(["slow"], (await HearAsync()).SelectMany(entry => entry.Messages));
        Assert.Empty(await HearAsync());
    }

    [Fact]
    [Trait("Promise", "C5")]
    public async Task Writes_that_begin_and_end_at_random_arrive_once_each()
    {
        const int Writers = 8;
        const int Each = 40;
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var random = new Random(writer);
            for (var number = 0; number < Each; number++)
            {
                await _teller.WriteAsync(
                    async db =>
                    {
                        // Takes the transaction's number now and the row's later, after who knows how many others.
                        await db.QuerySingleAsync<string>("select pg_current_xact_id()::text");
                        await Task.Delay(random.Next(8), Cancellation);
                        db.AddToOutbox($"{writer}:{number}");
                        return 0;
                    },
                    Cancellation);
            }
        }));
        var heard = new List<string>();
        while (heard.Count < Writers * Each)
        {
            var isOver = writing.IsCompleted;
            var news = await HearAsync();
            heard.AddRange(news.SelectMany(entry => entry.Messages));
            Assert.False(isOver && news.Count == 0, $"{(Writers * Each) - heard.Count} of {Writers * Each} were never heard");
        }
        await writing;
        Assert.Empty(await HearAsync());
        Assert.Equal(heard.Count, heard.Distinct().Count());
    }

    [Fact]
    public async Task A_write_whose_commit_was_not_acknowledged_arrives_at_its_own_node()
    {
        var (insert, number) = _hearer.Outbox.Add(["in doubt"]);
        PlainSql.Execute(_url, $"insert into outbox (node, number, messages) values ({_hearer.Outbox.Node}, {number}, 'in doubt')");
        Assert.Empty(await HearAsync());
        _hearer.Outbox.Doubt(number);
        Assert.Equal(["in doubt"], (await HearAsync()).SelectMany(entry => entry.Messages));
        Assert.Empty(await HearAsync());
        Assert.NotNull(insert);
    }

    [Fact]
    public async Task A_feed_that_was_cut_reports_a_gap_and_then_what_it_missed()
    {
        PlainSql.Execute(_url, $"select pg_terminate_backend(pid) from pg_stat_activity where application_name = '{PostgresConnections.FeedName}' and datname = current_database()");
        await TellAsync(_teller, "meanwhile");
        var news = new List<FeedNews>();
        while (!news.Exists(one => one.Entries.Count > 0))
            news.Add(await _feed.NextAsync(Cancellation));
        Assert.All(news, one => Assert.Equal(FeedGap.Interrupted, one.Gap));
        Assert.Equal(["meanwhile"], Assert.Single(news[^1].Entries).Messages);
    }

    [Fact]
    public async Task Old_rows_are_removed_and_a_feed_that_has_not_read_them_reports_the_loss()
    {
        var clock = new ManualClock();
        await using var pruning = Open(clock);
        await TellAsync(_teller, "old");
        await WaitUntilNothingOlderIsOpenAsync();
        Assert.Equal(0, await pruning.Outbox.Pruner.PruneAsync(Cancellation));
        clock.Advance(TimeSpan.FromMinutes(9));
        await TellAsync(_teller, "young");
        Assert.Equal(0, await pruning.Outbox.Pruner.PruneAsync(Cancellation));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, await pruning.Outbox.Pruner.PruneAsync(Cancellation));
        Assert.Equal(["young"], PlainSql.Query<string>(_url, "select messages from outbox"));
        Assert.Equal(FeedGap.Lost, (await _feed.NextAsync(Cancellation)).Gap);
        Assert.Equal(FeedGap.None, (await _feed.NextAsync(Cancellation)).Gap);
    }

    [Fact]
    public async Task Who_had_read_what_was_removed_missed_nothing()
    {
        var clock = new ManualClock();
        await using var pruning = Open(clock);
        await TellAsync(_teller, "old");
        Assert.Single(await HearAsync());
        await WaitUntilNothingOlderIsOpenAsync();
        await pruning.Outbox.Pruner.PruneAsync(Cancellation);
        // As every node does long before the note that was just taken is old.
        Assert.Empty(await HearAsync());
        clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(1, await pruning.Outbox.Pruner.PruneAsync(Cancellation));
        Assert.Equal(FeedGap.None, (await _feed.NextAsync(Cancellation)).Gap);
    }

    [Fact]
    public async Task What_a_dump_of_another_server_brought_along_is_forgotten_at_the_start()
    {
        PlainSql.Execute(_url, "insert into outbox (xid, node, number, messages) values (1::bigint << 40, 1, 1, 'of another server')");
        PlainSql.Execute(_url, "update outbox_pruning set pruned_below = 1::bigint << 40");
        await using var restarted = Open(TimeProvider.System);
        await using var feed = await restarted.Outbox.OpenFeedAsync(Cancellation);
        await TellAsync(_teller, "new");
        var news = await feed.NextAsync(Cancellation);
        Assert.Equal(FeedGap.None, news.Gap);
        Assert.Equal(["new"], news.Entries.SelectMany(entry => entry.Messages));
    }

    private static Task<int> TellAsync(PostgresDatabase by, string message) => by.WriteAsync(
        db =>
        {
            db.AddToOutbox(message);
            return Task.FromResult(0);
        },
        Cancellation);

    // What is open in any database of the server holds the pruner back, and other tests hold transactions open.
    private Task<TimeSpan> WaitUntilNothingOlderIsOpenAsync() => Eventually.TrueAsync(
        () => PlainSql.Query<bool>(_url, "select max(xid) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint from outbox")[0],
        "all that began before has ended",
        TimeSpan.FromSeconds(60));

    private async Task<IReadOnlyList<FeedEntry>> HearAsync()
    {
        var news = await _feed.NextAsync(Cancellation);
        Assert.Equal(FeedGap.None, news.Gap);
        return news.Entries;
    }

    private PostgresDatabase Open(TimeProvider clock) =>
        new(DatabaseUrl.Parse(_url, "/").OrThrow().Target, new StorageOptions(), Meters.Writes, clock, NullLogger<PostgresDatabase>.Instance);
}
