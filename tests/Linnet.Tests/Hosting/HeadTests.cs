using System.Net;
using Linnet.Tests.Fixtures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Hosting;

/// <summary>HEAD is GET without the body (RFC 9110, section 9.3.2), on every route.</summary>
public sealed class HeadTests
{
    // Headers that differ between any two requests, and those that only accompany a body.
    private static readonly HashSet<string> NotCompared = new(StringComparer.OrdinalIgnoreCase) { "Date", "Transfer-Encoding", "Content-Length" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_GET_route_answers_HEAD_with_the_same_headers_and_no_body()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        var tweet = await ada.TweetAsync("Hello.");
        var paths = PathsOf(linnet, tweet);
        Assert.True(paths.Count > 30, $"Only {paths.Count} routes were found");
        foreach (var path in paths)
        {
            using var got = await ada.Http.SendAsync(new(HttpMethod.Get, path), HttpCompletionOption.ResponseHeadersRead, Cancellation);
            using var head = await ada.Http.SendAsync(new(HttpMethod.Head, path), Cancellation);
            Assert.True(got.StatusCode == head.StatusCode, $"{path}: GET {got.StatusCode}, HEAD {head.StatusCode}");
            Assert.True(HeadersOf(got).SetEquals(HeadersOf(head)), $"{path}: GET {string.Join("; ", HeadersOf(got))}, HEAD {string.Join("; ", HeadersOf(head))}");
            if (got.Content.Headers.ContentLength is { } length && head.Content.Headers.ContentLength is { } announced)
                Assert.Equal(length, announced);
        }
    }

    [Fact]
    public async Task A_response_to_HEAD_never_has_a_body()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        using var raw = await RawHttp.ConnectAsync(linnet.Address);
        await raw.SendAsync("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\nHEAD /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        var answers = (await raw.ReadToEndAsync()).Split("\r\n\r\n");
        Assert.Equal(3, answers.Length);
        Assert.StartsWith("HTTP/1.1 200 ", answers[0], StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 404 ", answers[1], StringComparison.Ordinal);
        Assert.Equal("", answers[2]);
    }

    [Fact]
    public async Task A_route_without_GET_has_no_HEAD()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        using var answer = await linnet.Http.SendAsync(new(HttpMethod.Head, "/auth/login"), Cancellation);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Fact]
    public async Task A_HEAD_counts_as_a_read()
    {
        await using var linnet = await RunningLinnet.StartAsync("--ratelimits:enabled=true", "--ratelimits:writesperaccount=1", "--ratelimits:readsperaccount=100");
        var ada = await linnet.JoinAsync("ada");
        for (var time = 0; time < 3; time++)
            Assert.Equal(HttpStatusCode.OK, (await ada.Http.SendAsync(new(HttpMethod.Head, "/users/me"), Cancellation)).StatusCode);
    }

    private static List<string> PathsOf(RunningLinnet linnet, long tweet) =>
    [
        .. from endpoint in linnet.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is true
           select endpoint.RoutePattern.RawText!.Replace("{username}", "ada", StringComparison.Ordinal)
               .Replace("{file}", "nothing.js", StringComparison.Ordinal)
               .Replace("{tweet_id}", $"{tweet}", StringComparison.Ordinal)
               .Replace("{id}", $"{tweet}", StringComparison.Ordinal),
    ];

    private static HashSet<string> HeadersOf(HttpResponseMessage answer) =>
    [
        .. from header in answer.Headers.Concat(answer.Content.Headers)
           where !NotCompared.Contains(header.Key)
           select $"{header.Key}: {string.Join(',', header.Value)}",
    ];
}
