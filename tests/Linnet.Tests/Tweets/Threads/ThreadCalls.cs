using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Tweets.Threads;

/// <summary>Requests with threads.</summary>
internal static class ThreadCalls
{
    public static JsonObject Thread(params JsonNode[] tweets) => new() { ["tweets"] = new JsonArray(tweets) };

    public static JsonObject Tweet(string content) => new() { ["content"] = content };

    public static JsonObject Plain(params string[] contents) => Thread([.. contents.Select(Tweet)]);

    /// <returns>The tweets of a thread that must have been posted.</returns>
    public static async Task<List<JsonNode>> PostThreadAsync(this Person person, JsonNode thread, string? key = null) =>
        await (await person.TryThreadAsync(thread, key)).ReadThreadAsync();

    public static Task<HttpResponseMessage> TryThreadAsync(this Person person, JsonNode thread, string? key = null) =>
        person.PostWithKeyAsync("/tweets/thread", thread, key);

    public static async Task<HttpResponseMessage> PostWithKeyAsync(this Person person, string path, JsonNode? body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = body is null ? null : JsonContent.Create(body);
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await person.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<List<JsonNode>> ReadThreadAsync(this HttpResponseMessage answer)
    {
        var body = await answer.ReadJsonAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.Created, body.ToJsonString());
        return [.. body["tweets"]!.AsArray().Select(tweet => tweet!)];
    }

    public static async Task AssertCountAsync(this Person person, int count)
    {
        Assert.Equal(count, (int)(await person.ReadAsync($"/users/{person.Username}"))["tweets_count"]!);
        Assert.Equal(count, (await person.ReadAsync($"/tweets/user/{person.Username}?limit=100")).AsArray().Count);
    }

    public static long Id(JsonNode tweet) => (long)tweet["id"]!;
}
