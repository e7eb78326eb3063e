using System.Net.WebSockets;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Notifications;

public sealed class LiveContractTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _bob = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _bob) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("bob"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task Followers_and_no_others_receive_a_new_tweet()
    {
        await _bob.FollowAsync(_ada);
        await using var bob = await LiveClient.ConnectAsync(_bob);
        var id = await _ada.TweetAsync("hello");
        var message = await bob.ReceiveAsync();
        Assert.Equal("new_tweet", (string?)message["type"]);
        Assert.Equal((id, _ada.Id), ((long)message["data"]!["tweet_id"]!, (long)message["data"]!["author_id"]!));
        Assert.Equal("hello", (string?)message["data"]!["tweet"]!["content"]);
    }

    [Fact]
    public async Task A_follow_while_connected_counts_from_the_next_tweet_on_and_an_unfollow_ends_it()
    {
        await using var bob = await LiveClient.ConnectAsync(_bob);
        await _ada.TweetAsync("before");
        await _bob.FollowAsync(_ada);
        var heard = await _ada.TweetAsync("between");
        Assert.Equal(heard, (long)(await bob.ReceiveAsync())["data"]!["tweet_id"]!);
        await _bob.DeleteAsync("/users/ada/follow");
        await _ada.TweetAsync("after");
        await bob.SendAsync(new { type = "ping" });
        Assert.Equal("pong", (string?)(await bob.ReceiveAsync())["type"]);
    }

    [Fact]
    public async Task The_author_receives_likes_follows_replies_and_retweets_in_order()
    {
        var id = await _ada.TweetAsync("hello");
        await using var ada = await LiveClient.ConnectAsync(_ada);
        await _bob.LikeAsync(id);
        await _bob.FollowAsync(_ada);
        var replyId = await _bob.TweetAsync("hi", replyTo: id);
        var retweetId = await _bob.TweetAsync("look", retweetOf: id);

        var like = await ada.ReceiveAsync();
        Assert.Equal("new_like", (string?)like["type"]);
        Assert.Equal((id, _bob.Id), ((long)like["data"]!["tweet_id"]!, (long)like["data"]!["liker_id"]!));
        var follow = await ada.ReceiveAsync();
        Assert.Equal("new_follow", (string?)follow["type"]);
        Assert.Equal(_bob.Id, (long)follow["data"]!["follower_id"]!);
        var reply = await ada.ReceiveAsync();
        Assert.Equal("new_reply", (string?)reply["type"]);
        Assert.Equal(
            (id, replyId, _bob.Id),
            ((long)reply["data"]!["original_tweet_id"]!, (long)reply["data"]!["reply_id"]!, (long)reply["data"]!["replier_id"]!));
        var retweet = await ada.ReceiveAsync();
        Assert.Equal("new_retweet", (string?)retweet["type"]);
        Assert.Equal(retweetId, (long)retweet["data"]!["retweet_id"]!);
    }

    [Fact]
    public async Task No_account_receives_its_own_acts()
    {
        await using var ada = await LiveClient.ConnectAsync(_ada);
        var id = await _ada.TweetAsync("hello");
        await _ada.LikeAsync(id);
        await _ada.TweetAsync("me again", replyTo: id);
        await ada.SendAsync(new { type = "ping" });
        Assert.Equal("pong", (string?)(await ada.ReceiveAsync())["type"]);
    }

    [Fact]
    public async Task What_is_not_json_or_no_object_is_answered_and_the_socket_stays_open()
    {
        await using var ada = await LiveClient.ConnectAsync(_ada);
        foreach (var text in new[] { "{", "nonsense", "[1]", "12", "\"text\"", "{\"a\":1,\"a\":2}" })
        {
            await ada.SendTextAsync(text);
            var error = await ada.ReceiveAsync();
            Assert.Equal(("error", "Invalid JSON"), ((string?)error["type"], (string?)error["data"]!["message"]));
        }
        await ada.SendAsync(new { type = "hello", x = new[] { 1, 2 } });
        Assert.Equal("""{"type":"hello","x":[1,2]}""", (await ada.ReceiveAsync())["data"]!.ToJsonString());
    }

    [Fact]
    public async Task A_broadcast_reaches_the_followers_online()
    {
        await _bob.FollowAsync(_ada);
        await using var bob = await LiveClient.ConnectAsync(_bob);
        await using var ada = await LiveClient.ConnectAsync(_ada);
        await ada.SendAsync(new { type = "broadcast", message = "good morning" });
        var message = await bob.ReceiveAsync();
        Assert.Equal(
            ("user_message", "ada", "good morning"),
            ((string?)message["type"], (string?)message["data"]!["from"], (string?)message["data"]!["message"]));
    }

    [Fact]
    [Trait("Promise", "S6")]
    public async Task Logging_out_closes_the_socket_of_that_session()
    {
        await using var ada = await LiveClient.ConnectAsync(_ada);
        (await _ada.PostAsync("/auth/logout")).EnsureSuccessStatusCode();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await ada.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_client_that_reconnects_gets_what_it_missed_in_order_and_once()
    {
        var id = await _ada.TweetAsync("hello");
        for (var number = 0; number < 100; number++)
            await _bob.TweetAsync($"reply {number}", replyTo: id);
        await using var ada = await LiveClient.ConnectAsync(_ada, since: 0);
        await _bob.TweetAsync("live", replyTo: id);
        for (var number = 0; number < 100; number++)
            Assert.Equal($"reply {number}", (string?)(await ada.ReceiveAsync())["data"]!["tweet"]!["content"]);
        Assert.Equal("live", (string?)(await ada.ReceiveAsync())["data"]!["tweet"]!["content"]);
    }
}
