using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;
using static Linnet.Tests.Tweets.Threads.ThreadCalls;

namespace Linnet.Tests.Tweets.Threads;

/// <summary>Threads that are posted in one request: their order, what each tweet is, and that a refusal leaves nothing.</summary>
public sealed class ThreadPostTests : IAsyncLifetime
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
    public async Task Each_tweet_answers_the_one_before()
    {
        var answer = await _ada.TryThreadAsync(Plain("one", "two", "three"));
        var tweets = await answer.ReadThreadAsync();
        Assert.Equal($"/tweets/{tweets[0]["id"]}", answer.Headers.Location!.ToString());
        Assert.Equal(["one", "two", "three"], tweets.Select(tweet => (string?)tweet["content"]));
        Assert.Equal([null, Id(tweets[0]), Id(tweets[1])], tweets.Select(tweet => (long?)tweet["reply_to_id"]));
        Assert.Equal([1, 1, 0], tweets.Select(tweet => (int)tweet["replies_count"]!));
        Assert.All(tweets, tweet => Assert.Equal(Id(tweets[0]), (long)tweet["conversation_id"]!));
        Assert.Equal(Id(tweets[2]), Id((await _ben.ReadAsync($"/tweets/{tweets[0]["id"]}/context"))["descendants"]![1]!));
        Assert.Equal(1, (int)(await _ben.ReadAsync($"/tweets/{tweets[1]["id"]}"))["replies_count"]!);
        await _ada.AssertCountAsync(3);
    }

    [Fact]
    public async Task The_first_may_answer_a_tweet_and_each_may_quote_one()
    {
        var (question, source) = (await _ben.TweetAsync("a question"), await _ben.TweetAsync("a source"));
        var tweets = await _ada.PostThreadAsync(Thread(
            new JsonObject { ["content"] = "an answer", ["reply_to_id"] = question },
            new JsonObject { ["content"] = "see", ["retweet_of_id"] = source, ["reply_to_id"] = null }));
        Assert.Equal([question, Id(tweets[0])], tweets.Select(tweet => (long)tweet["reply_to_id"]!));
        Assert.Equal(source, Id(tweets[1]["quoted"]!["tweet"]!));
        Assert.All(tweets, tweet => Assert.Equal(question, (long)tweet["conversation_id"]!));
        var ofBen = await Task.WhenAll(new[] { question, source }.Select(id => _ben.ReadAsync($"/tweets/{id}")));
        Assert.Equal((1, 1), ((int)ofBen[0]["replies_count"]!, (int)ofBen[1]["quotes_count"]!));
    }

    [Fact]
    public async Task A_tweet_has_its_own_options_and_the_visibility_of_the_one_before_when_it_names_none()
    {
        var tweets = await _ada.PostThreadAsync(Thread(
            new JsonObject { ["content"] = "one", ["visibility"] = "unlisted", ["content_warning"] = "spoilers" },
            new JsonObject { ["content"] = "two", ["poll"] = new JsonObject { ["options"] = new JsonArray("a", "b"), ["expires_in"] = 300 } },
            new JsonObject { ["content"] = "three", ["visibility"] = "followers", ["expires_in"] = 300 },
            Tweet("four")));
        Assert.Equal(["unlisted", "unlisted", "followers", "followers"], tweets.Select(tweet => (string?)tweet["visibility"]));
        Assert.Equal(["spoilers", null, null, null], tweets.Select(tweet => (string?)tweet["content_warning"]));
        Assert.Equal([false, true, false, false], tweets.Select(tweet => tweet["poll"] is not null));
        Assert.Equal([false, false, true, false], tweets.Select(tweet => tweet["expires_at"] is not null));
        Assert.Equal(HttpStatusCode.NotFound, (await _ben.GetAsync($"/tweets/{tweets[3]["id"]}")).StatusCode);
    }

    [Theory]
    [InlineData("""[{"content":"one"}]""", """["body","tweets"]""", "too_short")]
    [InlineData("""[{"content":"one"},{"content":""}]""", """["body","tweets",1,"content"]""", "string_too_short")]
    [InlineData("""[{"content":"one"},null]""", """["body","tweets",1]""", "model_attributes_type")]
    [InlineData("""[{"content":"one"},{}]""", """["body","tweets",1,"content"]""", "missing")]
    [InlineData("""[{"content":"one"},{"content":"two","poll":{"options":["a","b"],"expires_in":1}}]""", """["body","tweets",1,"poll","expires_in"]""", "greater_than_equal")]
    [InlineData("""[{"content":"one"},{"content":"two","reply_to_id":1}]""", """["body","tweets",1,"reply_to_id"]""", "value_error")]
    [InlineData("""[{"content":"one","scheduled_at":"2030-01-01T00:00:00Z"},{"content":"two"}]""", """["body","tweets",0,"scheduled_at"]""", "value_error")]
    [InlineData("""[{"content":"one"},{"content":"two","scheduled_at":"2030-01-01T00:00:00Z"}]""", """["body","tweets",1,"scheduled_at"]""", "value_error")]
    public async Task What_is_not_valid_is_named_by_its_place(string tweets, string place, string type)
    {
        using var answer = await _ada.TryThreadAsync(Thread([.. JsonNode.Parse(tweets)!.AsArray().Select(tweet => tweet?.DeepClone()!)]));
        var error = Assert.Single((await answer.ReadJsonAsync())["detail"]!.AsArray())!;
        Assert.Equal((HttpStatusCode.UnprocessableEntity, place, type), (answer.StatusCode, error["loc"]!.ToJsonString(), (string?)error["type"]));
        await _ada.AssertCountAsync(0);
    }

    [Fact]
    public async Task Every_error_of_every_tweet_is_listed()
    {
        using var answer = await _ada.TryThreadAsync(Thread(
            Tweet(""), Tweet("fine"), new JsonObject { ["content"] = "three", ["visibility"] = "all", ["sensitive"] = "maybe" }));
        Assert.Equal(
            ["""["body","tweets",0,"content"]""", """["body","tweets",2,"visibility"]""", """["body","tweets",2,"sensitive"]"""],
            (await answer.ReadJsonAsync())["detail"]!.AsArray().Select(error => error!["loc"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_thread_has_at_most_25_tweets()
    {
        Assert.Equal(25, (await _ada.PostThreadAsync(Plain([.. Enumerable.Range(1, 25).Select(number => $"{number}")]))).Count);
        using var refused = await _ada.TryThreadAsync(Plain([.. Enumerable.Range(1, 26).Select(number => $"{number}")]));
        Assert.Equal("too_long", (string?)(await refused.ReadJsonAsync())["detail"]![0]!["type"]);
        await _ada.AssertCountAsync(25);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_refusal_at_any_place_leaves_nothing_and_names_the_place(int place)
    {
        var parent = await _ben.TweetAsync("not for her");
        (await _ben.PostAsync("/users/ada/block")).EnsureSuccessStatusCode();
        await using var ben = await LiveClient.ConnectAsync(_ben);
        var thread = Plain("one for @ben #looms", "two for @ben", "three");
        thread["tweets"]![place]!["retweet_of_id"] = parent;
        using var answer = await _ada.TryThreadAsync(thread);
        var error = await answer.ReadJsonAsync();
        Assert.Equal((HttpStatusCode.NotFound, "retweet_parent_not_found", place), (answer.StatusCode, (string?)error["code"], (int)error["index"]!));
        await AssertNothingAsync(parent);
        await ben.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task Too_many_mentions_are_an_error_of_the_content_of_that_tweet()
    {
        for (var number = 0; number < 21; number++)
            PlainSql.Execute(_linnet.Database, $"insert into users (username, email, hashed_password, created_at) values ('u{number}', 'u{number}@example.org', 'x', 1)");
        using var answer = await _ada.TryThreadAsync(Plain("one", "two", string.Join(' ', Enumerable.Range(0, 21).Select(number => $"@u{number}"))));
        var error = (await answer.ReadJsonAsync())["detail"]![0]!;
        Assert.Equal(("""["body","tweets",2,"content"]""", "too_many_mentions"), (error["loc"]!.ToJsonString(), (string?)error["type"]));
        await _ada.AssertCountAsync(0);
    }

    [Fact]
    public async Task Each_tweet_notifies_and_reaches_followers_once()
    {
        var fan = await _linnet.JoinAsync("fan");
        await fan.FollowAsync(_ada);
        Assert.Empty((await fan.ReadAsync("/tweets/timeline"))["tweets"]!.AsArray());
        var question = await _ben.TweetAsync("a question");
        await using var live = await LiveClient.ConnectAsync(fan);
        var thread = Plain("an answer", "and one for @ben", "the end");
        thread["tweets"]![0]!["reply_to_id"] = question;
        var ids = (await _ada.PostThreadAsync(thread)).Select(Id).ToList();
        foreach (var id in ids)
        {
            var message = await live.ReceiveUntilAsync("new_tweet");
            Assert.Equal(id, (long)message["data"]!["tweet"]!["id"]!);
        }
        await live.ExpectNothingMoreAsync();
        Assert.Equal(Enumerable.Reverse(ids), (await fan.ReadAsync("/tweets/timeline"))["tweets"]!.AsArray().Select(tweet => Id(tweet!)));
        var inbox = (await _ben.ReadAsync("/notifications")).AsArray().Select(one => ((string?)one!["type"], (long)one["tweet"]!["id"]!));
        Assert.Equal([("mention", ids[1]), ("reply", ids[0])], inbox);
    }

    private async Task AssertNothingAsync(long parent)
    {
        Assert.Equal(0, PlainSql.Query<long>(_linnet.Database, $"select count(*) from tweets where author_id = {_ada.Id}").Single());
        Assert.Equal(0, PlainSql.Query<long>(_linnet.Database, "select (select count(*) from notifications) + (select count(*) from mentions) + (select count(*) from tags)").Single());
        Assert.Equal(0, PlainSql.Query<long>(_linnet.Database, $"select tweets_count from users where id = {_ada.Id}").Single());
        Assert.Equal(0, (int)(await _ben.ReadAsync($"/tweets/{parent}"))["quotes_count"]!);
    }
}
