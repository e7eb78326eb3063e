using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Hosting.Edge;

/// <summary>Forwarded headers are trusted only from configured proxies.</summary>
[Trait("Promise", "S14")]
public sealed class TrustedProxyTests
{
    [Fact]
    public async Task A_trusted_proxy_determines_the_scheme_of_links_and_cookies()
    {
        await using var linnet = await RunningLinnet.StartAsync("--server:trustedproxies=10.0.0.0/8;127.0.0.1");
        Assert.Equal(("https", linnet.Address.Host), await LinkAsync(linnet));
        Assert.Contains("; secure", await CookieAsync(linnet), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("", "max-age=31536000")]
    [InlineData("--server:hstsseconds=60", "max-age=60")]
    [InlineData("--server:hstsseconds=0", null)]
    [InlineData("--server:trustedproxies=10.0.0.0/8", null)]
    public async Task Only_responses_over_https_have_HSTS(string setting, string? expected)
    {
        await using var linnet = await RunningLinnet.StartAsync(["--server:trustedproxies=127.0.0.1", .. setting is "" ? (string[])[] : [setting]]);
        foreach (var path in (string[])["/health", "/nowhere", "/users/me", "/docs"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("X-Forwarded-Proto", "https");
            var answer = await linnet.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(expected, answer.Headers.TryGetValues("Strict-Transport-Security", out var values) ? values.Single() : null);
            var plain = await linnet.Http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/8;2001:db8::1;unix")]
    public async Task Forwarded_headers_of_other_clients_are_ignored(string trusted)
    {
        await using var linnet = await RunningLinnet.StartAsync($"--server:trustedproxies={trusted}", "--server:trustforwardedhost=true");
        Assert.Equal(("http", linnet.Address.Host), await LinkAsync(linnet));
        Assert.DoesNotContain("; secure", await CookieAsync(linnet), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_host_from_a_proxy_is_used_if_that_is_configured_too()
    {
        await using var linnet = await RunningLinnet.StartAsync("--server:trustedproxies=127.0.0.0/8", "--server:trustforwardedhost=true");
        Assert.Equal(("https", "social.example"), await LinkAsync(linnet));
    }

    [Theory]
    [InlineData("unix", "https")]
    [InlineData("127.0.0.1", "http")]
    public async Task Clients_of_a_socket_file_are_trusted_only_if_that_is_configured(string trusted, string scheme)
    {
        using var folder = new TempFolder();
        var path = folder.File("linnet.sock");
        await using var linnet = await RunningLinnet.StartAsync($"--urls=http://127.0.0.1:0;http://unix:{path}", $"--server:trustedproxies={trusted}");
        var ada = await linnet.JoinAsync("ada");
        await ada.TweetAsync("Hello.");
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        { BaseAddress = new Uri("http://localhost") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", ada.Token);
        Assert.Equal(scheme, (await LinkAsync(client)).Scheme);
    }

    [Theory]
    [InlineData("proxy.example")]
    [InlineData("10.0.0.0/99")]
    public async Task An_invalid_proxy_is_refused_at_start(string trusted)
    {
        using var folder = new TempFolder();
        var outcome = await LinnetProcess.RunAsync(folder, "--urls", "http://127.0.0.1:0", "--server:trustedproxies", trusted);
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Server:TrustedProxies", outcome.Error, StringComparison.Ordinal);
    }

    private static async Task<(string Scheme, string Host)> LinkAsync(RunningLinnet linnet)
    {
        var ada = await linnet.JoinAsync("ada");
        await ada.TweetAsync("Hello.");
        return await LinkAsync(ada.Http);
    }

    private static async Task<(string Scheme, string Host)> LinkAsync(HttpClient client)
    {
        using var request = Forwarded(HttpMethod.Get, "/tweets/");
        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var next = new Uri(answer.Headers.GetValues("Link").Single().Split('<', '>')[1]);
        return (next.Scheme, next.Host);
    }

    private static async Task<string> CookieAsync(RunningLinnet linnet)
    {
        using var request = Forwarded(HttpMethod.Post, "/auth/login/json");
        request.Headers.Add("Linnet-Session", "cookie");
        request.Content = JsonContent.Create(new { username = "ada", password = RunningLinnet.Password });
        var answer = await linnet.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.Headers.GetValues("Set-Cookie").Single();
    }

    private static HttpRequestMessage Forwarded(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Forwarded-For", "203.0.113.5");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "social.example");
        return request;
    }
}
