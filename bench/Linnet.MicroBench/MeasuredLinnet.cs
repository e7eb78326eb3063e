using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Linnet.Bench.Load;
using Linnet.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Linnet.MicroBench;

/// <summary>
/// The whole server in this process, on a new database with a few users in it, and requests that go to it through
/// a real socket: so what is measured is what a request costs, Kestrel's share included.
/// </summary>
internal sealed class MeasuredLinnet : IAsyncDisposable
{
    private const string Password = "correct horse battery";
    private const int Authors = 10;
    private const int TweetsEach = 3;

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _http;
    private BlockingConnection _connection = null!; // OpenAsync is part of starting.
    private byte[] _timeline = [];
    private byte[] _tweet = [];
    private byte[] _post = [];

    private MeasuredLinnet(WebApplication app, DirectoryInfo folder)
    {
        (_app, _folder) = (app, folder);
        _http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    /// <summary>How long the body of a timeline page is, in bytes.</summary>
    public int TimelineLength { get; private set; }

    public static async Task<MeasuredLinnet> StartAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("linnet-measured-");
        var app = LinnetHost.BuildServer([
            "--urls=http://127.0.0.1:0", $"--database={Path.Combine(folder.FullName, "measured.db")}", "--passwords:bcryptcost=4", "--ratelimits:enabled=false",
            "--logging:loglevel:default=Error",
        ]);
        await LinnetServer.StartAsync(app, cancellation);
        var linnet = new MeasuredLinnet(app, folder);
        await linnet.OpenAsync(cancellation);
        return linnet;
    }

    public void ReadTimeline() => Send(_timeline, "HTTP/1.1 200 "u8);

    public void ReadTweet() => Send(_tweet, "HTTP/1.1 200 "u8);

    /// <summary>Returns once the tweet is on the disk.</summary>
    public void Post() => Send(_post, "HTTP/1.1 201 "u8);

    public async ValueTask DisposeAsync()
    {
        _connection.Dispose();
        _http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task OpenAsync(CancellationToken cancellation)
    {
        var viewer = await JoinAsync("viewer", cancellation);
        var tweetId = 0L;
        for (var i = 0; i < Authors; i++)
        {
            var author = await JoinAsync($"author{i}", cancellation);
            for (var tweet = 0; tweet < TweetsEach; tweet++)
                tweetId = (long)(await PostAsync("/tweets/", author, new { content = $"Tweet {tweet}, and a few words more" }, cancellation))["id"]!;
            await PostAsync($"/users/author{i}/follow", viewer, new { }, cancellation);
        }
        // Somebody without followers, so that a post costs the same however many went before, and no one's timeline changes.
        var poster = await JoinAsync("poster", cancellation);
        var server = _http.BaseAddress!;
        _timeline = BlockingConnection.Format(server, "GET", "/tweets/timeline", viewer);
        _tweet = BlockingConnection.Format(server, "GET", $"/tweets/{tweetId}", viewer);
        _post = BlockingConnection.Format(server, "POST", "/tweets/", poster, """{"content":"What is happening, in about as many words as usual"}""");
        _connection = new BlockingConnection(server);
        var page = _connection.Send(_timeline);
        TimelineLength = page.Length - page.IndexOf("\r\n\r\n"u8) - 4;
    }

    private void Send(byte[] request, ReadOnlySpan<byte> expected)
    {
        var answer = _connection.Send(request);
        if (!answer.StartsWith(expected))
            throw new InvalidOperationException($"Answered with '{System.Text.Encoding.UTF8.GetString(answer)}'.");
    }

    /// <returns>An access token.</returns>
    private async Task<string> JoinAsync(string username, CancellationToken cancellation)
    {
        await PostAsync("/auth/register", "", new { username, email = $"{username}@example.org", password = Password }, cancellation);
        return (string)(await PostAsync("/auth/login/json", "", new { username, password = Password }, cancellation))["access_token"]!;
    }

    private async Task<JsonNode> PostAsync(string path, string token, object body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await _http.SendAsync(request, cancellation);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>(cancellation))!;
    }
}
