using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Tweets;

/// <summary>Hashtags: their counts, their tweets, and following them.</summary>
public sealed class TagTests : IAsyncLifetime
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
    public async Task A_hashtag_counts_its_public_uses_by_day()
    {
        var first = await _ada.TweetAsync("#Straße");
        await _ada.TweetAsync("#STRASSE #strasse");
        await _ben.TweetAsync("#strasse");
        var old = await _ben.TweetAsync("#strasse");
        await _ben.PostAsync("/tweets/", new { content = "#strasse", visibility = "unlisted" });
        const long Day = 86_400_000_000;
        PlainSql.Execute(_linnet.Database, $"update tweets set created_at = created_at - {2 * Day} where id = {first}");
        PlainSql.Execute(_linnet.Database, $"update tweets set created_at = created_at - {8 * Day} where id = {old}");
        Assert.Equal(
            """{"tag":"strasse","name":"Straße","uses_7d":[0,0,0,0,1,0,2],"accounts_7d":2,"is_following":false}""",
            (await _ada.ReadAsync("/tags/STRAẞE")).ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.Equal("""{"tag":"moths","name":"Moths","uses_7d":[0,0,0,0,0,0,0],"accounts_7d":0,"is_following":false}""", (await _ada.ReadAsync("/tags/Moths")).ToJsonString());
    }

    [Theory]
    [InlineData("followers")]
    [InlineData("unlisted")]
    public async Task Only_a_public_tweet_names_a_hashtag(string visibility)
    {
        var (unused, asked) = (await NameOfAsync("secretLOOM"), await NameOfAsync("SECRETLOOM"));
        await _ada.PostAsync("/tweets/", new { content = "#SecretLoom", visibility });
        (await _ben.PutAsync("/tags/SECRETloom/follow", new { })).EnsureSuccessStatusCode();
        Assert.Equal((unused, asked), (await NameOfAsync("secretLOOM"), await NameOfAsync("SECRETLOOM")));
        Assert.Equal("secretloom", (string?)(await _ben.ReadAsync("/followed_tags"))[0]!["name"]);
        var tweet = await _ada.TweetAsync("Not yet");
        await _ada.PutAsync($"/tweets/{tweet}", new { content = "#SecretLOOM" });
        Assert.Equal("SecretLOOM", await NameOfAsync("secretloom"));
        await _ada.TweetAsync("#SECRETLoom");
        Assert.Equal("SecretLOOM", await NameOfAsync("secretloom"));

        async Task<string?> NameOfAsync(string tag) => (string?)(await _ben.ReadAsync($"/tags/{tag}"))["name"];
    }

    [Theory]
    [InlineData("1")]
    [InlineData("a-b")]
    [InlineData("%20")]
    [InlineData("%23a")]
    public async Task What_cannot_be_a_hashtag_is_not_found(string text)
    {
        foreach (var answer in new[]
        {
            await _ada.GetAsync($"/tags/{text}"), await _ada.GetAsync($"/tags/{text}/tweets"),
            await _ada.PutAsync($"/tags/{text}/follow", new { }), await _ada.DeleteAsync($"/tags/{text}/follow"),
        })
            Assert.Equal((HttpStatusCode.NotFound, "tag_not_found"), (answer.StatusCode, (string?)(await answer.ReadJsonAsync())["code"]));
        Assert.Empty((await _ada.ReadAsync("/followed_tags")).AsArray());
    }

    [Fact]
    public async Task Its_tweets_are_the_public_ones_and_ones_own_in_pages()
    {
        var ids = new List<long>();
        for (var number = 0; number < 5; number++)
            ids.Add(await _ben.TweetAsync($"{number} #日本"));
        var own = (long)(await (await _ada.PostAsync("/tweets/", new { content = "#日本", visibility = "followers" })).ReadJsonAsync())["id"]!;
        await _ben.PostAsync("/tweets/", new { content = "#日本", visibility = "unlisted" });
        await _ben.TweetAsync("日本");
        var newestFirst = ids.OrderDescending().ToList();
        Assert.Equal(newestFirst.Prepend(own), Ids(await _ada.ReadAsync("/tags/日本/tweets")));
        Assert.Equal(newestFirst, Ids(await (await _linnet.JoinAsync("cleo")).ReadAsync("/tags/日本/tweets")));
        Assert.Equal([ids[2], ids[1]], Ids(await _ada.ReadAsync($"/tags/日本/tweets?limit=2&max_id={ids[3]}")));
        Assert.Equal([ids[2], ids[1]], Ids(await _ada.ReadAsync($"/tags/日本/tweets?limit=2&min_id={ids[0]}")));
        using var page = await _ada.GetAsync("/tags/日本/tweets?limit=2");
        Assert.Contains($"max_id={ids[4]}", page.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        await _ben.DeleteAsync($"/tweets/{ids[4]}");
        await _ada.PutAsync($"/tweets/{own}", new { content = "日本" });
        Assert.Equal(ids[3], Ids(await _ada.ReadAsync("/tags/日本/tweets"))[0]);
        Assert.Empty(Ids(await _ada.ReadAsync("/tags/nothing/tweets")));
    }

    [Fact]
    public async Task Following_may_be_repeated_and_begin_before_the_first_use()
    {
        for (var time = 0; time < 2; time++)
            Assert.True((bool)(await (await _ada.PutAsync("/tags/Moths/follow", new { })).EnsureSuccessStatusCode().ReadJsonAsync())["is_following"]!);
        await _ada.PutAsync("/tags/looms/follow", new { });
        // A follow names no hashtag: everyone would see it.
        Assert.Equal(["looms", "moths"], (await _ada.ReadAsync("/followed_tags")).AsArray().Select(tag => (string?)tag!["name"]));
        Assert.Equal(["looms"], (await _ada.ReadAsync("/followed_tags?limit=1")).AsArray().Select(tag => (string?)tag!["tag"]));
        Assert.False((bool)(await _ben.ReadAsync("/tags/moths"))["is_following"]!);
        Assert.True((bool)(await _ada.ReadAsync("/tags/moths"))["is_following"]!);
        for (var time = 0; time < 2; time++)
            Assert.False((bool)(await (await _ada.DeleteAsync("/tags/MOTHS/follow")).EnsureSuccessStatusCode().ReadJsonAsync())["is_following"]!);
        Assert.Single((await _ada.ReadAsync("/followed_tags")).AsArray());
    }

    [Fact]
    public async Task The_list_of_followed_hashtags_does_not_say_which_were_used_before()
    {
        await _ben.PostAsync("/tweets/", new { content = "psst #whispered", visibility = "followers" });
        foreach (var tag in new[] { "earlier", "whispered", "later" })
            await _ada.PutAsync($"/tags/{tag}/follow", new { });
        var followed = (await _ada.ReadAsync("/followed_tags")).AsArray();
        Assert.Equal(["later", "whispered", "earlier"], followed.Select(tag => (string?)tag!["tag"]));
        var last = (long)followed[0]!["id"]!;
        Assert.Equal([last, last - 1, last - 2], followed.Select(tag => (long)tag!["id"]!));
        Assert.Equal(["earlier"], (await _ada.ReadAsync($"/followed_tags?max_id={last - 1}")).AsArray().Select(tag => (string?)tag!["tag"]));
    }

    [Fact]
    public async Task An_account_follows_so_many()
    {
        PlainSql.Execute(_linnet.Database, """
            with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 999)
            insert into tags (key, name, first_used_at) select 't' || n, 't' || n, 0 from numbers
            """);
        PlainSql.Execute(_linnet.Database, $"insert into tag_follows (user_id, tag_id) select {_ada.Id}, id from tags");
        Assert.Equal(HttpStatusCode.OK, (await _ada.PutAsync("/tags/looms/follow", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _ada.PutAsync("/tags/looms/follow", new { })).StatusCode);
        var refused = await _ada.PutAsync("/tags/moths/follow", new { });
        Assert.Equal((HttpStatusCode.BadRequest, "too_many_followed_tags"), (refused.StatusCode, (string?)(await refused.ReadJsonAsync())["code"]));
    }

    private static long[] Ids(JsonNode tweets) => [.. tweets.AsArray().Select(tweet => (long)tweet!["id"]!)];
}
