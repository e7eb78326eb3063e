using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;
using static Linnet.Tests.Tweets.Threads.ThreadCalls;

namespace Linnet.Tests.Tweets.Threads;

/// <summary>Threads under an idempotency key, as drafts, and against the rate limits.</summary>
public sealed class ThreadKeyTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    private const string Key = "3f1c8a52-9d0e-4b7f-8a51-6c2d1e0f9b34";

    private readonly RunningLinnet _linnet = shared.Linnet;

    [Fact]
    public async Task The_second_try_is_answered_with_the_tweets_of_the_first_as_they_are_now()
    {
        var (person, fan) = (await _linnet.JoinAsync(), await _linnet.JoinAsync());
        var first = (await person.PostThreadAsync(Plain("one", "two", "three"), Key)).ConvertAll(Id);
        await fan.LikeAsync(first[1]);
        var second = await person.PostThreadAsync(Plain("one", "two", "three"), Key);
        Assert.Equal(first, second.Select(Id));
        Assert.Equal([0, 1, 0], second.Select(tweet => (int)tweet["likes_count"]!));
        await person.AssertCountAsync(3);
    }

    [Fact]
    public async Task Of_16_tries_at_once_one_posts_and_all_get_its_tweets()
    {
        var (person, ben) = (await _linnet.JoinAsync(), await _linnet.JoinAsync());
        var thread = Plain("one", $"two for @{ben.Username}");
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => person.PostThreadAsync(thread, Key)));
        Assert.Single(answers.Select(tweets => string.Join(',', tweets.Select(Id))).Distinct());
        await person.AssertCountAsync(2);
        Assert.Single((await ben.ReadAsync("/notifications")).AsArray());
    }

    [Fact]
    public async Task A_key_stands_for_one_thread_and_no_tweet()
    {
        var person = await _linnet.JoinAsync();
        await person.PostThreadAsync(Plain("one", "two"), Key);
        foreach (var other in new[] { await person.TryThreadAsync(Plain("one", "2"), Key), await person.PostWithKeyAsync("/tweets/", Tweet("one"), Key) })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
            Assert.Equal("""["header","idempotency-key"]""", (await other.ReadJsonAsync())["detail"]![0]!["loc"]!.ToJsonString());
        }
        await person.AssertCountAsync(2);
    }

    [Fact]
    public async Task A_refused_thread_leaves_its_key_free()
    {
        var person = await _linnet.JoinAsync();
        var thread = Plain("one", "two");
        thread["tweets"]![1]!["retweet_of_id"] = long.MaxValue;
        Assert.Equal(HttpStatusCode.NotFound, (await person.TryThreadAsync(thread, Key)).StatusCode);
        Assert.Equal(2, (await person.PostThreadAsync(Plain("one", "two"), Key)).Count);
    }

    [Fact]
    public async Task What_was_deleted_since_is_not_brought_back()
    {
        var person = await _linnet.JoinAsync();
        var tweets = (await person.PostThreadAsync(Plain("one", "two", "three"), Key)).ConvertAll(Id);
        await person.DeleteAsync($"/tweets/{tweets[0]}");
        var again = await person.TryThreadAsync(Plain("one", "two", "three"), Key);
        Assert.Equal($"/tweets/{tweets[1]}", again.Headers.Location!.ToString());
        Assert.Equal(tweets[1..], (await again.ReadThreadAsync()).Select(Id));
        await person.DeleteAsync($"/tweets/{tweets[1]}");
        await person.DeleteAsync($"/tweets/{tweets[2]}");
        Assert.Equal(HttpStatusCode.NotFound, (await person.TryThreadAsync(Plain("one", "two", "three"), Key)).StatusCode);
        await person.AssertCountAsync(0);
    }

    [Fact]
    public async Task After_a_day_a_key_is_free_for_a_tweet()
    {
        var person = await _linnet.JoinAsync();
        await person.PostThreadAsync(Plain("one", "two"), Key);
        PlainSql.Execute(_linnet.Database, $"update post_keys set created_at = created_at - 86400000000 where user_id = {person.Id}");
        foreach (var _ in new[] { 1, 2 })
            Assert.Equal("alone", (string?)(await (await person.PostWithKeyAsync("/tweets/", Tweet("alone"), Key)).ReadJsonAsync())["content"]);
        await person.AssertCountAsync(3);
    }

    [Fact]
    public async Task A_draft_of_a_thread_is_posted_once_and_gone()
    {
        var person = await _linnet.JoinAsync();
        var path = await SaveAsync(person, Plain("one", "two"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => person.PostWithKeyAsync($"{path}/publish", null, Key)));
        var threads = await Task.WhenAll(answers.Select(answer => answer.ReadThreadAsync()));
        Assert.All(threads, thread => Assert.Equal(threads[0].Select(Id), thread.Select(Id)));
        Assert.Equal(Id(threads[0][0]), (long)threads[0][1]["reply_to_id"]!);
        Assert.Empty((await person.ReadAsync("/drafts")).AsArray());
        await person.AssertCountAsync(2);
    }

    [Theory]
    [InlineData("""{"tweets":[{"content":"one"},{"content":""}]}""", """["body","tweets",1,"content"]""")]
    [InlineData("""{"tweets":[{"content":"one"},{"content":"two","reply_to_id":1}]}""", """["body","tweets",1,"reply_to_id"]""")]
    [InlineData("""{"tweets":[{"content":"one"}]}""", """["body","tweets"]""")]
    [InlineData("""{"content":"one","tweets":null}""", """["body","tweets"]""")]
    public async Task A_draft_of_a_thread_that_is_not_valid_stays(string body, string place)
    {
        var person = await _linnet.JoinAsync();
        var path = await SaveAsync(person, JsonNode.Parse(body)!);
        using var refused = await person.PostAsync($"{path}/publish");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(place, (await refused.ReadJsonAsync())["detail"]![0]!["loc"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync(path)).StatusCode);
        await person.AssertCountAsync(0);
    }

    [Fact]
    public async Task A_draft_that_is_refused_names_the_tweet()
    {
        var person = await _linnet.JoinAsync();
        var thread = Plain("one", "two");
        thread["tweets"]![1]!["retweet_of_id"] = long.MaxValue;
        var path = await SaveAsync(person, thread);
        var error = await (await person.PostAsync($"{path}/publish")).ReadJsonAsync();
        Assert.Equal(("retweet_parent_not_found", 1), ((string?)error["code"], (int)error["index"]!));
        Assert.Equal(HttpStatusCode.OK, (await person.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Each_tweet_of_a_thread_counts_for_the_rate_limits()
    {
        await using var linnet = await RunningLinnet.StartAsync("--ratelimits:enabled=true", "--ratelimits:postsperaccount=7");
        var ada = await linnet.JoinAsync("ada");
        var first = await ada.TryThreadAsync(Plain("one", "two", "three"));
        Assert.Equal((HttpStatusCode.Created, "4"), (first.StatusCode, first.Headers.GetValues("X-RateLimit-Remaining").Single()));
        var path = await SaveAsync(ada, Plain("one", "two", "three"));
        Assert.Equal(3, (await (await ada.PostAsync($"{path}/publish")).ReadThreadAsync()).Count);
        path = await SaveAsync(ada, Plain("one", "two"));
        foreach (var refused in new[] { await ada.PostAsync($"{path}/publish"), await ada.TryThreadAsync(Plain("one", "two")) })
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync(path)).StatusCode);
        await ada.AssertCountAsync(6);
    }

    private static async Task<string> SaveAsync(Person person, JsonNode body)
    {
        var draft = await (await person.PostAsync("/drafts", new { body })).EnsureSuccessStatusCode().ReadJsonAsync();
        return $"/drafts/{draft["id"]}";
    }
}
