using System.Net;
using System.Net.WebSockets;
using Linnet.Accounts.Administration;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary>Who may open a socket: the token, in each of the places where it may stand, and the page that asks.</summary>
public sealed class SocketAdmissionTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;

    public static TheoryData<string> Places => ["query", "header", "protocol"];

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync("--server:allowedorigins=https://app.example.org; https://other.example:8443");
        _ada = await _linnet.JoinAsync("ada");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Theory]
    [MemberData(nameof(Places))]
    public async Task A_good_token_opens_it_wherever_it_stands(string place)
    {
        await using var client = await OpenAsync(place, _ada.Token);
        var welcome = await client.ReceiveAsync();
        Assert.Equal(
            ("connection_established", "Welcome @ada! You are now connected.", _ada.Id),
            ((string?)welcome["type"], (string?)welcome["data"]!["message"], (long)welcome["data"]!["user_id"]!));
        Assert.Equal(place is "protocol" ? "bearer" : null, client.Socket.SubProtocol);
    }

    [Theory]
    [Trait("Promise", "S5")]
    [MemberData(nameof(Places))]
    public async Task A_bad_token_is_refused_before_the_upgrade_wherever_it_stands(string place)
    {
        await Assert403Async(() => OpenAsync(place, "nonsense"));
        await Assert403Async(() => OpenAsync(place, _ada.Token[..^1] + (_ada.Token[^1] is 'A' ? 'B' : 'A') + "x"));
    }

    [Theory]
    [Trait("Promise", "S5")]
    [MemberData(nameof(Places))]
    public async Task A_token_that_ran_out_or_was_revoked_is_refused(string place)
    {
        await Assert403Async(async () => await OpenAsync(place, await ShortLivedToken.IssueAsync(_linnet, _ada, TimeSpan.FromSeconds(-1))));
        (await _ada.PostAsync("/auth/logout")).EnsureSuccessStatusCode();
        await Assert403Async(() => OpenAsync(place, _ada.Token));
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task The_token_of_a_deactivated_account_is_refused(string place)
    {
        await _linnet.Services.GetRequiredService<AccountAdministration>().DeactivateAsync(AccountReference.Parse("ada"), TestContext.Current.CancellationToken);
        await Assert403Async(() => OpenAsync(place, _ada.Token));
    }

    [Fact]
    public async Task No_token_is_refused()
    {
        await Assert403Async(() => LiveClient.OpenAsync(_linnet.Address));
        await Assert403Async(() => LiveClient.OpenAsync(_linnet.Address, "token="));
        await Assert403Async(() => LiveClient.OpenAsync(_linnet.Address, "", options => options.AddSubProtocol("bearer")));
    }

    [Fact]
    public async Task A_refusal_says_why_as_all_others_do()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ws/notifications?token=nonsense");
        foreach (var (name, value) in new[] { ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==") })
            request.Headers.Add(name, value);
        var answer = await _linnet.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("""{"detail":"Could not validate credentials","code":"invalid_token"}""", (await answer.ReadJsonAsync()).ToJsonString());
    }

    [Fact]
    public async Task A_request_that_is_not_a_handshake_gets_Upgrade_Required()
    {
        var answer = await _ada.GetAsync("/ws/notifications");
        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
        Assert.Equal("websocket", answer.Headers.Upgrade.Single().Name);
    }

    [Fact]
    public async Task A_since_that_is_no_number_is_refused_as_any_parameter_is() =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await RefusalOfAsync(() => LiveClient.OpenAsync(_linnet.Address, $"token={_ada.Token}&since=yesterday")));

    [Theory]
    [Trait("Promise", "W2")]
    [InlineData("https://evil.example")]
    [InlineData("http://localhost:1")]
    [InlineData("http://127.0.0.1")]
    [InlineData("https://app.example.org.evil.example")]
    [InlineData("http://app.example.org")]
    [InlineData("https://app.example.org:8443")]
    [InlineData("null")]
    public async Task A_foreign_page_is_refused_although_its_token_is_good(string origin)
    {
        await Assert403Async(() => OpenFromAsync(origin));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sse/notifications");
        request.Headers.Add("Origin", origin);
        Assert.Equal(HttpStatusCode.Forbidden, (await _ada.Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    [Trait("Promise", "W2")]
    public async Task Own_and_configured_pages_may_come()
    {
        foreach (var origin in new[] { _linnet.Address.GetLeftPart(UriPartial.Authority), "https://app.example.org", "https://other.example:8443" })
        {
            await using var client = await OpenFromAsync(origin);
            Assert.Equal(WebSocketState.Open, client.Socket.State);
        }
    }

    [Theory]
    [Trait("Promise", "W2")]
    [InlineData("http", "social.example", "http://social.example", true)]
    [InlineData("http", "social.example:80", "http://social.example", true)]
    [InlineData("https", "social.example:443", "https://social.example", true)]
    [InlineData("https", "social.example", "https://social.example", true)]
    [InlineData("https", "social.example:8443", "https://social.example:8443", true)]
    [InlineData("https", "social.example:8443", "https://social.example", false)]
    [InlineData("https", "social.example:443", "https://other.example", false)]
    public async Task A_default_port_is_as_good_as_none(string scheme, string host, string origin, bool isOwn)
    {
        await using var linnet = await RunningLinnet.StartAsync("--server:trustedproxies=127.0.0.1", "--server:allowedorigins=");
        var ada = await linnet.JoinAsync("ada");
        var opening = LiveClient.OpenAsync(linnet.Address, $"token={ada.Token}", options =>
        {
            options.SetRequestHeader("Host", host);
            options.SetRequestHeader("Origin", origin);
            options.SetRequestHeader("X-Forwarded-For", "203.0.113.5");
            options.SetRequestHeader("X-Forwarded-Proto", scheme);
        });
        if (!isOwn)
        {
            await Assert403Async(() => opening);
            return;
        }
        await using var client = await opening;
        Assert.Equal(WebSocketState.Open, client.Socket.State);
    }

    [Fact]
    [Trait("Promise", "W7")]
    public async Task The_eleventh_connection_of_an_account_closes_its_oldest_over_any_transport()
    {
        await using var oldest = await LiveClient.ConnectAsync(_ada);
        using var stream = await EventStream.OpenAsync(_ada);
        var others = new List<LiveClient>();
        for (var count = 0; count < 9; count++)
            others.Add(await LiveClient.ConnectAsync(_ada));
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await oldest.ReceiveCloseAsync());
        Assert.Equal("replaced by a newer connection", oldest.Socket.CloseStatusDescription);
        foreach (var other in others)
            await other.ExpectNothingMoreAsync();

        others.Add(await LiveClient.ConnectAsync(_ada));
        await stream.ReadToEndAsync();
        foreach (var other in others)
            await other.DisposeAsync();
    }

    private Task<LiveClient> OpenAsync(string place, string token) => place switch
    {
        "query" => LiveClient.OpenAsync(_linnet.Address, $"token={token}"),
        "header" => LiveClient.OpenAsync(_linnet.Address, "", options => options.SetRequestHeader("Authorization", $"Bearer {token}")),
        _ => LiveClient.OpenAsync(
            _linnet.Address,
            "",
            options =>
            {
                options.AddSubProtocol("bearer");
                options.AddSubProtocol(token);
            }),
    };

    private Task<LiveClient> OpenFromAsync(string origin) =>
        LiveClient.OpenAsync(_linnet.Address, $"token={_ada.Token}", options => options.SetRequestHeader("Origin", origin));

    private static async Task Assert403Async(Func<Task<LiveClient>> open) => Assert.Equal(HttpStatusCode.Forbidden, await RefusalOfAsync(open));

    private static async Task<HttpStatusCode?> RefusalOfAsync(Func<Task<LiveClient>> open) =>
        (await Assert.ThrowsAsync<HttpRequestException>(open)).StatusCode;
}
