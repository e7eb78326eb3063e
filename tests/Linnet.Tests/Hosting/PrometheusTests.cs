using System.Net;
using System.Net.Sockets;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Hosting;

/// <summary>Metrics in Prometheus' format, only where they are configured.</summary>
public sealed class PrometheusTests
{
    private const string Token = "a-long-random-text";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_default_there_are_no_metrics()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await linnet.Http.GetAsync("/metrics", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task With_a_token_they_are_served_at_the_main_address_to_clients_with_the_token()
    {
        await using var linnet = await RunningLinnet.StartAsync($"--metrics:token={Token}", "--ratelimits:enabled=true", "--ratelimits:readsperaddress=1");
        var ada = await linnet.JoinAsync("ada");
        await ada.TweetAsync("Hello.");
        foreach (var client in new[] { linnet.Http, ada.Http, linnet.ClientFor("a-long-random-texT") })
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/metrics", Cancellation)).StatusCode);
        for (var time = 0; time < 3; time++)
            await AssertCompleteAsync(await linnet.ClientFor(Token).GetAsync("/metrics", Cancellation));
        Assert.Equal(HttpStatusCode.OK, (await linnet.ClientFor(Token).SendAsync(new(HttpMethod.Head, "/metrics"), Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_separate_address_serves_only_metrics_and_the_main_address_serves_none()
    {
        var url = new Uri($"http://127.0.0.1:{FreePort()}");
        await using var linnet = await RunningLinnet.StartAsync($"--metrics:url={url}");
        await (await linnet.JoinAsync("ada")).TweetAsync("Hello.");
        using var collector = new HttpClient { BaseAddress = url };
        await AssertCompleteAsync(await collector.GetAsync("/metrics", Cancellation));
        Assert.Equal(HttpStatusCode.NotFound, (await collector.GetAsync("/health", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await linnet.Http.GetAsync("/metrics", Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("--metrics:token=short", "Metrics:Token")]
    [InlineData("--metrics:url=9464", "Metrics:Url")]
    public async Task An_invalid_token_or_address_is_refused_at_start(string setting, string name)
    {
        using var folder = new TempFolder();
        var outcome = await LinnetProcess.RunAsync(folder, "--urls=http://127.0.0.1:0", setting);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains(name, Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static async Task AssertCompleteAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType!.MediaType);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        foreach (var metric in new[] { "linnet_write_duration", "linnet_cache_hits", "http_server_request_duration", "kestrel_active_connections" })
            Assert.Contains(metric, text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"ada\"", text, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
