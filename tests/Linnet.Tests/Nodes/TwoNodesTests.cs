using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Nodes;

/// <summary>What is done at one node counts at the other within a second.</summary>
public sealed class TwoNodesTests : IAsyncLifetime
{
    private TwoNodes _nodes = null!;
    private Person _ada = null!;
    private Person _adaAtB = null!;
    private Person _bob = null!;
    private Person _bobAtB = null!;

    public async ValueTask InitializeAsync()
    {
        _nodes = await TwoNodes.StartAsync();
        (_ada, _adaAtB) = await _nodes.JoinAsync();
        (_bob, _bobAtB) = await _nodes.JoinAsync();
        await _bob.FollowAsync(_ada);
    }

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    [Trait("Promise", "C1")]
    public async Task A_tweet_and_its_likes_edits_and_replies_are_seen_at_once_here_and_within_a_second_there()
    {
        for (var round = 0; round < 10; round++)
        {
            // Both nodes have it all in memory.
            await _bobAtB.ReadAsync("/tweets/timeline");
            var id = await _ada.TweetAsync($"round {round}");
            Assert.Equal(id, (long)(await _ada.ReadAsync("/tweets/timeline"))["tweets"]![0]!["id"]!);
            await WithinBoundAsync(async () => (long?)(await _bobAtB.ReadAsync("/tweets/timeline"))["tweets"]!.AsArray().FirstOrDefault()?["id"] == id, "the tweet");
            await _bobAtB.LikeAsync(id);
            Assert.True((bool)(await _bobAtB.ReadAsync($"/tweets/{id}"))["is_liked"]!);
            await WithinBoundAsync(async () => (long)(await _ada.ReadAsync($"/tweets/{id}"))["likes_count"]! == 1, "the like");
            await WithinBoundAsync(async () => (bool)(await _bob.ReadAsync($"/tweets/{id}"))["is_liked"]!, "the liker's own like");
            await _bobAtB.TweetAsync("a reply", replyTo: id);
            await WithinBoundAsync(async () => (long)(await _ada.ReadAsync($"/tweets/{id}"))["replies_count"]! == 1, "the reply");
            await _adaAtB.PutAsync($"/tweets/{id}", new { content = $"edited {round}" });
            await WithinBoundAsync(async () => (string?)(await _ada.ReadAsync($"/tweets/{id}"))["content"] == $"edited {round}", "the edit");
        }
    }

    [Fact]
    [Trait("Promise", "C1")]
    public async Task Follows_and_profiles_count_on_the_other_node()
    {
        await _bobAtB.ReadAsync("/tweets/timeline");
        var tweet = await _ada.TweetAsync("before");
        Assert.Equal(1, (long)(await _bobAtB.ReadAsync($"/users/{_ada.Username}"))["followers_count"]!);
        await _bob.DeleteAsync($"/users/{_ada.Username}/follow");
        await WithinBoundAsync(async () => (long)(await _bobAtB.ReadAsync($"/users/{_ada.Username}"))["followers_count"]! == 0, "the count");
        await WithinBoundAsync(async () => (long)(await _bobAtB.ReadAsync("/tweets/timeline"))["total"]! == 0, "the timeline without");
        await _bob.FollowAsync(_ada);
        await WithinBoundAsync(
            async () => (long?)(await _bobAtB.ReadAsync("/tweets/timeline"))["tweets"]!.AsArray().FirstOrDefault()?["id"] == tweet, "the timeline with");
        await _ada.PutAsync("/users/me", new { full_name = "Ada of A" });
        await WithinBoundAsync(async () => (string?)(await _bobAtB.ReadAsync($"/users/{_ada.Username}"))["full_name"] == "Ada of A", "the name");
    }

    [Fact]
    [Trait("Promise", "C2")]
    public async Task A_deleted_tweet_once_gone_never_comes_back()
    {
        for (var round = 0; round < 30; round++)
        {
            var id = await _ada.TweetAsync($"short-lived {round}");
            // Readers at the other node while it appears there and goes, and another node that likes it at the same time.
            using var over = new CancellationTokenSource();
            var readers = Enumerable.Range(0, 4).Select(_ => WatchAsync(id, over.Token)).ToList();
            var liking = _bobAtB.PostAsync($"/tweets/{id}/like");
            Assert.Equal(HttpStatusCode.NoContent, (await (round % 2 == 0 ? _ada : _adaAtB).DeleteAsync($"/tweets/{id}")).StatusCode);
            await liking;
            await WithinBoundAsync(async () => (await _bobAtB.GetAsync($"/tweets/{id}")).StatusCode is HttpStatusCode.NotFound, "the deletion");
            await over.CancelAsync();
            Assert.All(await Task.WhenAll(readers), Assert.True);
        }
        foreach (var person in new[] { _bob, _bobAtB })
        {
            var timeline = await person.ReadAsync("/tweets/timeline");
            Assert.Equal((0, 0), ((long)timeline["total"]!, timeline["tweets"]!.AsArray().Count));
        }
    }

    [Fact]
    [Trait("Promise", "S6")]
    public async Task A_session_that_ends_here_ends_there_with_its_socket()
    {
        await using var socket = await LiveClient.ConnectAsync(_adaAtB);
        await _adaAtB.ReadAsync("/users/me");
        (await _ada.PostAsync("/auth/logout")).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.Unauthorized, (await _ada.GetAsync("/users/me")).StatusCode);
        await WithinBoundAsync(async () => (await _adaAtB.GetAsync("/users/me")).StatusCode is HttpStatusCode.Unauthorized, "the end of the session");
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await socket.ReceiveCloseAsync());
    }

    [Fact]
    [Trait("Promise", "S6")]
    public async Task A_changed_password_and_a_deleted_account_end_what_they_end_on_both_nodes()
    {
        var second = _nodes.B.ClientFor((string?)(await _nodes.B.LogInAsync(_ada.Username))["access_token"]);
        var other = _adaAtB with { Http = second };
        await other.ReadAsync("/users/me");
        (await _ada.PutAsync("/users/me", new { password = "another good password" })).EnsureSuccessStatusCode();
        await WithinBoundAsync(async () => (await other.GetAsync("/users/me")).StatusCode is HttpStatusCode.Unauthorized, "the other session's end");
        Assert.Equal(HttpStatusCode.OK, (await _adaAtB.GetAsync("/users/me")).StatusCode);
        (await _ada.DeleteAsync("/users/me")).EnsureSuccessStatusCode();
        await WithinBoundAsync(async () => (await _adaAtB.GetAsync("/users/me")).StatusCode is HttpStatusCode.Unauthorized, "the account's end");
        await WithinBoundAsync(async () => (long)(await _bobAtB.ReadAsync("/users/me"))["following_count"]! == 0, "the count without it");
    }

    [Fact]
    public async Task A_socket_receives_events_of_the_other_node_once_each()
    {
        await using var adas = await LiveClient.ConnectAsync(_ada);
        await using var bobs = await LiveClient.ConnectAsync(_bobAtB);
        var tweet = await _ada.TweetAsync("hear me");
        Assert.Equal(("new_tweet", tweet), await NextAsync(bobs, "tweet_id"));
        await _bobAtB.LikeAsync(tweet);
        Assert.Equal(("new_like", _bob.Id), await NextAsync(adas, "liker_id"));
        await _bobAtB.TweetAsync("heard", replyTo: tweet);
        Assert.Equal(("new_reply", _bob.Id), await NextAsync(adas, "replier_id"));
        var mention = await _bobAtB.TweetAsync($"@{_ada.Username}");
        Assert.Equal(("new_mention", mention), await NextAsync(adas, "tweet_id"));
        await adas.SendAsync(new { type = "broadcast", message = "to all my followers" });
        var said = await bobs.ReceiveAsync();
        Assert.Equal(("user_message", "to all my followers"), ((string?)said["type"], (string?)said["data"]!["message"]));
        await adas.ExpectNothingMoreAsync();
        await bobs.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task A_socket_receives_concurrent_events_of_both_nodes_in_the_order_of_the_inbox()
    {
        const int Each = 40;
        var (cyd, _) = await _nodes.JoinAsync();
        var tweets = new List<long>();
        for (var number = 0; number < Each; number++)
            tweets.Add(await _ada.TweetAsync($"{number}"));
        await using var adas = await LiveClient.ConnectAsync(_ada);
        await Task.WhenAll(LikeAllAsync(_bobAtB, tweets), LikeAllAsync(cyd, tweets));
        var heard = new List<long>();
        while (heard.Count < 2 * Each)
            heard.Add((await NextAsync(adas, "notification_id")).Id);
        Assert.Equal(heard.Distinct().Order(), heard);
        await adas.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task Counters_that_a_command_puts_right_are_right_on_every_node()
    {
        var tweet = await _ada.TweetAsync("counted");
        await Eventually.TrueAsync(async () => (await _adaAtB.GetAsync($"/tweets/{tweet}")).IsSuccessStatusCode, "the tweet");
        PlainSql.Execute(_nodes.Database, $"update tweets set likes_count = 7 where id = {tweet}");
        using var folder = new TempFolder();
        var recount = await LinnetProcess.RunAsync(folder, "recount", "--repair", $"--database={_nodes.Database}");
        Assert.Equal(0, recount.ExitCode);
        foreach (var person in new[] { _ada, _adaAtB })
            await WithinBoundAsync(async () => (long)(await person.ReadAsync($"/tweets/{tweet}"))["likes_count"]! == 0, "the counter");
    }

    [Fact]
    public async Task A_follow_at_one_node_counts_at_the_other_at_once_and_so_does_an_unfollow()
    {
        var (cyd, cydAtB) = await _nodes.JoinAsync();
        await using var cyds = await LiveClient.ConnectAsync(cydAtB);
        await cyd.FollowAsync(_ada);
        await Eventually.TrueAsync(
            async () =>
            {
                await _adaAtB.TweetAsync("is anybody there?");
                await cyds.SendAsync(new { type = "ping" });
                return (string?)(await cyds.ReceiveAsync())["type"] is "new_tweet";
            },
            "the follow was heard of");
    }

    [Fact]
    public async Task A_socket_receives_edits_deletions_undone_acts_and_reads_of_the_other_node()
    {
        await using var adas = await LiveClient.ConnectAsync(_ada);
        await using var bobs = await LiveClient.ConnectAsync(_bobAtB);
        var tweet = await _ada.TweetAsync("first words");
        Assert.Equal(("new_tweet", tweet), await NextAsync(bobs, "tweet_id"));
        await _bobAtB.LikeAsync(tweet);
        await adas.ReceiveAsync();
        await _adaAtB.PostAsync("/notifications/read", new { up_to_id = long.MaxValue });
        Assert.Equal("notifications_read", (await NextAsync(adas, "up_to_id")).Type);
        var reply = await _bobAtB.TweetAsync("a reply", replyTo: tweet);
        await adas.ReceiveAsync();
        await _bobAtB.DeleteAsync($"/tweets/{reply}");
        Assert.Equal(("tweet_deleted", reply), await NextAsync(adas, "tweet_id"));
        Assert.Equal(("notifications_removed", reply), await NextAsync(adas, "tweet_id"));
        Assert.Equal(("tweet_deleted", reply), await NextAsync(bobs, "tweet_id"));
        await _ada.PutAsync($"/tweets/{tweet}", new { content = "other words" });
        Assert.Equal(("tweet_updated", tweet), await NextAsync(bobs, "tweet_id"));
        await _ada.DeleteAsync($"/tweets/{tweet}");
        Assert.Equal(("tweet_deleted", tweet), await NextAsync(bobs, "tweet_id"));
    }

    private static async Task LikeAllAsync(Person person, IEnumerable<long> tweets)
    {
        foreach (var tweet in tweets)
            await person.LikeAsync(tweet);
    }

    private static async Task<(string? Type, long Id)> NextAsync(LiveClient client, string member)
    {
        var message = await client.ReceiveAsync();
        return ((string?)message["type"], (long)message["data"]![member]!);
    }

    /// <returns>Whether the tweet stayed away once it was away.</returns>
    private async Task<bool> WatchAsync(long id, CancellationToken until)
    {
        var isGone = false;
        while (!until.IsCancellationRequested)
        {
            var isThere = (await _bobAtB.GetAsync($"/tweets/{id}")).StatusCode is HttpStatusCode.OK;
            if (isGone && isThere)
                return false;
            // Who first looks reads it from the database, where it is from its acknowledgement on.
            isGone |= !isThere;
        }
        return true;
    }

    private static async Task WithinBoundAsync(Func<Task<bool>> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        await Eventually.TrueAsync(condition, what);
        Assert.True(watch.Elapsed < TwoNodes.Bound, $"It took {watch.Elapsed.TotalMilliseconds:N0} ms until the other node knew of {what}");
    }
}
