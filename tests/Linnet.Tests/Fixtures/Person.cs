using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>Somebody who is logged in, and the few acts that most tests begin with.</summary>
internal sealed record Person(string Username, long Id, HttpClient Http)
{
    /// <summary>Registers and logs in at a server that runs in another process.</summary>
    public static async Task<Person> JoinAsync(Uri server, string username)
    {
        var http = new HttpClient { BaseAddress = server };
        var visitor = new Person(username, Id: 0, http);
        var account = await (await visitor.PostAsync("/auth/register", new { username, email = $"{username}@example.org", password = RunningLinnet.Password }))
            .EnsureSuccessStatusCode().ReadJsonAsync();
        var token = await (await visitor.PostAsync("/auth/login/json", new { username, password = RunningLinnet.Password }))
            .EnsureSuccessStatusCode().ReadJsonAsync();
        http.DefaultRequestHeaders.Authorization = new("Bearer", (string?)token["access_token"]);
        return visitor with { Id = (long)account["id"]! };
    }

    /// <summary>The same person, with the same token, at another node.</summary>
    public Person On(RunningLinnet node) => this with { Http = node.ClientFor(Token) };

    /// <summary>The access token.</summary>
    public string Token => Http.DefaultRequestHeaders.Authorization!.Parameter!;

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public async Task<HttpResponseMessage> PostFormAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.ToDictionary(field => field.Name, field => field.Value));
        return await Http.PostAsync(path, form, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body);

    public Task<HttpResponseMessage> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <returns>The body of an answer that must be a success.</returns>
    public async Task<JsonNode> ReadAsync(string path) => await (await GetAsync(path)).EnsureSuccessStatusCode().ReadJsonAsync();

    /// <returns>The new tweet's id.</returns>
    public async Task<long> TweetAsync(string content, long? replyTo = null, long? retweetOf = null)
    {
        var answer = await PostAsync("/tweets/", new { content, reply_to_id = replyTo, retweet_of_id = retweetOf });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.ReadJsonAsync())["id"]!.GetValue<long>();
    }

    public async Task FollowAsync(Person other) => (await PostAsync($"/users/{other.Username}/follow")).EnsureSuccessStatusCode();

    public async Task LikeAsync(long tweetId) => (await PostAsync($"/tweets/{tweetId}/like")).EnsureSuccessStatusCode();

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
