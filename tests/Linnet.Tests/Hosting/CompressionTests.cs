using System.IO.Compression;
using System.Net;
using System.Text;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Hosting;

/// <summary>Longer JSON is compressed for clients that ask for it over a network.</summary>
public sealed class CompressionTests
{
    private const string Timeline = "/tweets/timeline?page_size=100";
    private const string ForAll = "--server:compress=all";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    [InlineData("gzip;q=0", null)]
    [InlineData("nonsense;;q", null)]
    public async Task Long_JSON_comes_in_the_best_accepted_form(string accepted, string? coding)
    {
        await using var linnet = await RunningLinnet.StartAsync(ForAll);
        var ada = await JoinWithTweetsAsync(linnet);
        var plain = await (await ada.GetAsync(Timeline)).Content.ReadAsStringAsync(Cancellation);
        using var answer = await AskAsync(ada, Timeline, accepted);
        Assert.Equal(coding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal(coding is not null, answer.Headers.Vary.Contains("Accept-Encoding"));
        Assert.Equal(plain, await ReadAsync(answer));
    }

    [Fact]
    public async Task Its_weak_tag_covers_every_form()
    {
        await using var linnet = await RunningLinnet.StartAsync(ForAll);
        var ada = await JoinWithTweetsAsync(linnet);
        using var plain = await ada.GetAsync(Timeline);
        using var compressed = await AskAsync(ada, Timeline, "br");
        Assert.True(plain.Headers.ETag!.IsWeak);
        Assert.Equal(plain.Headers.ETag, compressed.Headers.ETag);
        using var again = await AskAsync(ada, Timeline, "br", ("If-None-Match", plain.Headers.ETag.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(again.Content.Headers.ContentEncoding);
        Assert.Equal("", await again.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("/users/me")]
    [InlineData("/tweets/1")]
    [InlineData("/health")]
    [InlineData("/nowhere")]
    public async Task Short_JSON_is_not_compressed(string path)
    {
        await using var linnet = await RunningLinnet.StartAsync(ForAll);
        using var answer = await AskAsync(await JoinWithTweetsAsync(linnet), path, "br, gzip");
        Assert.Empty(answer.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task An_event_stream_is_never_compressed()
    {
        await using var linnet = await RunningLinnet.StartAsync(ForAll);
        var ada = await linnet.JoinAsync("ada");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sse/notifications");
        request.Headers.Add("Accept-Encoding", "br, gzip");
        using var answer = await ada.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));
        Assert.StartsWith("data: {", await lines.ReadLineAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--server:compress=remote", null, null)]
    [InlineData("--server:compress=remote", "203.0.113.5", "br")]
    [InlineData("--server:compress=none", "203.0.113.5", null)]
    public async Task Clients_on_this_machine_get_no_compression_except_through_a_trusted_proxy(string setting, string? client, string? coding)
    {
        await using var linnet = await RunningLinnet.StartAsync(setting, "--server:trustedproxies=127.0.0.1");
        var ada = await JoinWithTweetsAsync(linnet);
        using var answer = await AskAsync(ada, Timeline, "br", client is null ? [] : [("X-Forwarded-For", client)]);
        Assert.Equal(coding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
    }

    [Fact]
    public async Task By_default_a_client_behind_a_trusted_proxy_gets_uncached_lists_compressed_too()
    {
        await using var linnet = await RunningLinnet.StartAsync("--server:trustedproxies=127.0.0.1");
        var ada = await JoinWithTweetsAsync(linnet);
        var bob = await linnet.JoinAsync("bob");
        foreach (var tweet in (await ada.ReadAsync(Timeline))["tweets"]!.AsArray())
            await bob.LikeAsync((long)tweet!["id"]!);
        foreach (var path in new[] { Timeline, "/notifications/?limit=100", "/openapi.json" })
        {
            using var answer = await AskAsync(ada, path, "br", ("X-Forwarded-For", "203.0.113.5"));
            Assert.Equal("br", answer.Content.Headers.ContentEncoding.SingleOrDefault());
            Assert.StartsWith(path is Timeline or "/openapi.json" ? "{" : "[", await ReadAsync(answer), StringComparison.Ordinal);
        }
    }

    private static async Task<Person> JoinWithTweetsAsync(RunningLinnet linnet)
    {
        var ada = await linnet.JoinAsync("ada");
        for (var count = 0; count < 10; count++)
            await ada.TweetAsync($"Tweet {count}, one of enough tweets for a page of more than a kilobyte.");
        return ada;
    }

    private static async Task<HttpResponseMessage> AskAsync(Person person, string path, string accepted, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        Assert.True(request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted));
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        return await person.Http.SendAsync(request, Cancellation);
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStreamAsync(Cancellation);
        var plain = answer.Content.Headers.ContentEncoding.SingleOrDefault() switch
        {
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var text = new StreamReader(plain, Encoding.UTF8);
        return await text.ReadToEndAsync(Cancellation);
    }
}
