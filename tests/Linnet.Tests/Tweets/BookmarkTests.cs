using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Tweets;

/// <summary>Bookmarks: their order, their pages, who sees them, and what becomes of them.</summary>
public sealed class BookmarkTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task Bookmarks_are_listed_by_when_they_were_made()
    {
        var tweets = new List<long>();
        for (var number = 0; number < 5; number++)
            tweets.Add(await _ben.TweetAsync($"number {number}"));
        foreach (var index in new[] { 3, 0, 4, 1 })
            await BookmarkAsync(_ada, tweets[index]);
        Assert.Equal([tweets[1], tweets[4], tweets[0], tweets[3]], Tweets(await _ada.ReadAsync("/bookmarks")));
        using var page = await _ada.GetAsync("/bookmarks?limit=2");
        var first = await page.ReadJsonAsync();
        var last = (long)first[1]!["id"]!;
        Assert.Contains($"max_id={last}", page.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        // Removed while somebody pages: the next page lacks nothing.
        await _ada.DeleteAsync($"/tweets/{tweets[1]}/bookmark");
        Assert.Equal([tweets[0], tweets[3]], Tweets(await _ada.ReadAsync($"/bookmarks?limit=2&max_id={last}")));
        Assert.Equal([tweets[4]], Tweets(await _ada.ReadAsync($"/bookmarks?limit=1&min_id={last - 1}")));
        Assert.Equal(("shown", "number 4"), ((string)first[1]!["state"]!, (string)first[1]!["tweet"]!["content"]!));
        Assert.Empty((await _ben.ReadAsync("/bookmarks")).AsArray());
    }

    [Fact]
    public async Task A_tweet_says_so_to_nobody_but_its_keeper()
    {
        var tweet = await _ben.TweetAsync("worth keeping");
        await _ada.FollowAsync(_ben);
        Assert.Null((await _ada.ReadAsync($"/tweets/{tweet}"))["is_bookmarked"]);
        for (var time = 0; time < 2; time++)
            Assert.True((bool)(await (await _ada.PostAsync($"/tweets/{tweet}/bookmark")).EnsureSuccessStatusCode().ReadJsonAsync())["is_bookmarked"]!);
        Assert.True((bool)(await _ada.ReadAsync($"/tweets/{tweet}"))["is_bookmarked"]!);
        Assert.True((bool)(await _ada.ReadAsync("/tweets/timeline"))["tweets"]![0]!["is_bookmarked"]!);
        Assert.Null((await _ben.ReadAsync($"/tweets/{tweet}"))["is_bookmarked"]);
        Assert.DoesNotContain((await _ben.ReadAsync("/notifications")).AsArray(), item => (string?)item!["type"] != "follow");
        for (var time = 0; time < 2; time++)
            Assert.False((bool)(await (await _ada.DeleteAsync($"/tweets/{tweet}/bookmark")).EnsureSuccessStatusCode().ReadJsonAsync())["is_bookmarked"]!);
        Assert.Null((await _ada.ReadAsync($"/tweets/{tweet}"))["is_bookmarked"]);
    }

    [Fact]
    public async Task Of_a_repost_it_is_the_original()
    {
        var original = await _ben.TweetAsync("the original");
        var repost = (long)(await (await _ada.PutAsync($"/tweets/{original}/repost", new { })).ReadJsonAsync())["id"]!;
        await BookmarkAsync(_ada, repost);
        Assert.Equal([original], Tweets(await _ada.ReadAsync("/bookmarks")));
        Assert.True((bool)(await _ada.ReadAsync($"/tweets/{repost}"))["reposted"]!["is_bookmarked"]!);
        await _ada.DeleteAsync($"/tweets/{repost}/bookmark");
        Assert.Empty((await _ada.ReadAsync("/bookmarks")).AsArray());
    }

    [Fact]
    public async Task What_the_keeper_may_no_longer_see_is_unavailable_and_can_be_removed()
    {
        var (open, shut) = (await _ben.TweetAsync("for everyone"), await _ben.TweetAsync("also"));
        var secret = (long)(await (await _ben.PostAsync("/tweets/", new { content = "for followers", visibility = "followers" })).ReadJsonAsync())["id"]!;
        await AssertNotFoundAsync(await _ada.PostAsync($"/tweets/{secret}/bookmark"));
        await AssertNotFoundAsync(await _ada.DeleteAsync($"/tweets/{secret}/bookmark"));
        await _ada.FollowAsync(_ben);
        await BookmarkAsync(_ada, secret);
        await BookmarkAsync(_ada, open);
        await _ben.PostAsync("/users/ada/block");
        await AssertNotFoundAsync(await _ada.PostAsync($"/tweets/{shut}/bookmark"));
        var listed = (await _ada.ReadAsync("/bookmarks")).AsArray();
        Assert.Equal([open, secret], Tweets(listed));
        Assert.All(listed, bookmark => Assert.Equal(("unavailable", true), ((string)bookmark!["state"]!, bookmark["tweet"] is null)));
        Assert.DoesNotContain("for everyone", listed.ToJsonString(), StringComparison.Ordinal);
        (await _ada.DeleteAsync($"/tweets/{open}/bookmark")).EnsureSuccessStatusCode();
        Assert.Equal([secret], Tweets(await _ada.ReadAsync("/bookmarks")));
        await _ben.DeleteAsync("/users/ada/block");
        await _ada.FollowAsync(_ben);
        Assert.Equal("shown", (string?)(await _ada.ReadAsync("/bookmarks"))[0]!["state"]);
    }

    [Fact]
    public async Task They_go_with_the_tweet_its_author_and_their_owner()
    {
        var cleo = await _linnet.JoinAsync("cleo");
        var (mine, hers) = (await _ben.TweetAsync("ben's"), await cleo.TweetAsync("cleo's"));
        var other = await _ada.TweetAsync("ada's");
        foreach (var tweet in new[] { mine, hers, other })
            await BookmarkAsync(_ada, tweet);
        await BookmarkAsync(cleo, other);
        await _ben.DeleteAsync($"/tweets/{mine}");
        Assert.Equal([other, hers], Tweets(await _ada.ReadAsync("/bookmarks")));
        await _linnet.StopErasingAsync();
        (await cleo.DeleteAsync("/users/me")).EnsureSuccessStatusCode();
        Assert.Equal([other], Tweets(await _ada.ReadAsync("/bookmarks")));
    }

    [Fact]
    public async Task A_deleted_account_leaves_none_behind()
    {
        var cleo = await _linnet.JoinAsync("cleo");
        await BookmarkAsync(_ada, await cleo.TweetAsync("cleo's"));
        await BookmarkAsync(cleo, await _ada.TweetAsync("ada's"));
        (await cleo.DeleteAsync("/users/me")).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => Task.FromResult(Count() is 0), "all rows are gone");
    }

    [Fact]
    public async Task An_account_has_so_many()
    {
        PlainSql.Execute(_linnet.Database, $"""
            with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 9999)
            insert into tweets (content, created_at, updated_at, author_id) select 'n', 1, 1, {_ben.Id} from numbers
            """);
        PlainSql.Execute(_linnet.Database, $"insert into bookmarks (user_id, tweet_id, created_at) select {_ada.Id}, id, 1 from tweets");
        var (last, one) = (await _ben.TweetAsync("the last"), await _ben.TweetAsync("one too many"));
        await BookmarkAsync(_ada, last);
        await BookmarkAsync(_ada, last);
        var refused = await _ada.PostAsync($"/tweets/{one}/bookmark");
        Assert.Equal((HttpStatusCode.BadRequest, "too_many_bookmarks"), (refused.StatusCode, (string?)(await refused.ReadJsonAsync())["code"]));
        Assert.Equal(10_000, Count());
        // Older than what is kept of her marks in memory.
        var oldest = PlainSql.Query<long>(_linnet.Database, "select min(id) from tweets").Single();
        Assert.True((bool)(await _ada.ReadAsync($"/tweets/{oldest}"))["is_bookmarked"]!);
        Assert.Null((await _ada.ReadAsync($"/tweets/{one}"))["is_bookmarked"]);
    }

    private static async Task BookmarkAsync(Person person, long tweet) => (await person.PostAsync($"/tweets/{tweet}/bookmark")).EnsureSuccessStatusCode();

    private static async Task AssertNotFoundAsync(HttpResponseMessage answer) =>
        Assert.Equal((HttpStatusCode.NotFound, "tweet_not_found"), (answer.StatusCode, (string?)(await answer.ReadJsonAsync())["code"]));

    private static IEnumerable<long> Tweets(JsonNode bookmarks) => bookmarks.AsArray().Select(bookmark => (long)bookmark!["tweet_id"]!);

    private long Count() => PlainSql.Query<long>(_linnet.Database, "select count(*) from bookmarks").Single();
}
