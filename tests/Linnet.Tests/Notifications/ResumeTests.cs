using Linnet.Events;
using Linnet.Notifications;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary>A client that reconnects gets what it missed.</summary>
public sealed class ResumeTests : IAsyncLifetime
{
    private const int Missed = 100;

    // One more: what happens just after the welcome may still be found in the inbox.
    private const int ReplayLimit = Missed + 1;

    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _bob = null!;
    private long _tweetId;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync($"--notifications:replaylimit={ReplayLimit}", "--notifications:keepdays=1", "--storage:idlereaders=1");
        (_ada, _bob) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("bob"));
        _tweetId = await _ada.TweetAsync("hello");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    [Trait("Promise", "W8")]
    public async Task A_hundred_missed_ones_come_in_order_then_what_happens_and_none_twice()
    {
        await ReplyAsync("known");
        var known = (await InboxIdsAsync())[^1];
        for (var number = 0; number < Missed; number++)
            await ReplyAsync($"missed {number}");
        await using var client = await LiveClient.ConnectAsync(_ada, since: known);
        await ReplyAsync("live");
        for (var number = 0; number < Missed; number++)
            Assert.Equal($"missed {number}", ContentOf(await client.ReceiveAsync()));
        Assert.Equal("live", ContentOf(await client.ReceiveAsync()));
        await client.ExpectNothingMoreAsync();
    }

    [Fact]
    [Trait("Promise", "W8")]
    public async Task Replayed_notifications_look_like_live_ones()
    {
        await using var live = await LiveClient.ConnectAsync(_ada);
        await _bob.LikeAsync(_tweetId);
        await _bob.FollowAsync(_ada);
        await ReplyAsync("a reply");
        await _bob.TweetAsync("a retweet", retweetOf: _tweetId);
        await using var replayed = await LiveClient.ConnectAsync(_ada, since: 0);
        for (var count = 0; count < 4; count++)
        {
            var (one, other) = (await live.ReceiveAsync(), await replayed.ReceiveAsync());
            Assert.Equal((string?)one["type"], (string?)other["type"]);
            Assert.Equal((long)one["data"]!["notification_id"]!, (long)other["data"]!["notification_id"]!);
            Assert.Equal(
                one["data"]!.AsObject().Select(member => member.Key),
                other["data"]!.AsObject().Select(member => member.Key));
        }
    }

    [Fact]
    [Trait("Promise", "W8")]
    public async Task More_than_is_replayed_is_a_resync_and_then_what_happens()
    {
        for (var number = 0; number <= ReplayLimit; number++)
            await ReplyAsync($"missed {number}");
        await using var client = await LiveClient.ConnectAsync(_ada, since: 0);
        Assert.Equal("resync", (string?)(await client.ReceiveAsync())["type"]);
        await AnnounceAsync((await InboxIdsAsync())[^1]);
        await ReplyAsync("live");
        Assert.Equal("live", ContentOf(await client.ReceiveAsync()));
    }

    [Fact]
    [Trait("Promise", "W8")]
    public async Task What_was_removed_for_its_age_is_a_resync()
    {
        await ReplyAsync("old");
        await ReplyAsync("also old");
        await MakeAllOldAsync();
        await ReplyAsync("new");
        var ids = await InboxIdsAsync();
        await _linnet.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<InboxPruner>().Single()
            .PruneAsync(TestContext.Current.CancellationToken);
        Assert.Equal([ids[^1]], await InboxIdsAsync());

        await using var tooLongAway = await LiveClient.ConnectAsync(_ada, since: ids[0]);
        Assert.Equal("resync", (string?)(await tooLongAway.ReceiveAsync())["type"]);
        await tooLongAway.ExpectNothingMoreAsync();
        await using var inTime = await LiveClient.ConnectAsync(_ada, since: ids[1]);
        Assert.Equal("new", ContentOf(await inTime.ReceiveAsync()));
        await inTime.ExpectNothingMoreAsync();
    }

    [Fact]
    [Trait("Promise", "W8")]
    public async Task A_notification_that_arrives_after_its_replay_is_not_sent_again()
    {
        await ReplyAsync("missed");
        var id = (await InboxIdsAsync()).Single();
        await using var client = await LiveClient.ConnectAsync(_ada, since: 0);
        Assert.Equal("missed", ContentOf(await client.ReceiveAsync()));
        // As when the dispatcher is far behind: its event for a replayed notification comes only now.
        await AnnounceAsync(id);
        await ReplyAsync("live");
        Assert.Equal("live", ContentOf(await client.ReceiveAsync()));

        await using var knowing = await LiveClient.ConnectAsync(_ada, since: (await InboxIdsAsync())[^1]);
        await AnnounceAsync(id);
        await knowing.ExpectNothingMoreAsync();
    }

    [Fact]
    [Trait("Promise", "W8")]
    public async Task A_since_from_the_future_hides_nothing()
    {
        await using var client = await LiveClient.ConnectAsync(_ada, since: long.MaxValue);
        await ReplyAsync("live");
        Assert.Equal("live", ContentOf(await client.ReceiveAsync()));
    }

    [Fact]
    [Trait("Promise", "W8")]
    public async Task Without_since_nothing_is_replayed()
    {
        await ReplyAsync("missed");
        var id = (await InboxIdsAsync()).Single();
        await using var client = await LiveClient.ConnectAsync(_ada);
        await AnnounceAsync(id);
        await client.ExpectNothingMoreAsync();
    }

    [Fact]
    [Trait("Promise", "W9")]
    public async Task Open_sockets_hold_no_connection_to_the_database()
    {
        var people = new List<Person> { _ada, _bob, await _linnet.JoinAsync("cyd") };
        var clients = new List<LiveClient>();
        foreach (var person in people)
        {
            for (var count = 0; count < 10; count++)
                clients.Add(await LiveClient.ConnectAsync(person, since: 0));
        }
        // Not exactly: SQLite keeps the files of closed connections open for a while.
        await Eventually.TrueAsync(() => CountOpenFiles() < clients.Count / 2, "the database is open far fewer times than there are sockets");
        foreach (var client in clients)
        {
            await client.ExpectNothingMoreAsync();
            await client.DisposeAsync();
        }
    }

    private Task<long> ReplyAsync(string content) => _bob.TweetAsync(content, replyTo: _tweetId);

    private static string? ContentOf(System.Text.Json.Nodes.JsonNode message) => (string?)message["data"]!["tweet"]!["content"];

    /// <returns>Oldest first.</returns>
    private async Task<List<long>> InboxIdsAsync() =>
        [.. (await _ada.ReadAsync("/notifications?limit=100")).AsArray().Select(item => (long)item!["id"]!).Order()];

    private Task<int> MakeAllOldAsync() => _linnet.Services.GetRequiredService<Database>().WriteAsync(
        db => db.ExecuteAsync("update notifications set created_at = created_at - 2 * 86400000000"), TestContext.Current.CancellationToken);

    private Task<int> AnnounceAsync(long notificationId) => _linnet.Services.GetRequiredService<Database>().WriteAsync(
        async db =>
        {
            await _linnet.Services.GetRequiredService<EventBus>().RaiseAsync(db, new NotificationAdded(notificationId, _ada.Id));
            return 1;
        },
        TestContext.Current.CancellationToken);

    private int CountOpenFiles() =>
        Directory.GetFiles("/proc/self/fd").Count(path => new FileInfo(path).LinkTarget == _linnet.Database);
}
