using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary>Corrections of earlier messages: edited, deleted, undone, read.</summary>
public sealed class LiveChangesTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _bob = null!;
    private Person _cyd = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _bob, _cyd) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("bob"), await _linnet.JoinAsync("cyd"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task A_like_and_a_follow_that_are_taken_back_take_their_notifications_with_them()
    {
        var id = await _ada.TweetAsync("hello");
        await using var ada = await LiveClient.ConnectAsync(_ada);
        await _bob.LikeAsync(id);
        var like = (long)(await ada.ReceiveAsync())["data"]!["notification_id"]!;
        await _cyd.FollowAsync(_ada);
        var follow = (long)(await ada.ReceiveAsync())["data"]!["notification_id"]!;

        await _bob.DeleteAsync($"/tweets/{id}/like");
        var unliked = await ada.ReceiveAsync();
        Assert.Equal("notifications_removed", (string?)unliked["type"]);
        Assert.Equal([like], IdsIn(unliked));
        Assert.Equal(1, (long)unliked["data"]!["unread_count"]!);
        await _cyd.DeleteAsync("/users/ada/follow");
        var unfollowed = await ada.ReceiveAsync();
        Assert.Equal([follow], IdsIn(unfollowed));
        Assert.Equal(0, (long)unfollowed["data"]!["unread_count"]!);
        Assert.Null(unfollowed["data"]!["tweet_id"]);
    }

    [Fact]
    public async Task A_like_that_was_read_stays_in_the_inbox_and_nothing_is_sent()
    {
        var id = await _ada.TweetAsync("hello");
        await using var ada = await LiveClient.ConnectAsync(_ada);
        await _bob.LikeAsync(id);
        await _ada.PostAsync("/notifications/read", new { up_to_id = long.MaxValue });
        await ada.ReceiveUntilAsync("notifications_read");
        await _bob.DeleteAsync($"/tweets/{id}/like");
        await ada.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task A_deleted_reply_takes_its_notification_with_it_by_the_tweet()
    {
        var id = await _ada.TweetAsync("hello");
        await using var ada = await LiveClient.ConnectAsync(_ada);
        var reply = await _bob.TweetAsync("hi", replyTo: id);
        await ada.ReceiveAsync();
        await _bob.DeleteAsync($"/tweets/{reply}");
        var messages = await ReceiveAsync(ada, 2);
        Assert.Equal(reply, (long)messages["notifications_removed"]["tweet_id"]!);
        Assert.Equal(0, (long)messages["notifications_removed"]["unread_count"]!);
        Assert.Equal((reply, _bob.Id), ((long)messages["tweet_deleted"]["tweet_id"]!, (long)messages["tweet_deleted"]["author_id"]!));
    }

    [Fact]
    public async Task An_edited_quote_shows_those_who_answered_it_what_they_may_see()
    {
        var forFollowers = (long)(await (await _ada.PostAsync("/tweets/", new { content = "psst", visibility = "followers" })).ReadJsonAsync())["id"]!;
        var quote = (long)(await (await _ada.PostAsync(
            "/tweets/", new { content = "as I said", retweet_of_id = forFollowers, visibility = "public" })).ReadJsonAsync())["id"]!;
        await _bob.TweetAsync("what?", replyTo: quote);
        await _cyd.FollowAsync(_ada);
        await using var bob = await LiveClient.ConnectAsync(_bob);
        await using var cyd = await LiveClient.ConnectAsync(_cyd);
        await _ada.PutAsync($"/tweets/{quote}", new { content = "as I wrote" });
        var quoted = (await bob.ReceiveUntilAsync("tweet_updated"))["data"]!["tweet"]!["quoted"]!;
        Assert.Equal("""{"state":"unavailable","tweet":null}""", quoted.ToJsonString());
        Assert.Equal("shown", (string?)(await cyd.ReceiveUntilAsync("tweet_updated"))["data"]!["tweet"]!["quoted"]!["state"]);
    }

    [Fact]
    public async Task A_notification_dismissed_in_one_place_goes_in_the_others()
    {
        var id = await _ada.TweetAsync("hello");
        await using var ada = await LiveClient.ConnectAsync(_ada);
        await _bob.LikeAsync(id);
        var like = (long)(await ada.ReceiveAsync())["data"]!["notification_id"]!;
        await _ada.DeleteAsync($"/notifications/{like}");
        Assert.Equal([like], IdsIn(await ada.ReceiveAsync()));
    }

    [Fact]
    public async Task What_is_read_in_one_place_is_read_in_the_others()
    {
        var id = await _ada.TweetAsync("hello");
        await using var ada = await LiveClient.ConnectAsync(_ada);
        await _bob.LikeAsync(id);
        var like = (long)(await ada.ReceiveAsync())["data"]!["notification_id"]!;
        await _ada.PostAsync("/notifications/read", new { up_to_id = like });
        var read = await ada.ReceiveAsync();
        Assert.Equal("notifications_read", (string?)read["type"]);
        Assert.Equal((like, 0L), ((long)read["data"]!["up_to_id"]!, (long)read["data"]!["unread_count"]!));
        await _ada.PostAsync("/notifications/read", new { up_to_id = like });
        await ada.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task Followers_the_author_and_those_in_the_thread_see_a_tweet_change_and_go()
    {
        await _bob.FollowAsync(_ada);
        var dan = await _linnet.JoinAsync("dan");
        var id = await _ada.TweetAsync("hello");
        await _cyd.TweetAsync("an answer", replyTo: id);
        await using var ada = await LiveClient.ConnectAsync(_ada);
        await using var bob = await LiveClient.ConnectAsync(_bob);
        await using var cyd = await LiveClient.ConnectAsync(_cyd);
        await using var stranger = await LiveClient.ConnectAsync(dan);
        await _ada.PutAsync($"/tweets/{id}", new { content = "hello, world" });
        foreach (var concerned in new[] { ada, bob, cyd })
        {
            // What was posted before is delivered in the background, and may still arrive.
            var changed = await concerned.ReceiveUntilAsync("tweet_updated");
            Assert.Equal((id, _ada.Id), ((long)changed["data"]!["tweet_id"]!, (long)changed["data"]!["author_id"]!));
            Assert.Equal("hello, world", (string?)changed["data"]!["tweet"]!["content"]);
        }
        await _ada.DeleteAsync($"/tweets/{id}");
        foreach (var concerned in new[] { ada, bob, cyd })
            Assert.Equal(id, (long)(await ReceiveAsync(concerned, 1))["tweet_deleted"]["tweet_id"]!);
        await stranger.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task The_author_of_what_is_answered_sees_an_answer_change()
    {
        var id = await _ada.TweetAsync("hello");
        var reply = await _bob.TweetAsync("hi", replyTo: id);
        await using var ada = await LiveClient.ConnectAsync(_ada);
        await _bob.PutAsync($"/tweets/{reply}", new { content = "hi there" });
        Assert.Equal("hi there", (string?)(await ReceiveAsync(ada, 1))["tweet_updated"]["tweet"]!["content"]);
    }

    [Fact]
    public async Task A_stream_tells_the_same_and_gives_none_of_it_an_id()
    {
        await _bob.FollowAsync(_ada);
        var id = await _ada.TweetAsync("hello");
        using var stream = await EventStream.OpenAsync(_bob);
        Assert.Equal("connection_established", (string?)(await stream.ReadAsync())!.Message!["type"]);
        await _ada.PutAsync($"/tweets/{id}", new { content = "changed" });
        var changed = await stream.ReadAsync();
        // What was posted before is delivered in the background, and may still arrive.
        if ((string?)changed!.Message!["type"] is "new_tweet")
            changed = await stream.ReadAsync();
        Assert.Equal("tweet_updated", (string?)changed!.Message!["type"]);
        Assert.Null(changed.Id);
        await _ada.DeleteAsync($"/tweets/{id}");
        Assert.Equal("tweet_deleted", (string?)(await stream.ReadAsync())!.Message!["type"]);
    }

    private static long[] IdsIn(JsonNode message) => [.. message["data"]!["notification_ids"]!.AsArray().Select(id => (long)id!)];

    /// <returns>The data of the next messages, by their type.</returns>
    private static async Task<Dictionary<string, JsonNode>> ReceiveAsync(LiveClient client, int count)
    {
        var received = new Dictionary<string, JsonNode>();
        for (; count > 0; count--)
        {
            var message = await client.ReceiveAsync();
            received.Add((string)message["type"]!, message["data"]!);
        }
        return received;
    }
}
