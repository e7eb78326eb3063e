using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Xunit;

namespace Linnet.Tests.Tweets;

/// <summary>Reposts, quotes, visibility, and what authors decide about replies and quotes.</summary>
public sealed class SharingTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;
    private Person _cleo = null!;
    private long _tweet;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben, _cleo) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"), await _linnet.JoinAsync("cleo"));
        _tweet = await _ada.TweetAsync("The engine weaves.");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task A_repost_is_one_row_however_often_it_is_asked_for()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => _ben.PutAsync($"/tweets/{_tweet}/repost", new { })));
        Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.Created);
        Assert.All(answers, answer => Assert.True(answer.IsSuccessStatusCode));
        var reposts = await Task.WhenAll(answers.Select(answer => answer.ReadJsonAsync()));
        var repost = Assert.Single(reposts.Select(repost => (long)repost["id"]!).Distinct());
        Assert.Equal((1, 0), await CountAsync());
        Assert.Single((await _ada.ReadAsync("/notifications")).AsArray());

        // Of a repost, everything means its original.
        Assert.Equal(HttpStatusCode.OK, (await _cleo.PostAsync($"/tweets/{repost}/like")).StatusCode);
        Assert.Equal(_tweet, (long)(await ReadAsync(await _cleo.PutAsync($"/tweets/{repost}/repost", new { })))["retweet_of_id"]!);
        Assert.Equal(_tweet, (long)(await ReadAsync(await _cleo.PostAsync("/tweets/", new { content = "so", reply_to_id = repost })))["reply_to_id"]!);
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "cannot_edit_repost", await _ben.PutAsync($"/tweets/{repost}", new { content = "mine" }));

        var original = await ReadAsync(await _ben.DeleteAsync($"/tweets/{_tweet}/repost"));
        Assert.Equal((_tweet, false), ((long)original["id"]!, (bool)original["is_reposted"]!));
        Assert.Equal(HttpStatusCode.OK, (await _ben.DeleteAsync($"/tweets/{_tweet}/repost")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _ben.GetAsync($"/tweets/{repost}")).StatusCode);
        Assert.Equal((1, 0), await CountAsync());
    }

    [Fact]
    public async Task An_old_client_reads_a_repost_as_RT_and_a_new_one_finds_the_original_in_it()
    {
        await _cleo.FollowAsync(_ben);
        var repost = await ReadAsync(await _ben.PutAsync($"/tweets/{_tweet}/repost", new { }));
        Assert.Equal("RT @ada: The engine weaves.", (string?)repost["content"]);
        Assert.Equal(("repost", _tweet), ((string)repost["kind"]!, (long)repost["retweet_of_id"]!));
        await _cleo.LikeAsync(_tweet);
        await _ada.PutAsync($"/tweets/{_tweet}", new { content = "The loom weaves." });
        var read = (await _cleo.ReadAsync("/tweets/timeline"))["tweets"]![0]!;
        Assert.Equal("RT @ada: The loom weaves.", (string?)read["content"]);
        Assert.Equal(("The loom weaves.", true, 1L), ((string)read["reposted"]!["content"]!, (bool)read["reposted"]!["is_liked"]!, (long)read["reposted"]!["likes_count"]!));
        await _ada.PutAsync($"/tweets/{_tweet}", new { content = string.Concat(Enumerable.Repeat("🐦", 280)) });
        Assert.Equal(280, new System.Globalization.StringInfo((string)(await _cleo.ReadAsync($"/tweets/{repost["id"]}"))["content"]!).LengthInTextElements);
    }

    [Fact]
    public async Task Reposts_go_with_their_original_and_quotes_say_that_it_was_deleted()
    {
        await _cleo.FollowAsync(_ben);
        await _ben.PutAsync($"/tweets/{_tweet}/repost", new { });
        var quote = await _ben.TweetAsync("Look:", retweetOf: _tweet);
        Assert.Equal(2, (await HomeAsync(_cleo)).Count);
        await _ada.DeleteAsync($"/tweets/{_tweet}");
        var home = await _cleo.ReadAsync("/tweets/timeline");
        Assert.Equal(1, (long)home["total"]!);
        Assert.Equal((quote, "deleted"), ((long)home["tweets"]![0]!["id"]!, (string)home["tweets"]![0]!["quoted"]!["state"]!));
        Assert.Equal(1, (long)(await _cleo.ReadAsync("/users/ben"))["tweets_count"]!);
        CounterRecount.AssertNoDrift(_linnet.Database);
    }

    [Fact]
    public async Task A_quote_shows_one_level_and_its_author_may_lose_it()
    {
        var quote = await _ben.TweetAsync("Look:", retweetOf: _tweet);
        var outer = await _cleo.ReadAsync($"/tweets/{await _cleo.TweetAsync("Look at that:", retweetOf: quote)}");
        Assert.Equal("nested", (string?)outer["quoted"]!["tweet"]!["quoted"]!["state"]);
        Assert.Equal((1, 1), await CountAsync());
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "not_author", await _cleo.DeleteAsync($"/tweets/{_tweet}/quotes/{quote}"));
        for (var time = 0; time < 2; time++)
            Assert.Equal("detached", (string?)(await ReadAsync(await _ada.DeleteAsync($"/tweets/{_tweet}/quotes/{quote}")))["quoted"]!["state"]);
        Assert.Equal((0, 0), await CountAsync());
        Assert.Empty((await _cleo.ReadAsync($"/tweets/{_tweet}/quotes")).AsArray());
        CounterRecount.AssertNoDrift(_linnet.Database);
    }

    [Theory]
    [InlineData("followers", true, false)]
    [InlineData("nobody", false, false)]
    [InlineData("everyone", true, true)]
    public async Task Policies_decide_who_replies_and_quotes(string policy, bool followerMay, bool otherMay)
    {
        await _ben.FollowAsync(_ada);
        await _ada.PutAsync($"/tweets/{_tweet}/reply_policy", new { policy });
        await _ada.PutAsync($"/tweets/{_tweet}/quote_policy", new { policy });
        var own = await _ada.TweetAsync("and so on", replyTo: _tweet);
        await _ada.TweetAsync("as I said", retweetOf: _tweet);
        foreach (var (person, may) in new[] { (_ben, followerMay), (_cleo, otherMay) })
        {
            // The first tweet of the thread decides for the whole of it.
            foreach (var parent in new[] { _tweet, own })
                await AssertAllowedAsync(may, "reply_not_allowed", await person.PostAsync("/tweets/", new { content = "x", reply_to_id = parent }));
            await AssertAllowedAsync(may, "quote_not_allowed", await person.PostAsync("/tweets/", new { content = "x", retweet_of_id = _tweet }));
        }
    }

    [Fact]
    public async Task A_tweet_for_followers_stays_among_them()
    {
        await _ben.FollowAsync(_ada);
        var secret = (long)(await ReadAsync(await _ada.PostAsync("/tweets/", new { content = "psst", visibility = "followers" })))["id"]!;
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "cannot_repost", await _ben.PutAsync($"/tweets/{secret}/repost", new { }));
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "cannot_repost", await _ben.PostAsync("/tweets/", new { content = "x", retweet_of_id = secret }));
        await AssertRefusedAsync(HttpStatusCode.BadRequest, "wider_than_parent", await _ben.PostAsync("/tweets/", new { content = "x", reply_to_id = secret, visibility = "public" }));
        var reply = await ReadAsync(await _ben.PostAsync("/tweets/", new { content = "what?", reply_to_id = secret }));
        Assert.Equal("followers", (string?)reply["visibility"]);
        // It is for ben's followers, and ada is none of them: she is not notified of what she may not see.
        Assert.DoesNotContain((await _ada.ReadAsync("/notifications")).AsArray(), item => (string?)item!["type"] == "reply");
        await _ada.PutAsync($"/tweets/{secret}/repost", new { });
        Assert.Equal("followers", (string?)(await _ada.ReadAsync("/tweets/user/ada"))[0]!["visibility"]);
        Assert.Equal([_tweet], (await _cleo.ReadAsync("/tweets/user/ada")).AsArray().Select(tweet => (long)tweet!["id"]!));
        await _ben.DeleteAsync("/users/ada/follow");
        Assert.DoesNotContain(secret, await HomeAsync(_ben));
        Assert.Equal(HttpStatusCode.NotFound, (await _ben.GetAsync($"/tweets/{secret}")).StatusCode);
    }

    [Fact]
    public async Task Whom_a_tweet_is_not_for_is_answered_as_if_there_were_none_and_gets_no_message_about_it()
    {
        await _ben.FollowAsync(_ada);
        var secret = (long)(await ReadAsync(await _ada.PostAsync("/tweets/", new { content = "psst", visibility = "followers" })))["id"]!;
        await _ben.TweetAsync("what?", replyTo: secret);
        await _ben.DeleteAsync("/users/ada/follow");
        await using var bens = await LiveClient.ConnectAsync(_ben);
        await AssertRefusedAsync(HttpStatusCode.NotFound, "tweet_not_found", await _ben.PutAsync($"/tweets/{secret}", new { content = "mine" }));
        await AssertRefusedAsync(HttpStatusCode.NotFound, "tweet_not_found", await _ben.DeleteAsync($"/tweets/{secret}"));
        foreach (var path in new[] { "like", "hide" })
            await AssertRefusedAsync(HttpStatusCode.NotFound, "tweet_not_found", await _ben.PostAsync($"/tweets/{secret}/{path}"));
        foreach (var path in new[] { "repost", "reply_policy", "quote_policy" })
            await AssertRefusedAsync(HttpStatusCode.NotFound, "tweet_not_found", await _ben.PutAsync($"/tweets/{secret}/{path}", new { policy = "nobody" }));
        foreach (var list in new[] { "replies", "hidden_replies", "likes", "reposts", "quotes" })
            await AssertRefusedAsync(HttpStatusCode.NotFound, "tweet_not_found", await _ben.GetAsync($"/tweets/{secret}/{list}"));
        await _ada.PutAsync($"/tweets/{secret}", new { content = "psst!" });
        await _ada.DeleteAsync($"/tweets/{secret}");
        // The next message about a tweet is about one that he may see.
        var answered = await _ben.TweetAsync("so", replyTo: _tweet);
        await _ada.PutAsync($"/tweets/{_tweet}", new { content = "The loom weaves." });
        Assert.Equal(answered, (long)(await _ben.ReadAsync($"/tweets/{_tweet}/replies"))[0]!["id"]!);
        Assert.Equal(("tweet_updated", _tweet), await ReceiveChangeAsync(bens));
    }

    [Fact]
    public async Task A_content_warning_and_a_sensitive_mark_are_kept_and_can_be_changed()
    {
        var id = (long)(await ReadAsync(await _ada.PostAsync("/tweets/", new { content = "boo", sensitive = true, content_warning = "ghosts" })))["id"]!;
        var read = await _ben.ReadAsync($"/tweets/{id}");
        Assert.Equal((true, "ghosts"), ((bool)read["sensitive"]!, (string)read["content_warning"]!));
        await _ada.PutAsync($"/tweets/{id}", new { content = "boo!" });
        Assert.Equal("ghosts", (string?)(await _ben.ReadAsync($"/tweets/{id}"))["content_warning"]);
        await _ada.PutAsync($"/tweets/{id}", new { content = "boo!", content_warning = (string?)null, sensitive = false });
        read = await _ben.ReadAsync($"/tweets/{id}");
        Assert.True(read["content_warning"] is null && !(bool)read["sensitive"]!);
    }

    [Fact]
    public async Task A_hidden_reply_leaves_the_thread_for_a_list_that_everyone_may_open()
    {
        var reply = await _ben.TweetAsync("first!", replyTo: _tweet);
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "not_author", await _cleo.PostAsync($"/tweets/{reply}/hide"));
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "not_author", await _ben.PostAsync($"/tweets/{reply}/hide"));
        for (var time = 0; time < 2; time++)
            Assert.True((bool)(await ReadAsync(await _ada.PostAsync($"/tweets/{reply}/hide")))["is_hidden_reply"]!);
        Assert.Empty((await _cleo.ReadAsync($"/tweets/{_tweet}/replies")).AsArray());
        Assert.Equal(reply, (long)(await _cleo.ReadAsync($"/tweets/{_tweet}/hidden_replies"))[0]!["id"]!);
        Assert.Equal(reply, (long)(await _cleo.ReadAsync("/tweets/user/ben"))[0]!["id"]!);
        await _ada.DeleteAsync($"/tweets/{reply}/hide");
        Assert.Single((await _cleo.ReadAsync($"/tweets/{_tweet}/replies")).AsArray());
    }

    private static async Task<(string Type, long TweetId)> ReceiveChangeAsync(LiveClient client)
    {
        while (true)
        {
            var message = await client.ReceiveAsync();
            if ((string)message["type"]! is var type and ("tweet_updated" or "tweet_deleted"))
                return (type, (long)message["data"]!["tweet_id"]!);
        }
    }

    private async Task<(long Retweets, long Quotes)> CountAsync()
    {
        var tweet = await _ada.ReadAsync($"/tweets/{_tweet}");
        return ((long)tweet["retweets_count"]!, (long)tweet["quotes_count"]!);
    }

    private static async Task<List<long>> HomeAsync(Person person) =>
        [.. (await person.ReadAsync("/tweets/timeline"))["tweets"]!.AsArray().Select(tweet => (long)tweet!["id"]!)];

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer) => await answer.EnsureSuccessStatusCode().ReadJsonAsync();

    private static async Task AssertAllowedAsync(bool isAllowed, string code, HttpResponseMessage answer)
    {
        if (isAllowed)
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        else
            await AssertRefusedAsync(HttpStatusCode.Forbidden, code, answer);
    }

    private static async Task AssertRefusedAsync(HttpStatusCode status, string code, HttpResponseMessage answer)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, (string?)(await answer.ReadJsonAsync())["code"]);
    }
}
