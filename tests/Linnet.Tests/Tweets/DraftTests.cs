using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Tweets;

/// <summary>Drafts: what they keep, who sees them, how two devices change one, and that each is posted once.</summary>
public sealed class DraftTests : IAsyncLifetime
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

    [Theory]
    [InlineData("""{"content":"a thought"}""")]
    [InlineData("{}")]
    [InlineData("""{"content":17,"poll":[null,true,1.50],"nested":{"Ω":"🐦\u0000"},"reply_to_id":999}""")]
    public async Task A_draft_is_kept_as_it_was_sent(string body)
    {
        var draft = await SaveAsync(_ada, JsonNode.Parse(body)!);
        Assert.Equal(1, (long)draft["version"]!);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), (await _ada.ReadAsync($"/drafts/{draft["id"]}"))["body"]));
        Assert.Equal((await _ada.ReadAsync("/drafts"))[0]!.ToJsonString(), draft.ToJsonString());
    }

    [Theory]
    [InlineData("""{"body":[]}""", """["body","body"]""", "model_attributes_type")]
    [InlineData("""{"body":null}""", """["body","body"]""", "model_attributes_type")]
    [InlineData("""{"content":"no body"}""", """["body","body"]""", "missing")]
    [InlineData("""{"body":{"content":["\ud83d!"]}}""", """["body","body"]""", "string_unicode")]
    [InlineData("""{"body":{"a":1,"a":2}}""", """["body",0]""", "json_invalid")]
    public async Task What_is_no_object_of_Unicode_is_rejected(string sent, string where, string type)
    {
        using var content = new StringContent(sent, Encoding.UTF8, "application/json");
        using var answer = await _ada.Http.PostAsync("/drafts", content, TestContext.Current.CancellationToken);
        var error = (await answer.ReadJsonAsync())["detail"]![0]!;
        Assert.Equal((HttpStatusCode.UnprocessableEntity, where, type), (answer.StatusCode, error["loc"]!.ToJsonString(), (string?)error["type"]));
    }

    [Fact]
    public async Task A_draft_may_be_too_long_for_a_tweet_and_not_for_a_request()
    {
        await SaveAsync(_ada, Tweet(new string('n', 60_000)));
        using var refused = await _ada.PostAsync("/drafts", new { body = Tweet(new string('n', 65_536)) });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    [Fact]
    public async Task Nobody_else_sees_or_changes_a_draft()
    {
        var path = $"/drafts/{(await SaveAsync(_ada, Tweet("mine")))["id"]}";
        await AssertErrorAsync(await _ben.GetAsync(path), HttpStatusCode.NotFound, "draft_not_found");
        await AssertErrorAsync(await _ben.PutAsync(path, new { body = Tweet("his") }), HttpStatusCode.NotFound, "draft_not_found");
        await AssertErrorAsync(await _ben.DeleteAsync(path), HttpStatusCode.NotFound, "draft_not_found");
        await AssertErrorAsync(await _ben.PostAsync($"{path}/publish"), HttpStatusCode.NotFound, "draft_not_found");
        Assert.Empty((await _ben.ReadAsync("/drafts")).AsArray());
        Assert.Equal("mine", (string?)(await _ada.ReadAsync(path))["body"]!["content"]);
        Assert.Equal(HttpStatusCode.NoContent, (await _ada.DeleteAsync(path)).StatusCode);
        await AssertErrorAsync(await _ada.DeleteAsync(path), HttpStatusCode.NotFound, "draft_not_found");
    }

    [Fact]
    public async Task A_device_that_did_not_see_the_last_change_gets_409_with_the_draft_as_it_is()
    {
        var path = $"/drafts/{(await SaveAsync(_ada, Tweet("first")))["id"]}";
        var second = await (await _ada.PutAsync(path, new { body = Tweet("second"), if_version = 1 })).EnsureSuccessStatusCode().ReadJsonAsync();
        Assert.Equal(2, (long)second["version"]!);
        using var refused = await _ada.PutAsync(path, new { body = Tweet("third"), if_version = 1 });
        var conflict = await refused.ReadJsonAsync();
        Assert.Equal((HttpStatusCode.Conflict, "draft_changed"), (refused.StatusCode, (string?)conflict["code"]));
        Assert.True(JsonNode.DeepEquals(second, conflict["draft"]));
        // A try whose answer was lost is no conflict.
        var again = await (await _ada.PutAsync(path, new { body = Tweet("second"), if_version = 1 })).EnsureSuccessStatusCode().ReadJsonAsync();
        Assert.Equal(2, (long)again["version"]!);
        Assert.Equal(3, (long)(await (await _ada.PutAsync(path, new { body = Tweet("third") })).EnsureSuccessStatusCode().ReadJsonAsync())["version"]!);
    }

    [Fact]
    public async Task Of_devices_that_change_a_version_at_once_one_succeeds()
    {
        var path = $"/drafts/{(await SaveAsync(_ada, Tweet("first")))["id"]}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(device => _ada.PutAsync(path, new { body = Tweet($"from {device}"), if_version = 1 })));
        Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(answer => answer.StatusCode is HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task An_account_has_so_many()
    {
        PlainSql.Execute(_linnet.Database, $$"""
            with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 99)
            insert into drafts (user_id, body, version, created_at, updated_at) select {{_ada.Id}}, '{}', 1, 1, 1 from numbers
            """);
        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => _ada.PostAsync("/drafts", new { body = Tweet("one more") })));
        Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.Created);
        await AssertErrorAsync(await _ada.PostAsync("/drafts", new { body = Tweet("too many") }), HttpStatusCode.BadRequest, "too_many_drafts");
        await SaveAsync(_ben, Tweet("his first"));
    }

    [Fact]
    public async Task A_draft_is_posted_and_gone()
    {
        await _ben.FollowAsync(_ada);
        var parent = await _ben.TweetAsync("a question");
        var body = new JsonObject { ["content"] = "an answer, @ben", ["reply_to_id"] = parent, ["visibility"] = "followers" };
        var draft = await SaveAsync(_ada, body);
        Assert.Equal(0, (int)(await _ben.ReadAsync($"/tweets/{parent}"))["replies_count"]!);
        var answer = await _ada.PostAsync($"/drafts/{draft["id"]}/publish");
        var tweet = await answer.ReadJsonAsync();
        Assert.Equal((HttpStatusCode.Created, $"/tweets/{tweet["id"]}"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Equal(("an answer, @ben", parent, "followers"), ((string)tweet["content"]!, (long)tweet["reply_to_id"]!, (string)tweet["visibility"]!));
        Assert.Equal("reply", (string?)(await _ben.ReadAsync("/notifications"))[0]!["type"]);
        Assert.Empty((await _ada.ReadAsync("/drafts")).AsArray());
        await AssertErrorAsync(await _ada.PostAsync($"/drafts/{draft["id"]}/publish"), HttpStatusCode.NotFound, "draft_not_found");
    }

    [Fact]
    public async Task What_is_wrong_with_the_tweet_leaves_the_draft()
    {
        var longer = await SaveAsync(_ada, Tweet(new string('n', 281)));
        using var refused = await _ada.PostAsync($"/drafts/{longer["id"]}/publish");
        using var direct = await _ada.PostAsync("/tweets/", longer["body"]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal((await direct.ReadJsonAsync()).ToJsonString(), (await refused.ReadJsonAsync()).ToJsonString());
        var orphan = await SaveAsync(_ada, new JsonObject { ["content"] = "too late", ["reply_to_id"] = 999 });
        await AssertErrorAsync(await _ada.PostAsync($"/drafts/{orphan["id"]}/publish"), HttpStatusCode.NotFound, "reply_parent_not_found");
        var crowd = await SaveAsync(_ada, Tweet(string.Join(' ', Enumerable.Range(0, 21).Select(number => $"@u{number}"))));
        for (var number = 0; number < 21; number++)
            PlainSql.Execute(_linnet.Database, $"insert into users (username, email, hashed_password, created_at) values ('u{number}', 'u{number}@example.org', 'x', 1)");
        using var mentions = await _ada.PostAsync($"/drafts/{crowd["id"]}/publish");
        Assert.Equal("too_many_mentions", (string?)(await mentions.ReadJsonAsync())["detail"]![0]!["type"]);
        Assert.Equal(3, (await _ada.ReadAsync("/drafts")).AsArray().Count);
        Assert.Empty((await _ada.ReadAsync("/tweets/user/ada")).AsArray());
    }

    [Fact]
    public async Task The_same_key_gives_the_same_tweet_and_a_failed_try_leaves_it_free()
    {
        var draft = await SaveAsync(_ada, Tweet(new string('n', 281)));
        var (path, other) = ($"/drafts/{draft["id"]}", (await SaveAsync(_ada, Tweet("another")))["id"]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PublishAsync(path, "key")).StatusCode);
        (await _ada.PutAsync(path, new { body = Tweet("short") })).EnsureSuccessStatusCode();
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => PublishAsync(path, "key")));
        var ids = await Task.WhenAll(answers.Select(async answer => (long)(await answer.EnsureSuccessStatusCode().ReadJsonAsync())["id"]!));
        Assert.Single(ids.Distinct());
        Assert.Single((await _ada.ReadAsync("/tweets/user/ada")).AsArray());
        // The key stands for this draft, neither for another one nor for a tweet.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PublishAsync($"/drafts/{other}", "key")).StatusCode);
        Assert.Single((await _ada.ReadAsync("/drafts")).AsArray());
    }

    [Fact]
    public async Task Of_requests_at_once_without_a_key_one_posts_it()
    {
        var draft = await SaveAsync(_ada, Tweet("once"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _ada.PostAsync($"/drafts/{draft["id"]}/publish")));
        Assert.Single(answers, answer => answer.StatusCode is HttpStatusCode.Created);
        Assert.Single((await _ada.ReadAsync("/tweets/user/ada")).AsArray());
    }

    [Fact]
    public async Task A_deleted_account_leaves_none_behind()
    {
        await SaveAsync(_ada, Tweet("never"));
        (await _ada.DeleteAsync("/users/me")).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(
            () => Task.FromResult(PlainSql.Query<long>(_linnet.Database, "select count(*) from drafts").Single() is 0), "all rows are gone");
    }

    private static JsonObject Tweet(string content) => new() { ["content"] = content };

    private static async Task<JsonNode> SaveAsync(Person person, JsonNode body)
    {
        var answer = await person.PostAsync("/drafts", new { body });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.ReadJsonAsync();
    }

    private async Task<HttpResponseMessage> PublishAsync(string path, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{path}/publish");
        request.Headers.Add("Idempotency-Key", key);
        return await _ada.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task AssertErrorAsync(HttpResponseMessage answer, HttpStatusCode status, string code) =>
        Assert.Equal((status, code), (answer.StatusCode, (string?)(await answer.ReadJsonAsync())["code"]));
}
