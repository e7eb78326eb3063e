using System.Diagnostics;
using Linnet.Storage.Postgres;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Nodes;

/// <summary>Nodes that die, and nodes that are cut off: what was acknowledged is heard of all the same.</summary>
[Trait("Promise", "C4")]
public sealed class CutTests
{
    // lang=sql
    private const string CutFeeds = $"""
        select count(pg_terminate_backend(pid)) from pg_stat_activity
        where application_name = '{PostgresConnections.FeedName}' and datname = current_database()
        """;

    [Fact]
    public async Task A_write_acknowledged_right_before_kill_9_reaches_the_other_node_within_a_second()
    {
        var database = await PostgresServer.CreateDatabaseAsync();
        using var folder = new TempFolder();
        await using (var living = await RunningLinnet.StartNodeAsync(database))
        {
            var bob = await living.JoinAsync();
            for (var kill = 0; kill < 3; kill++)
            {
                await using var dying = LinnetProcess.Start(folder, "--urls=http://127.0.0.1:0", $"--database={database}", "--passwords:bcryptcost=4");
                var ada = await Person.JoinAsync(await dying.WaitUntilListeningAsync(), $"ada{kill}");
                await bob.FollowAsync(ada);
                await bob.ReadAsync("/tweets/timeline");
                await using var socket = await LiveClient.ConnectAsync(bob);
                var tweet = await ada.TweetAsync("my last words");
                dying.Kill();
                var watch = Stopwatch.StartNew();
                var heard = await socket.ReceiveAsync();
                Assert.Equal(("new_tweet", tweet), ((string?)heard["type"], (long)heard["data"]!["tweet_id"]!));
                Assert.Equal(tweet, (long)(await bob.ReadAsync("/tweets/timeline"))["tweets"]![0]!["id"]!);
                Assert.True(watch.Elapsed < TwoNodes.Bound, $"It took {watch.Elapsed.TotalMilliseconds:N0} ms");
            }
        }
        await PostgresServer.DropAsync(database);
    }

    [Fact]
    public async Task A_node_whose_feed_is_cut_under_load_gets_everything_once_and_in_order()
    {
        const int Tweets = 200;
        await using var nodes = await TwoNodes.StartAsync();
        var (ada, _) = await nodes.JoinAsync();
        var (bob, bobAtB) = await nodes.JoinAsync();
        await bob.FollowAsync(ada);
        await using var socket = await LiveClient.ConnectAsync(bobAtB);
        var posted = new List<long>();
        for (var number = 1; number <= Tweets; number++)
        {
            await bobAtB.ReadAsync("/tweets/timeline");
            posted.Add(await ada.TweetAsync($"{number}"));
            if (number % 40 == 0)
                Assert.Equal([2L], PlainSql.Query<long>(nodes.Database, CutFeeds));
            if (number % 40 == 39)
                await Eventually.TrueAsync(() => CountFeeds(nodes.Database) == 2, "both hear again");
        }
        var heard = new List<long>();
        while (heard.Count < Tweets)
            heard.Add((long)(await socket.ReceiveAsync())["data"]!["tweet_id"]!);
        Assert.Equal(posted, heard);
        await socket.ExpectNothingMoreAsync();
        var timeline = await bobAtB.ReadAsync("/tweets/timeline?page_size=100");
        Assert.Equal(Tweets, (long)timeline["total"]!);
        Assert.Equal(posted.AsEnumerable().Reverse().Take(100), timeline["tweets"]!.AsArray().Select(tweet => (long)tweet!["id"]!));
    }

    [Fact]
    public async Task A_node_that_lost_events_clears_its_caches_and_sends_its_sockets_a_resync()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var (ada, _) = await nodes.JoinAsync();
        var (_, bobAtB) = await nodes.JoinAsync();
        var tweet = await ada.TweetAsync("remembered");
        Assert.Equal(0, (long)(await bobAtB.ReadAsync($"/tweets/{tweet}"))["likes_count"]!);
        await using var socket = await LiveClient.ConnectAsync(bobAtB);
        // As if rows had been removed that the node had not read, whatever it reads before this is committed.
        PlainSql.Execute(nodes.Database, $"update tweets set likes_count = 5 where id = {tweet}");
        PlainSql.Execute(nodes.Database, "update outbox_pruning set pruned_below = pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1000");
        Assert.Equal("resync", (string?)(await socket.ReceiveAsync())["type"]);
        Assert.Equal(5, (long)(await bobAtB.ReadAsync($"/tweets/{tweet}"))["likes_count"]!);
    }

    private static long CountFeeds(string database) => PlainSql.Query<long>(
        database, $"select count(*) from pg_stat_activity where application_name = '{PostgresConnections.FeedName}' and datname = current_database()")[0];
}
