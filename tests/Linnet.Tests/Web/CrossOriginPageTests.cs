using System.Text.Json;
using Linnet.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Xunit;

namespace Linnet.Tests.Web;

/// <summary>A page of another origin, written only from the API's documentation.</summary>
[Collection("Browser")]
public sealed class CrossOriginPageTests
{
    private const string Script = """
        async ({ api, username, password }) => {
          const result = {};
          const login = await fetch(`${api}/auth/login/json`, {
            method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Requested-With': 'XMLHttpRequest' },
            body: JSON.stringify({ username, password }) });
          const { access_token, refresh_token } = await login.json();
          result.hasRefreshToken = Boolean(refresh_token);
          const headers = { Authorization: `Bearer ${access_token}`, traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', 'Cache-Control': 'no-cache' };
          const posted = await fetch(`${api}/tweets/`, {
            method: 'POST', headers: { ...headers, 'Content-Type': 'application/json', 'Idempotency-Key': 'k1' }, body: JSON.stringify({ content: 'From elsewhere.' }) });
          result.posted = posted.status;
          result.location = posted.headers.get('Location');
          const page = await fetch(`${api}/tweets/timeline`, { headers });
          result.total = (await page.json()).total;
          result.link = page.headers.get('Link');
          result.remaining = page.headers.get('X-RateLimit-Remaining');
          const again = await fetch(`${api}/tweets/timeline`, { headers: { Authorization: headers.Authorization, 'If-None-Match': page.headers.get('ETag') } });
          result.again = again.status;
          const resumed = await fetch(`${api}/sse/notifications`, { headers: { ...headers, 'Last-Event-ID': '0' } });
          result.resumed = resumed.status;
          await resumed.body.cancel();
          result.socket = await new Promise((resolve) => {
            const socket = new WebSocket(`${api.replace('http', 'ws')}/ws/notifications?token=${access_token}`);
            socket.onmessage = (message) => { resolve(JSON.parse(message.data).type); socket.close(); };
            socket.onerror = () => resolve('error');
          });
          result.stream = await new Promise((resolve) => {
            const stream = new EventSource(`${api}/sse/notifications?token=${access_token}`);
            stream.onmessage = (message) => { resolve(JSON.parse(message.data).type); stream.close(); };
            stream.onerror = () => resolve('error');
          });
          result.withCookie = await fetch(`${api}/auth/refresh`, { method: 'POST', credentials: 'include', headers: { 'Linnet-Session': 'cookie' } })
            .then((answer) => answer.status, () => 'blocked');
          return JSON.stringify(result);
        }
        """;

    [Fact]
    public async Task It_can_log_in_post_read_and_listen_but_not_use_the_cookie()
    {
        var chromium = BrowserPage.FindChromium();
        await using var linnet = await RunningLinnet.StartAsync("--ratelimits:enabled=true");
        await linnet.JoinAsync("ada");
        await using var elsewhere = await ServePageAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = BrowserPage.Arguments });
        var page = await browser.NewPageAsync();
        await page.GotoAsync(elsewhere.Urls.First());

        var api = linnet.Address.GetLeftPart(UriPartial.Authority);
        var result = JsonDocument.Parse(await page.EvaluateAsync<string>(Script, new { api, username = "ada", password = RunningLinnet.Password })).RootElement;
        Assert.True(result.GetProperty("hasRefreshToken").GetBoolean());
        Assert.Equal(201, result.GetProperty("posted").GetInt32());
        Assert.StartsWith("/tweets/", result.GetProperty("location").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, result.GetProperty("total").GetInt32());
        Assert.Contains("rel=\"next\"", result.GetProperty("link").GetString(), StringComparison.Ordinal);
        Assert.NotNull(result.GetProperty("remaining").GetString());
        Assert.Equal((304, 200), (result.GetProperty("again").GetInt32(), result.GetProperty("resumed").GetInt32()));
        Assert.Equal(("connection_established", "connection_established"), (result.GetProperty("socket").GetString(), result.GetProperty("stream").GetString()));
        Assert.Equal("blocked", result.GetProperty("withCookie").GetString());
    }

    private static async Task<WebApplication> ServePageAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/", () => Results.Content("<!doctype html><title>Elsewhere</title>", "text/html"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
