using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Http.RateLimits;

/// <summary>Limits as clients meet them. A proxy that is trusted lets a test come from any address.</summary>
[Trait("Promise", "S9")]
public sealed class RateLimitTests
{
    private const string Attacker = "198.51.100.1";
    private const string Owner = "203.0.113.5";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/auth/login/json")]
    [InlineData("/auth/login")]
    public async Task Thirty_tries_to_log_in_may_come_in_five_minutes_and_the_owner_is_not_locked_out(string path)
    {
        await using var linnet = await StartAsync();
        await linnet.JoinAsync("ada");
        for (var remaining = 29; remaining >= 0; remaining--)
        {
            var wrong = await LogInAsync(linnet, path, Attacker, "a guess");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
            Assert.Equal(("30", $"{remaining}"), (Header(wrong, "X-RateLimit-Limit"), Header(wrong, "X-RateLimit-Remaining")));
        }
        // Even the right password, and however the name is written: a guesser must not learn that it was found.
        foreach (var username in new[] { "ada", "ADA" })
        {
            var refused = await LogInAsync(linnet, path, Attacker, RunningLinnet.Password, username);
            await AssertRefusedAsync(refused);
            Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 320);
        }
        Assert.Equal(HttpStatusCode.OK, (await LogInAsync(linnet, path, Owner, RunningLinnet.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await LogInAsync(linnet, path, Attacker, "a guess", "grace")).StatusCode);
    }

    [Fact]
    public async Task Guessing_at_many_names_from_one_address_is_limited_too()
    {
        await using var linnet = await StartAsync("--ratelimits:loginsperaddress=5");
        for (var count = 0; count < 5; count++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await LogInAsync(linnet, "/auth/login/json", Attacker, "a guess", $"p{count}")).StatusCode);
        await AssertRefusedAsync(await LogInAsync(linnet, "/auth/login/json", Attacker, "a guess", "p9"));
    }

    [Fact]
    public async Task Without_a_trusted_proxy_no_header_makes_another_address()
    {
        await using var linnet = await RunningLinnet.StartAsync("--ratelimits:enabled=true", "--ratelimits:loginspernameandaddress=3");
        for (var count = 0; count < 3; count++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await LogInAsync(linnet, "/auth/login/json", $"198.51.100.{count}", "a guess")).StatusCode);
        await AssertRefusedAsync(await LogInAsync(linnet, "/auth/login/json", "198.51.100.9", "a guess"));
    }

    [Fact]
    public async Task Registration_is_limited_by_address()
    {
        await using var linnet = await StartAsync("--ratelimits:registrationsperaddress=2");
        for (var count = 0; count < 2; count++)
            Assert.Equal(HttpStatusCode.Created, (await RegisterAsync(linnet, "2001:db8::1", $"p{count}")).StatusCode);
        await AssertRefusedAsync(await RegisterAsync(linnet, "2001:db8::2", "third"));
        Assert.Equal(HttpStatusCode.Created, (await RegisterAsync(linnet, "2001:db8:0:1::1", "third")).StatusCode);
    }

    [Fact]
    public async Task Posting_is_limited_by_account_and_a_refused_tweet_is_not_there()
    {
        await using var linnet = await StartAsync("--ratelimits:postsperaccount=2");
        var (ada, grace) = (await linnet.JoinAsync("ada"), await linnet.JoinAsync("grace"));
        await ada.TweetAsync("one");
        await ada.TweetAsync("two");
        await AssertRefusedAsync(await ada.PostAsync("/tweets/", new { content = "three" }));
        Assert.Equal(2, (int)(await ada.ReadAsync("/users/ada"))["tweets_count"]!);
        await grace.TweetAsync("Mine are counted apart.");
    }

    [Theory]
    [InlineData("--ratelimits:readsperaccount=3")]
    [InlineData("--ratelimits:readsperaddress=3")]
    public async Task Reading_is_limited_by_account_and_by_address_and_writing_goes_on(string limit)
    {
        await using var linnet = await StartAsync(limit);
        var ada = await linnet.JoinAsync("ada");
        for (var remaining = 2; remaining >= 0; remaining--)
            Assert.Equal($"{remaining}", Header(await ada.GetAsync("/tweets/timeline"), "X-RateLimit-Remaining"));
        await AssertRefusedAsync(await ada.GetAsync("/users/ada"));
        await ada.TweetAsync("Still here.");
    }

    [Theory]
    [InlineData("--ratelimits:importsperaccount=2")]
    [InlineData("--ratelimits:importsperaddress=2")]
    public async Task Imports_are_limited_apart_from_other_writes(string limit)
    {
        await using var linnet = await StartAsync(limit);
        var ada = await linnet.JoinAsync("ada");
        foreach (var list in new[] { "follows", "mutes" })
            Assert.Equal(HttpStatusCode.OK, (await ada.PostAsync($"/imports/{list}", new { csv = "nobody" })).StatusCode);
        await AssertRefusedAsync(await ada.PostAsync("/imports/blocks", new { csv = "nobody" }));
        await ada.TweetAsync("Still here.");
    }

    [Fact]
    public async Task Requests_without_a_valid_token_count_for_their_address()
    {
        await using var linnet = await StartAsync("--ratelimits:readsperaddress=2");
        using var forger = linnet.ClientFor("forged");
        for (var count = 0; count < 2; count++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await forger.GetAsync("/users/me", Cancellation)).StatusCode);
        await AssertRefusedAsync(await forger.GetAsync("/users/me", Cancellation));
    }

    [Fact]
    public async Task The_limit_frees_itself_and_says_when()
    {
        await using var linnet = await StartAsync("--ratelimits:writesperaccount=1", "--ratelimits:writewindowseconds=1");
        var ada = await linnet.JoinAsync("ada");
        var tweet = await ada.TweetAsync("Like me.");
        var first = await ada.PostAsync($"/tweets/{tweet}/like");
        var reset = DateTimeOffset.FromUnixTimeSeconds(long.Parse(Header(first, "X-RateLimit-Reset"), CultureInfo.InvariantCulture));
        Assert.InRange(reset - TimeProvider.System.GetUtcNow(), TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(4));
        await Eventually.TrueAsync(async () => (await ada.DeleteAsync($"/tweets/{tweet}/like")).StatusCode is HttpStatusCode.OK, "it may be taken back");
    }

    [Fact]
    public async Task What_no_account_or_database_is_asked_for_is_not_limited()
    {
        await using var linnet = await StartAsync("--ratelimits:readsperaddress=1");
        for (var count = 0; count < 5; count++)
        {
            var health = await linnet.Http.GetAsync("/health", Cancellation);
            Assert.Equal(HttpStatusCode.OK, health.StatusCode);
            Assert.False(health.Headers.Contains("X-RateLimit-Limit"));
        }
    }

    [Fact]
    public async Task Turned_off_there_are_no_limits_and_no_headers()
    {
        await using var linnet = await RunningLinnet.StartAsync("--ratelimits:enabled=false", "--ratelimits:readsperaccount=1", "--ratelimits:loginspernameandaddress=1");
        var ada = await linnet.JoinAsync("ada");
        for (var count = 0; count < 3; count++)
        {
            await linnet.LogInAsync("ada");
            var answer = await ada.GetAsync("/users/ada");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(answer.Headers.Contains("X-RateLimit-Limit"));
        }
    }

    private static Task<RunningLinnet> StartAsync(params string[] settings) =>
        RunningLinnet.StartAsync(["--ratelimits:enabled=true", "--server:trustedproxies=127.0.0.1", .. settings]);

    private static async Task<HttpResponseMessage> LogInAsync(
        RunningLinnet linnet, string path, string address, string password, string username = "ada")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("X-Forwarded-For", address);
        request.Content = path.EndsWith("json", StringComparison.Ordinal)
            ? JsonContent.Create(new { username, password })
            : new FormUrlEncodedContent([new("username", username), new("password", password)]);
        return await linnet.Http.SendAsync(request, Cancellation);
    }

    private static async Task<HttpResponseMessage> RegisterAsync(RunningLinnet linnet, string address, string username)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/register");
        request.Headers.Add("X-Forwarded-For", address);
        request.Content = JsonContent.Create(new { username, email = $"{username}@example.org", password = RunningLinnet.Password });
        return await linnet.Http.SendAsync(request, Cancellation);
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal("0", Header(answer, "X-RateLimit-Remaining"));
        Assert.Equal(
            """{"detail":"Too many requests, try again later","code":"rate_limited"}""", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
