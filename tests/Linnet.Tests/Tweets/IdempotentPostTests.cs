using System.Net;
using System.Net.Http.Json;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Linnet.Tweets;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Tweets;

/// <summary>A post that is tried again under the same key is the same tweet.</summary>
public sealed class IdempotentPostTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    private const string Key = "3f1c8a52-9d0e-4b7f-8a51-6c2d1e0f9b34";

    private readonly RunningLinnet _linnet = shared.Linnet;

    [Fact]
    public async Task The_second_try_is_answered_with_the_tweet_of_the_first_as_it_is_now()
    {
        var (person, fan) = (await _linnet.JoinAsync(), await _linnet.JoinAsync());
        var first = await PostAsync(person, Key, new { content = "Once." });
        var id = (long)(await first.ReadJsonAsync())["id"]!;
        await fan.LikeAsync(id);
        var second = await PostAsync(person, Key, new { reply_to_id = (long?)null, content = "Once." });
        Assert.Equal((HttpStatusCode.Created, first.Headers.Location), (second.StatusCode, second.Headers.Location));
        var tweet = await second.ReadJsonAsync();
        Assert.Equal((id, 1), ((long)tweet["id"]!, (int)tweet["likes_count"]!));
        await AssertTweetsAsync(person, 1);
    }

    [Fact]
    [Trait("Promise", "D6")]
    public async Task Of_32_concurrent_attempts_one_posts_and_all_get_its_tweet()
    {
        var person = await _linnet.JoinAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => PostAsync(person, Key, new { content = "Once." })));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Single(answers.Select(answer => answer.Headers.Location).Distinct());
        await AssertTweetsAsync(person, 1);
    }

    [Fact]
    public async Task The_same_key_for_something_else_is_422_and_posts_nothing()
    {
        var person = await _linnet.JoinAsync();
        await PostAsync(person, Key, new { content = "Once." });
        var answer = await PostAsync(person, Key, new { content = "Twice." });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(
            """{"detail":[{"type":"value_error","loc":["header","idempotency-key"],"msg":"Value error, This key was sent with another body before","input":"KEY","ctx":{"error":{}}}],"code":"validation_error"}""".Replace("KEY", Key, StringComparison.Ordinal),
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await AssertTweetsAsync(person, 1);
    }

    [Fact]
    public async Task Keys_are_ones_own()
    {
        var (ada, grace) = (await _linnet.JoinAsync(), await _linnet.JoinAsync());
        var (one, other) = (await PostAsync(ada, Key, new { content = "Mine." }), await PostAsync(grace, Key, new { content = "Mine too." }));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (one.StatusCode, other.StatusCode));
        Assert.NotEqual(one.Headers.Location, other.Headers.Location);
    }

    [Fact]
    public async Task A_refused_post_leaves_its_key_free()
    {
        var person = await _linnet.JoinAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(person, Key, new { content = "Hm.", reply_to_id = long.MaxValue })).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(person, Key, new { content = "Then so." })).StatusCode);
    }

    [Fact]
    public async Task A_deleted_tweet_is_not_brought_back()
    {
        var person = await _linnet.JoinAsync();
        var location = (await PostAsync(person, Key, new { content = "Gone." })).Headers.Location!;
        await person.DeleteAsync(location.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(person, Key, new { content = "Gone." })).StatusCode);
        await AssertTweetsAsync(person, 0);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("two words", 1)]
    [InlineData("k", 256)]
    public async Task A_key_is_bounded(string part, int times)
    {
        var person = await _linnet.JoinAsync();
        var answer = await PostAsync(person, string.Concat(Enumerable.Repeat(part, times)), new { content = "Once." });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        await AssertTweetsAsync(person, 0);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(person, new string('k', 255), new { content = "Once." })).StatusCode);
    }

    [Fact]
    public async Task After_a_day_a_key_is_free_again_and_is_pruned()
    {
        var (ada, grace) = (await _linnet.JoinAsync(), await _linnet.JoinAsync());
        await PostAsync(ada, Key, new { content = "Yesterday." });
        await PostAsync(grace, Key, new { content = "Today." });
        var database = _linnet.Services.GetRequiredService<Database>();
        await database.WriteAsync(
            db => db.ExecuteAsync("update post_keys set created_at = created_at - 86400000000 where user_id = @Id", new { ada.Id }), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(ada, Key, new { content = "A new day." })).StatusCode);
        await AssertTweetsAsync(ada, 2);

        await database.WriteAsync(
            db => db.ExecuteAsync("update post_keys set created_at = created_at - 86400000000 where user_id = @Id", new { ada.Id }), TestContext.Current.CancellationToken);
        await _linnet.Services.GetServices<Microsoft.Extensions.Hosting.IHostedService>().OfType<PostKeyPruner>().Single().PruneAsync(TestContext.Current.CancellationToken);
        var kept = await database.ReadAsync(
            db => db.QueryAsync<long>("select user_id from post_keys where user_id in @ids", new { ids = new[] { ada.Id, grace.Id } }), TestContext.Current.CancellationToken);
        Assert.Equal([grace.Id], kept);
    }

    [Fact]
    public async Task Keys_go_with_their_account()
    {
        var person = await _linnet.JoinAsync();
        await PostAsync(person, Key, new { content = "Bye." });
        await person.DeleteAsync("/users/me");
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(person, Key, new { content = "Bye." })).StatusCode);
        var kept = await _linnet.Services.GetRequiredService<Database>().ReadAsync(
            db => db.QuerySingleAsync<long>("select count(*) from post_keys where user_id = @Id", new { person.Id }), TestContext.Current.CancellationToken);
        Assert.Equal(0, kept);
    }

    private static async Task<HttpResponseMessage> PostAsync(Person person, string key, object draft)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/tweets/") { Content = JsonContent.Create(draft) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await person.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task AssertTweetsAsync(Person person, int count)
    {
        Assert.Equal(count, (int)(await person.ReadAsync($"/users/{person.Username}"))["tweets_count"]!);
        Assert.Equal(count, (await person.ReadAsync($"/tweets/user/{person.Username}")).AsArray().Count);
    }
}
