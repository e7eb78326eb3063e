using System.Net;
using System.Net.Http.Json;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Accounts;

/// <summary>Browser sessions, whose refresh token is in a cookie.</summary>
public sealed class RefreshCookieTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        await _linnet.JoinAsync("alice");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task The_cookie_is_hidden_from_scripts_and_other_sites_and_is_sent_only_to_auth()
    {
        var answer = await LogInAsync();
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        Assert.Matches("^linnet_refresh=[A-Za-z0-9_-]{43}; max-age=2592000; path=/auth; samesite=strict; httponly$", cookie);
        var token = await answer.ReadJsonAsync();
        Assert.NotNull(token["access_token"]);
        Assert.Null(token["refresh_token"]);
    }

    [Fact]
    public async Task A_client_that_does_not_ask_for_a_cookie_gets_the_token_in_the_body()
    {
        var answer = await _linnet.Http.PostAsJsonAsync("/auth/login/json", new { username = "alice", password = RunningLinnet.Password }, Cancellation);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.NotNull((await answer.ReadJsonAsync())["refresh_token"]);
    }

    [Fact]
    public async Task The_cookie_refreshes_the_session_and_is_replaced()
    {
        var first = CookieOf(await LogInAsync());
        var renewal = await SendAsync("/auth/refresh", first);
        Assert.Equal(HttpStatusCode.OK, renewal.StatusCode);
        var second = CookieOf(renewal);
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("/auth/refresh", second)).StatusCode);
    }

    [Fact]
    [Trait("Promise", "S7")]
    public async Task A_spent_cookie_ends_the_session_and_is_deleted()
    {
        var first = CookieOf(await LogInAsync());
        var second = CookieOf(await SendAsync("/auth/refresh", first));
        await _linnet.Services.GetRequiredService<Database>().WriteAsync(
            db => db.ExecuteAsync("update sessions set last_used_at = last_used_at - 31000000"), Cancellation);
        var replay = await SendAsync("/auth/refresh", first);
        Assert.Equal(HttpStatusCode.Unauthorized, replay.StatusCode);
        Assert.Contains("expires=Thu, 01 Jan 1970", replay.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("/auth/refresh", second)).StatusCode);
    }

    [Theory]
    [InlineData("/auth/refresh", HttpStatusCode.UnprocessableEntity)]
    [InlineData("/auth/logout", HttpStatusCode.Unauthorized)]
    public async Task The_cookie_does_nothing_without_the_header_that_other_sites_cannot_send(string path, HttpStatusCode status)
    {
        var cookie = CookieOf(await LogInAsync());
        Assert.Equal(status, (await SendAsync(path, cookie, asksForCookie: false)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("/auth/refresh", cookie)).StatusCode);
    }

    [Fact]
    public async Task The_header_without_a_cookie_is_refused()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("/auth/refresh", cookie: null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("/auth/logout", cookie: null)).StatusCode);
    }

    [Fact]
    public async Task The_cookie_alone_logs_out_when_the_access_token_has_expired()
    {
        var login = await LogInAsync();
        var accessToken = (await login.ReadJsonAsync())["access_token"]!.GetValue<string>();
        var logout = await SendAsync("/auth/logout", CookieOf(login));
        Assert.Equal(HttpStatusCode.NoContent, logout.StatusCode);
        Assert.Contains("expires=Thu, 01 Jan 1970", logout.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
        using var client = _linnet.ClientFor(accessToken);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/users/me", Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("/auth/login/json")]
    [InlineData("/auth/refresh")]
    [InlineData("/auth/logout")]
    public async Task A_page_of_another_origin_cannot_use_the_cookie(string path)
    {
        var cookie = CookieOf(await LogInAsync());
        (string, string)[] foreign =
            [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"), ("Origin", "null"), ("Origin", "http://127.0.0.1:1")];
        foreach (var header in foreign)
        {
            var refused = await SendAsync(path, cookie, header);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal("foreign_origin", (string?)(await refused.ReadJsonAsync())["code"]);
            Assert.False(refused.Headers.Contains("Set-Cookie"));
        }
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("/auth/refresh", cookie)).StatusCode);
    }

    [Fact]
    public async Task A_page_of_this_origin_can_use_the_cookie()
    {
        var cookie = CookieOf(await LogInAsync());
        (string, string)[] own = [("Sec-Fetch-Site", "same-origin"), ("Origin", _linnet.Address.GetLeftPart(UriPartial.Authority))];
        foreach (var header in own)
        {
            var answer = await SendAsync("/auth/refresh", cookie, header);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            cookie = CookieOf(answer);
        }
    }

    [Fact]
    public async Task Two_cookies_of_the_same_name_are_both_ignored()
    {
        var own = CookieOf(await LogInAsync());
        var planted = CookieOf(await LogInAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("/auth/refresh", $"{planted}; {own}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("/auth/logout", $"{planted}; {own}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("/auth/refresh", $"theme=dark; {own}; a=b")).StatusCode);
    }

    [Fact]
    public async Task Over_https_the_cookie_has_a_name_that_no_other_host_can_set()
    {
        await using var linnet = await RunningLinnet.StartAsync("--server:trustedproxies=127.0.0.1");
        await linnet.JoinAsync("alice");
        var login = await SendAsync("/auth/login/json", cookie: null, server: linnet, https: true);
        var cookie = login.Headers.GetValues("Set-Cookie").Single();
        Assert.Matches("^__Host-linnet_refresh=[A-Za-z0-9_-]{43}; max-age=2592000; path=/; secure; samesite=strict; httponly$", cookie);
        var value = CookieOf(login);
        var planted = value["__Host-".Length..];
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("/auth/refresh", planted, server: linnet, https: true)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("/auth/refresh", $"{planted}; {value}", server: linnet, https: true)).StatusCode);
    }

    [Fact]
    public async Task A_new_password_sets_a_new_cookie_and_invalidates_the_old_one()
    {
        var login = await LogInAsync();
        using var http = _linnet.ClientFor((string?)(await login.ReadJsonAsync())["access_token"]);
        http.DefaultRequestHeaders.Add("Linnet-Session", "cookie");
        var changed = (await http.PutAsJsonAsync("/users/me", new { password = "another good password" }, Cancellation)).EnsureSuccessStatusCode();
        Assert.False(changed.Headers.Contains("Linnet-Refresh-Token"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync("/auth/refresh", CookieOf(login))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync("/auth/refresh", CookieOf(changed))).StatusCode);
    }

    private async Task<HttpResponseMessage> LogInAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/login/json")
        {
            Content = JsonContent.Create(new { username = "alice", password = RunningLinnet.Password }),
        };
        request.Headers.Add("Linnet-Session", "cookie");
        return (await _linnet.Http.SendAsync(request, Cancellation)).EnsureSuccessStatusCode();
    }

    private async Task<HttpResponseMessage> SendAsync(
        string path, string? cookie, (string Name, string Value)? header = null, bool asksForCookie = true, RunningLinnet? server = null, bool https = false)
    {
        // A handler without a cookie jar, because each request sets its cookie explicitly.
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = (server ?? _linnet).Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        if (path is "/auth/login/json")
            request.Content = JsonContent.Create(new { username = "alice", password = RunningLinnet.Password });
        if (header is { } one)
            request.Headers.Add(one.Name, one.Value);
        if (https)
        {
            request.Headers.Add("X-Forwarded-For", "203.0.113.5");
            request.Headers.Add("X-Forwarded-Proto", "https");
        }
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        if (asksForCookie)
            request.Headers.Add("Linnet-Session", "cookie");
        return await client.SendAsync(request, Cancellation);
    }

    private static string CookieOf(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
}
