using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Hosting.Edge;

[Trait("Promise", "S14")]
public sealed class HostAndOriginTests
{
    private const string Friend = "https://app.example.org";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("social.example", HttpStatusCode.OK)]
    [InlineData("social.example:8443", HttpStatusCode.OK)]
    [InlineData("SOCIAL.example", HttpStatusCode.OK)]
    [InlineData("ada.people.example", HttpStatusCode.OK)]
    [InlineData("people.example", HttpStatusCode.BadRequest)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("social.example.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1", HttpStatusCode.BadRequest)]
    public async Task Only_the_configured_hosts_are_served(string host, HttpStatusCode status)
    {
        await using var linnet = await RunningLinnet.StartAsync("--server:allowedhosts=social.example;*.people.example");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = host } };
        var answer = await linnet.Http.SendAsync(request, Cancellation);
        Assert.Equal(status, answer.StatusCode);
        if (status is HttpStatusCode.BadRequest)
            Assert.Equal("""{"detail":"Bad Request","code":"bad_request"}""", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task The_host_from_a_trusted_proxy_must_be_configured_too()
    {
        await using var linnet = await RunningLinnet.StartAsync(
            "--server:allowedhosts=social.example", "--server:trustedproxies=127.0.0.1", "--server:trustforwardedhost=true");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "social.example" } };
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-For", "203.0.113.5");
        Assert.Equal(HttpStatusCode.BadRequest, (await linnet.Http.SendAsync(request, Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task A_probe_may_use_an_address_even_when_hosts_are_configured(string path)
    {
        await using var linnet = await RunningLinnet.StartAsync("--server:allowedhosts=social.example");
        Assert.Equal(HttpStatusCode.OK, (await linnet.Http.GetAsync(path, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await linnet.Http.GetAsync("/healthy", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task By_default_a_page_of_any_origin_may_call_the_API()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/tweets/");
        request.Headers.Add("Origin", "http://localhost:3000");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        var asked = "authorization,cache-control,content-type,idempotency-key,if-none-match,last-event-id,linnet-session,traceparent,tracestate,x-requested-with";
        request.Headers.Add("Access-Control-Request-Headers", asked);
        var answer = await linnet.Http.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(asked, string.Join(',', answer.Headers.GetValues("Access-Control-Allow-Headers")), ignoreCase: true);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("", "https://evil.example", null)]
    [InlineData(Friend, Friend, Friend)]
    [InlineData(Friend, "https://evil.example", null)]
    [InlineData(Friend, "http://app.example.org", null)]
    [InlineData(Friend, "null", null)]
    [InlineData("*", "https://evil.example", "*")]
    public async Task Only_pages_of_the_configured_origins_may_call_and_never_with_credentials(string setting, string origin, string? allowed)
    {
        await using var linnet = await RunningLinnet.StartAsync($"--server:allowedorigins={setting}");
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Options })
        {
            using var request = new HttpRequestMessage(method, "/tweets/");
            request.Headers.Add("Origin", origin);
            if (method == HttpMethod.Options)
            {
                request.Headers.Add("Access-Control-Request-Method", "POST");
                request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type,idempotency-key");
            }
            var answer = await linnet.Http.SendAsync(request, Cancellation);
            Assert.Equal(allowed, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null);
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
        }
    }

    [Theory]
    [InlineData("--server:allowedhosts=http://social.example")]
    [InlineData("--server:allowedorigins=app.example.org")]
    [InlineData("--server:allowedorigins=https://app.example.org/")]
    public async Task An_invalid_host_or_origin_is_refused_at_start(string setting)
    {
        using var folder = new TempFolder();
        Assert.Equal(2, (await LinnetProcess.RunAsync(folder, "--urls=http://127.0.0.1:0", setting)).ExitCode);
    }

    [Fact]
    public async Task The_removed_setting_for_sockets_is_refused_with_the_name_of_its_successor()
    {
        using var folder = new TempFolder();
        await using var linnet = LinnetProcess.Start(
            folder, new Dictionary<string, string> { ["LINNET_REALTIME__ALLOWEDORIGINS"] = Friend }, "--urls=http://127.0.0.1:0");
        var outcome = await linnet.WaitForExitAsync();
        Assert.Equal(2, outcome.ExitCode);
        Assert.Contains("Server:AllowedOrigins", Assert.Single(outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
