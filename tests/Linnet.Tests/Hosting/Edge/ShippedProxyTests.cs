using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Hosting.Edge;

/// <summary>Runs the proxies with the configurations in <c>deploy/</c>.</summary>
public sealed class ShippedProxyTests
{
    private const int Limit = 3;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Behind_HAProxy_a_client_cannot_choose_the_address_that_is_limited()
    {
        _ = Requirement.Program("haproxy");
        await using var linnet = await StartAsync();
        await using var proxy = await HaProxy.StartAsync(linnet.Address, linnet.Address);
        using var client = new HttpClient { BaseAddress = proxy.Address };
        await AssertLimitedAsync(client);
    }

    [Fact]
    public async Task Behind_nginx_a_client_cannot_choose_the_address_that_is_limited()
    {
        await using var linnet = await StartAsync();
        await using var proxy = await Nginx.StartAsync(linnet.Address);
        using var client = proxy.CreateClient();
        await AssertLimitedAsync(client);
    }

    [Fact]
    public async Task Behind_nginx_requests_survive_the_restart_of_a_node_and_responses_have_HSTS_once()
    {
        await using var linnet = await RunningLinnet.StartAsync("--server:trustedproxies=127.0.0.1");
        await using var proxy = await Nginx.StartAsync(linnet.Address);
        using var client = proxy.CreateClient();
        for (var number = 0; number < 20; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/login/json") { Content = JsonContent.Create(new { username = "nobody", password = "no such password" }) };
            // Distributes the requests over the nodes.
            request.Headers.Authorization = new("Bearer", $"token{number}");
            var answer = await client.SendAsync(request, Cancellation);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        }
    }

    [Fact]
    public async Task The_configuration_of_nginx_is_valid()
    {
        var outcome = await Nginx.CheckAsync();
        Assert.True(outcome.ExitCode is 0, outcome.Error);
        Assert.DoesNotContain("[warn]", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configuration_of_HAProxy_is_valid()
    {
        var start = new ProcessStartInfo(Requirement.Program("haproxy"), ["-c", "-f", Path.Combine(Repository.Root, "deploy", "haproxy.cfg")])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment = { ["LINNET_BIND"] = "127.0.0.1:8080", ["LINNET_NODE1"] = "127.0.0.1:8001", ["LINNET_NODE2"] = "127.0.0.1:8002" },
        };
        using var check = Process.Start(start)!;
        var output = await check.StandardError.ReadToEndAsync(Cancellation);
        await check.WaitForExitAsync(Cancellation);
        Assert.True(check.ExitCode is 0, output);
        Assert.DoesNotContain("[WARNING]", output, StringComparison.Ordinal);
    }

    private static Task<RunningLinnet> StartAsync() => RunningLinnet.StartAsync(
        "--server:trustedproxies=127.0.0.1", "--ratelimits:enabled=true", $"--ratelimits:loginsperaddress={Limit}");

    // The client's own address is trusted, like that of any client on the proxy's machine or network.
    private static async Task AssertLimitedAsync(HttpClient client)
    {
        var statuses = new List<HttpStatusCode>();
        for (var number = 0; number <= Limit; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/login/json")
            {
                Content = JsonContent.Create(new { username = $"nobody{number}", password = "no such password" }),
            };
            request.Headers.Add("X-Forwarded-For", $"198.51.100.{number}");
            statuses.Add((await client.SendAsync(request, Cancellation)).StatusCode);
        }
        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, Limit), HttpStatusCode.TooManyRequests], statuses);
    }
}
