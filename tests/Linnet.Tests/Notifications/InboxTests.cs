using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary>What is kept for a person, and how they read it over REST.</summary>
public sealed class InboxTests(SharedLinnet shared) : IClassFixture<SharedLinnet>, IAsyncLifetime
{
    private Person _ada = null!;
    private Person _bob = null!;
    private long _tweetId;

    public async ValueTask InitializeAsync()
    {
        (_ada, _bob) = (await shared.Linnet.JoinAsync(), await shared.Linnet.JoinAsync());
        _tweetId = await _ada.TweetAsync("hello");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Each_kind_of_act_is_kept_with_its_actor_and_its_tweet_whole()
    {
        await _bob.LikeAsync(_tweetId);
        await _bob.FollowAsync(_ada);
        var replyId = await _bob.TweetAsync("a reply", replyTo: _tweetId);
        var retweetId = await _bob.TweetAsync("a retweet", retweetOf: _tweetId);
        var inbox = await ListAsync();
        Assert.Equal(
            [("retweet", (long?)retweetId), ("reply", replyId), ("follow", null), ("like", _tweetId)],
            inbox.Select(item => ((string)item["type"]!, (long?)item["tweet"]?["id"])));
        foreach (var item in inbox)
        {
            Assert.False((bool)item["is_read"]!);
            var profile = (await _ada.ReadAsync($"/users/{_bob.Username}")).AsObject();
            profile.Remove("relationship");
            Assert.True(JsonNode.DeepEquals(profile, item["actor"]));
            if (item["tweet"] is { } tweet)
                Assert.True(JsonNode.DeepEquals(await _ada.ReadAsync($"/tweets/{tweet["id"]}"), tweet));
        }
        Assert.Equal(4, await CountUnreadAsync());
    }

    [Fact]
    public async Task One_tweet_is_one_act_a_reply_before_a_retweet_before_a_mention()
    {
        await _bob.TweetAsync($"@{_ada.Username}", replyTo: _tweetId, retweetOf: _tweetId);
        await _bob.TweetAsync($"@{_ada.Username}", retweetOf: _tweetId);
        await _bob.TweetAsync($"@{_ada.Username}, @{_ada.Username}!");
        Assert.Equal(["mention", "retweet", "reply"], (await ListAsync()).Select(item => (string?)item["type"]));
    }

    [Fact]
    public async Task Nobody_is_notified_of_their_own_acts()
    {
        await _ada.LikeAsync(_tweetId);
        await _ada.TweetAsync("a reply", replyTo: _tweetId);
        await _ada.TweetAsync("a retweet", retweetOf: _tweetId);
        Assert.Empty(await ListAsync());
        Assert.Equal(0, await CountUnreadAsync());
    }

    [Theory]
    [InlineData("/tweets/{0}/like")]
    [InlineData("/users/{1}/follow")]
    public async Task An_act_that_is_undone_takes_its_unread_notification_back_but_not_one_that_was_read(string path)
    {
        path = string.Format(path, _tweetId, _ada.Username);
        await _bob.PostAsync(path);
        await _bob.DeleteAsync(path);
        Assert.Empty(await ListAsync());

        await _bob.PostAsync(path);
        var read = (await ListAsync()).Single();
        await MarkReadAsync((long)read["id"]!);
        await _bob.DeleteAsync(path);
        Assert.Equal((long)read["id"]!, (long)(await ListAsync()).Single()["id"]!);

        await _bob.PostAsync(path);
        Assert.Equal([false, true], (await ListAsync()).Select(item => (bool)item["is_read"]!));
        Assert.Equal(1, await CountUnreadAsync());
    }

    [Fact]
    public async Task An_undone_like_takes_no_other_notification_back()
    {
        var other = await _ada.TweetAsync("another");
        var cyd = await shared.Linnet.JoinAsync();
        await _bob.LikeAsync(_tweetId);
        await _bob.LikeAsync(other);
        await cyd.LikeAsync(_tweetId);
        await _bob.DeleteAsync($"/tweets/{_tweetId}/like");
        Assert.Equal([(cyd.Id, _tweetId), (_bob.Id, other)], (await ListAsync()).Select(item => ((long)item["actor"]!["id"]!, (long)item["tweet"]!["id"]!)));
    }

    [Fact]
    public async Task Cursors_page_through_the_inbox_in_both_directions()
    {
        for (var number = 0; number < 7; number++)
            await _bob.TweetAsync($"{number}", replyTo: _tweetId);
        var ids = await IdsAsync("limit=100");
        Assert.Equal(ids.OrderDescending(), ids);
        Assert.Equal(ids[..3], await IdsAsync("limit=3"));
        Assert.Equal(ids[3..6], await IdsAsync($"limit=3&max_id={ids[2]}"));
        Assert.Equal(ids[..3], await IdsAsync($"limit=3&since_id={ids[5]}"));
        Assert.Equal(ids[2..5], await IdsAsync($"limit=3&min_id={ids[5]}"));
        var page = await _ada.GetAsync("/notifications?limit=3");
        Assert.Contains($"max_id={ids[2]}", page.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Types_choose_kinds()
    {
        await _bob.LikeAsync(_tweetId);
        await _bob.FollowAsync(_ada);
        await _bob.TweetAsync("a reply", replyTo: _tweetId);
        Assert.Equal(["like"], await TypesAsync("types=like"));
        Assert.Equal(["reply", "like"], await TypesAsync("types=like,reply"));
        Assert.Equal(["reply", "follow"], await TypesAsync("types=follow,%20reply,retweet"));
        Assert.Equal(["like"], await TypesAsync("types=like&grouped=true"));
    }

    [Theory]
    [InlineData("types=likes", "types")]
    [InlineData("types=like,,reply", "types")]
    [InlineData("types=", "types")]
    [InlineData("types=like&types=Reply", "types")]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("max_id=x", "max_id")]
    [InlineData("grouped=perhaps", "grouped")]
    public async Task A_bad_query_is_refused_with_422(string query, string parameter)
    {
        var answer = await _ada.GetAsync($"/notifications?{query}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal($"""["query","{parameter}"]""", (await answer.ReadJsonAsync())["detail"]!.AsArray().Single()!["loc"]!.ToJsonString());
    }

    [Fact]
    public async Task Reading_up_to_an_id_reads_all_before_it_and_is_never_taken_back()
    {
        for (var number = 0; number < 3; number++)
            await _bob.TweetAsync($"{number}", replyTo: _tweetId);
        var ids = await IdsAsync("");
        Assert.Equal(1, await MarkReadAsync(ids[1]));
        Assert.Equal([false, true, true], (await ListAsync()).Select(item => (bool)item["is_read"]!));
        Assert.Equal(1, await MarkReadAsync(ids[2]));
        Assert.Equal(1, await MarkReadAsync(0));
        Assert.Equal(1, await CountUnreadAsync());
        Assert.Equal(0, await MarkReadAsync(ids[0]));
    }

    [Fact]
    public async Task Reading_beyond_the_newest_leaves_what_is_yet_to_come_unread()
    {
        await _bob.LikeAsync(_tweetId);
        Assert.Equal(0, await MarkReadAsync(long.MaxValue));
        await _bob.FollowAsync(_ada);
        Assert.Equal(1, await CountUnreadAsync());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"up_to_id\":-1}")]
    [InlineData("{\"up_to_id\":\"x\"}")]
    [InlineData("{\"up_to_id\":null}")]
    public async Task A_mark_that_is_no_id_is_refused_with_422(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        var answer = await _ada.Http.PostAsync("/notifications/read", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    [Trait("Promise", "S1")]
    public async Task An_account_removes_its_own_notifications_once_and_no_others()
    {
        await _bob.LikeAsync(_tweetId);
        await _bob.FollowAsync(_ada);
        var ids = await IdsAsync("");
        Assert.Equal(HttpStatusCode.NotFound, (await _bob.DeleteAsync($"/notifications/{ids[0]}")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _ada.DeleteAsync($"/notifications/{ids[0]}")).StatusCode);
        var again = await _ada.DeleteAsync($"/notifications/{ids[0]}");
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal("Notification not found", (string?)(await again.ReadJsonAsync())["detail"]);
        Assert.Equal([ids[1]], await IdsAsync(""));
        Assert.Equal(1, await CountUnreadAsync());
    }

    [Fact]
    public async Task A_deleted_tweet_takes_its_notifications_along()
    {
        var cyd = await shared.Linnet.JoinAsync();
        await _bob.LikeAsync(_tweetId);
        var replyId = await _bob.TweetAsync("a reply", replyTo: _tweetId);
        var retweetId = await _bob.TweetAsync("a retweet", retweetOf: _tweetId);
        await cyd.LikeAsync(replyId);
        Assert.Single(await ListAsync(_bob));

        await _bob.DeleteAsync($"/tweets/{retweetId}");
        Assert.Equal(["reply", "like"], await TypesAsync(""));
        await _bob.DeleteAsync($"/tweets/{replyId}");
        Assert.Equal(["like"], await TypesAsync(""));
        Assert.Empty(await ListAsync(_bob));
        await _ada.DeleteAsync($"/tweets/{_tweetId}");
        Assert.Empty(await ListAsync());
        Assert.Equal(0, await CountUnreadAsync());
    }

    [Fact]
    public async Task A_deleted_account_takes_its_acts_along()
    {
        await _bob.LikeAsync(_tweetId);
        await _bob.FollowAsync(_ada);
        await _bob.TweetAsync("a reply", replyTo: _tweetId);
        await _bob.DeleteAsync("/users/me");
        Assert.Empty(await ListAsync());
        Assert.Empty(await ListAsync(_ada, "grouped=true"));
        Assert.Equal(0, await CountUnreadAsync());
    }

    private Task<List<JsonNode>> ListAsync() => ListAsync(_ada);

    private static async Task<List<JsonNode>> ListAsync(Person reader, string query = "") =>
        [.. (await reader.ReadAsync($"/notifications?{query}")).AsArray().Select(item => item!)];

    private async Task<List<long>> IdsAsync(string query) => [.. (await ListAsync(_ada, query)).Select(item => (long)item["id"]!)];

    private async Task<List<string?>> TypesAsync(string query) => [.. (await ListAsync(_ada, query)).Select(item => (string?)item["type"])];

    private async Task<long> CountUnreadAsync() => (long)(await _ada.ReadAsync("/notifications/unread_count"))["unread_count"]!;

    /// <returns>How many are unread now.</returns>
    private async Task<long> MarkReadAsync(long upToId) =>
        (long)(await (await _ada.PostAsync("/notifications/read", new { up_to_id = upToId })).EnsureSuccessStatusCode().ReadJsonAsync())["unread_count"]!;
}
