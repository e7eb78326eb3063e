using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Tweets;

/// <summary>Pinned tweets: which can be, how many, and where they show.</summary>
public sealed class PinTests : IAsyncLifetime
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
    public async Task The_last_pin_comes_first_and_says_so_to_everyone()
    {
        var tweets = await TweetAsync(3);
        Assert.Null((await _ben.ReadAsync($"/tweets/{tweets[2]}"))["is_pinned"]);
        foreach (var index in new[] { 2, 0, 2 })
            Assert.True((bool)(await PinAsync(tweets[index]))["is_pinned"]!);
        var pins = await _ben.ReadAsync("/users/ADA/pins");
        Assert.Equal([tweets[0], tweets[2]], Ids(pins));
        Assert.All(pins.AsArray(), tweet => Assert.True((bool)tweet!["is_pinned"]!));
        Assert.True((bool)(await _ben.ReadAsync($"/tweets/{tweets[2]}"))["is_pinned"]!);
        for (var time = 0; time < 2; time++)
            Assert.Null((await (await _ada.DeleteAsync($"/tweets/{tweets[0]}/pin")).EnsureSuccessStatusCode().ReadJsonAsync())["is_pinned"]);
        await _ada.DeleteAsync($"/tweets/{tweets[2]}");
        Assert.Empty((await _ben.ReadAsync("/users/ada/pins")).AsArray());
    }

    [Fact]
    public async Task A_profile_has_them_first_on_request_and_once()
    {
        var tweets = await TweetAsync(5);
        var newestFirst = tweets.AsEnumerable().Reverse();
        await PinAsync(tweets[1]);
        await PinAsync(tweets[4]);
        Assert.Equal(newestFirst, Ids(await _ben.ReadAsync("/tweets/user/ada")));
        Assert.Equal(newestFirst, Ids(await _ben.ReadAsync("/tweets/user/ada?pinned=false")));
        Assert.Equal([tweets[4], tweets[1], tweets[3], tweets[2], tweets[0]], Ids(await _ben.ReadAsync("/tweets/user/ada?pinned=true")));
        // A tweet of a later page is where it was, too: what a page has does not depend on pins.
        using var first = await _ben.GetAsync("/tweets/user/ada?pinned=true&limit=2");
        Assert.Equal([tweets[4], tweets[1], tweets[3]], Ids(await first.ReadJsonAsync()));
        Assert.Contains($"pinned=true&limit=2&max_id={tweets[3]}", first.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        Assert.Equal([tweets[2], tweets[1]], Ids(await _ben.ReadAsync($"/tweets/user/ada?pinned=true&limit=2&max_id={tweets[3]}")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _ben.GetAsync("/tweets/user/ada?pinned=perhaps")).StatusCode);
    }

    [Fact]
    public async Task Five_can_be_pinned()
    {
        var tweets = await TweetAsync(6);
        // At once: they do not pass the limit together.
        var answers = await Task.WhenAll(tweets.Select(tweet => _ada.PostAsync($"/tweets/{tweet}/pin")));
        var refused = Assert.Single(answers, answer => answer.StatusCode is not HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.BadRequest, "too_many_pins"), (refused.StatusCode, (string?)(await refused.ReadJsonAsync())["code"]));
        Assert.Equal(5, (await _ben.ReadAsync("/users/ada/pins")).AsArray().Count);
    }

    [Fact]
    public async Task Only_ones_own_tweets_can_be_pinned_and_no_reposts()
    {
        var tweet = (await TweetAsync(1))[0];
        var secret = (long)(await (await _ada.PostAsync("/tweets/", new { content = "for followers", visibility = "followers" })).ReadJsonAsync())["id"]!;
        var repost = (long)(await (await _ben.PutAsync($"/tweets/{tweet}/repost", new { })).ReadJsonAsync())["id"]!;
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "cannot_pin", await _ben.PostAsync($"/tweets/{tweet}/pin"));
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "cannot_pin", await _ben.DeleteAsync($"/tweets/{tweet}/pin"));
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "cannot_pin", await _ben.PostAsync($"/tweets/{repost}/pin"));
        await AssertRefusedAsync(HttpStatusCode.NotFound, "tweet_not_found", await _ben.PostAsync($"/tweets/{secret}/pin"));
        await AssertRefusedAsync(HttpStatusCode.NotFound, "user_not_found", await _ben.GetAsync("/users/nobody/pins"));
        await PinAsync(secret);
        Assert.Empty((await _ben.ReadAsync("/users/ada/pins")).AsArray());
        await _ben.FollowAsync(_ada);
        Assert.Equal([secret], Ids(await _ben.ReadAsync("/users/ada/pins")));
    }

    private async Task<List<long>> TweetAsync(int count)
    {
        var tweets = new List<long>();
        for (var number = 0; number < count; number++)
            tweets.Add(await _ada.TweetAsync($"number {number}"));
        return tweets;
    }

    private async Task<JsonNode> PinAsync(long tweet) => await (await _ada.PostAsync($"/tweets/{tweet}/pin")).EnsureSuccessStatusCode().ReadJsonAsync();

    private static async Task AssertRefusedAsync(HttpStatusCode status, string code, HttpResponseMessage answer) =>
        Assert.Equal((status, code), (answer.StatusCode, (string?)(await answer.ReadJsonAsync())["code"]));

    private static long[] Ids(JsonNode tweets) => [.. tweets.AsArray().Select(tweet => (long)tweet!["id"]!)];
}
