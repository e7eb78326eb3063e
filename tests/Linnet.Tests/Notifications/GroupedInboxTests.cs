using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary><c>grouped=true</c>: one entry for each tweet and kind.</summary>
public sealed class GroupedInboxTests(SharedLinnet shared) : IClassFixture<SharedLinnet>, IAsyncLifetime
{
    private Person _ada = null!;
    private Person _bob = null!;
    private Person _cyd = null!;
    private long _tweetId;

    public async ValueTask InitializeAsync()
    {
        (_ada, _bob, _cyd) = (await shared.Linnet.JoinAsync(), await shared.Linnet.JoinAsync(), await shared.Linnet.JoinAsync());
        _tweetId = await _ada.TweetAsync("hello");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_storm_of_fifty_likes_is_one_entry_with_the_newest_three_and_the_exact_count()
    {
        var likers = new List<Person>();
        for (var count = 0; count < 50; count++)
            likers.Add(await shared.Linnet.JoinAsync());
        foreach (var liker in likers)
            await liker.LikeAsync(_tweetId);
        var newest = (long)(await _ada.ReadAsync("/notifications?limit=1"))[0]!["id"]!;
        var storm = (await ListAsync()).Single();
        Assert.Equal(("like", 50, newest, false), ((string)storm["type"]!, (int)storm["count"]!, (long)storm["id"]!, (bool)storm["is_read"]!));
        Assert.Equal(likers.TakeLast(3).Reverse().Select(liker => liker.Id), ActorsOf(storm));
        Assert.Equal(50, (int)storm["tweet"]!["likes_count"]!);

        await likers[49].DeleteAsync($"/tweets/{_tweetId}/like");
        storm = (await ListAsync()).Single();
        Assert.Equal(49, (int)storm["count"]!);
        Assert.Equal([likers[48].Id, likers[47].Id, likers[46].Id], ActorsOf(storm));
    }

    [Fact]
    public async Task Replies_and_retweets_stand_under_the_readers_tweet_each_kind_for_itself()
    {
        var other = await _ada.TweetAsync("another");
        await _bob.TweetAsync("1", replyTo: _tweetId);
        await _cyd.TweetAsync("2", replyTo: _tweetId);
        await _bob.TweetAsync("3", replyTo: _tweetId);
        await _bob.TweetAsync("4", retweetOf: _tweetId);
        await _cyd.TweetAsync("5", replyTo: other);
        var groups = await ListAsync();
        Assert.Equal(
            [("reply", other, 1), ("retweet", _tweetId, 1), ("reply", _tweetId, 3)],
            groups.Select(group => ((string)group["type"]!, (long)group["tweet"]!["id"]!, (int)group["count"]!)));
        // Each person once, by what they did last.
        Assert.Equal([_bob.Id, _cyd.Id], ActorsOf(groups[2]));
    }

    [Fact]
    public async Task Follows_are_one_entry_without_a_tweet()
    {
        await _bob.FollowAsync(_ada);
        await _cyd.FollowAsync(_ada);
        var group = (await ListAsync()).Single();
        Assert.Equal(("follow", 2), ((string)group["type"]!, (int)group["count"]!));
        Assert.Null(group["tweet"]);
        Assert.Equal([_cyd.Id, _bob.Id], ActorsOf(group));
    }

    [Fact]
    public async Task A_group_is_read_when_its_newest_is()
    {
        await _bob.LikeAsync(_tweetId);
        await _ada.PostAsync("/notifications/read", new { up_to_id = long.MaxValue });
        Assert.True((bool)(await ListAsync()).Single()["is_read"]!);
        await _cyd.LikeAsync(_tweetId);
        Assert.False((bool)(await ListAsync()).Single()["is_read"]!);
    }

    [Fact]
    public async Task Replies_to_a_tweet_that_was_deleted_stay_without_it()
    {
        await _bob.TweetAsync("1", replyTo: _tweetId);
        await _ada.DeleteAsync($"/tweets/{_tweetId}");
        var group = (await ListAsync()).Single();
        Assert.Equal(("reply", 1), ((string)group["type"]!, (int)group["count"]!));
        Assert.Null(group["tweet"]);
    }

    [Fact]
    public async Task Cursors_page_through_groups()
    {
        var ids = new List<long>();
        for (var number = 0; number < 5; number++)
        {
            var tweet = await _ada.TweetAsync($"{number}");
            await _bob.LikeAsync(tweet);
            await _cyd.LikeAsync(tweet);
            ids.Insert(0, tweet);
        }
        var first = await ListAsync("&limit=2");
        var second = await ListAsync($"&limit=2&max_id={first[^1]["id"]}");
        var back = await ListAsync($"&limit=2&min_id={second[^1]["id"]}");
        Assert.Equal(ids[..2], TweetsOf(first));
        Assert.Equal(ids[2..4], TweetsOf(second));
        Assert.Equal(ids[1..3], TweetsOf(back));
        Assert.All(first.Concat(second), group => Assert.Equal(2, (int)group["count"]!));
    }

    [Fact]
    public async Task Of_an_endless_inbox_the_newest_ten_thousand_are_grouped_counted_and_looked_through()
    {
        await _bob.FollowAsync(_ada);
        PlainSql.Execute(
            shared.Linnet.Database,
            $"""
            insert into notifications (recipient_id, kind, actor_id, tweet_id, created_at)
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 10001)
            select {_ada.Id}, 'like', case i % 2 when 0 then {_bob.Id} else {_cyd.Id} end, {_tweetId}, i from n
            """);
        var storm = Assert.Single(await ListAsync());
        Assert.Equal(("like", 10_000), ((string)storm["type"]!, (int)storm["count"]!));
        Assert.Equal([_cyd.Id, _bob.Id], ActorsOf(storm));
        Assert.Equal(10_000, (int)(await _ada.ReadAsync("/notifications/unread_count"))["unread_count"]!);
        using var marked = await _ada.PostAsync("/notifications/read", new { up_to_id = 0 });
        Assert.Equal(10_000, (int)(await marked.ReadJsonAsync())["unread_count"]!);
        Assert.Empty((await _ada.ReadAsync("/notifications?types=follow")).AsArray());
        // A cursor leads there all the same, and so does the list of all kinds.
        var newest = (await _ada.ReadAsync("/notifications?limit=2")).AsArray();
        Assert.Equal(2, newest.Count);
        var older = (long)newest[1]!["id"]! - 100;
        Assert.Single((await _ada.ReadAsync($"/notifications?types=follow&max_id={older}")).AsArray());
    }

    private async Task<List<JsonNode>> ListAsync(string more = "") =>
        [.. (await _ada.ReadAsync($"/notifications?grouped=true{more}")).AsArray().Select(item => item!)];

    private static IEnumerable<long> ActorsOf(JsonNode group) => group["actors"]!.AsArray().Select(actor => (long)actor!["id"]!);

    private static IEnumerable<long> TweetsOf(List<JsonNode> groups) => groups.Select(group => (long)group["tweet"]!["id"]!);
}
