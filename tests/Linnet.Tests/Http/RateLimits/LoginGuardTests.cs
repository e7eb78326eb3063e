using System.Net;
using System.Net.Http.Json;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Http.RateLimits;

/// <summary>Guessers with many addresses, and users who log in at the same time.</summary>
[Trait("Promise", "S9")]
public sealed class LoginGuardTests
{
    private const string Home = "203.0.113.5";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_account_guessed_from_many_addresses_is_slowed_and_its_owner_at_home_is_not()
    {
        await using var linnet = await StartAsync("--ratelimits:strangeloginspername=6", "--ratelimits:slowedloginspername=2");
        await linnet.JoinAsync("ada");
        Assert.Equal(HttpStatusCode.OK, (await LogInAsync(linnet, Home, RunningLinnet.Password)).StatusCode);
        // Four of the six are left: the owner logged in twice, each time from an address that was strange then.
        for (var number = 0; number < 6; number++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await LogInAsync(linnet, $"198.51.100.{number}", "a guess")).StatusCode);
        foreach (var name in new[] { "ada", " ADA " })
        {
            var slowed = await LogInAsync(linnet, "198.51.100.99", "a guess", name);
            Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
            Assert.NotNull(slowed.Headers.RetryAfter);
        }
        Assert.Equal(HttpStatusCode.OK, (await LogInAsync(linnet, Home, RunningLinnet.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await LogInAsync(linnet, "198.51.100.99", "a guess", "grace")).StatusCode);
    }

    [Theory]
    [InlineData("2001:db8:0:{0}::1", 8)]
    [InlineData("2001:db8:0:{0}00::1", 32)]
    public async Task A_wide_network_has_a_limit_too(string addresses, int tries)
    {
        await using var linnet = await StartAsync("--ratelimits:loginsperaddress=2");
        for (var number = 0; number < tries; number++)
            Assert.Equal(HttpStatusCode.Unauthorized, (await LogInAsync(linnet, Address(number), "a guess", $"p{number}")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await LogInAsync(linnet, Address(tries), "a guess", "p0")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await LogInAsync(linnet, "2001:db8:1::1", "a guess", "p0")).StatusCode);

        string Address(int number) => addresses.Replace("{0}", $"{number:x}");
    }

    [Fact]
    public async Task Ten_changes_of_a_password_an_hour_are_tried_and_no_more()
    {
        await using var linnet = await StartAsync();
        var ada = await linnet.JoinAsync("ada");
        for (var number = 0; number < 10; number++)
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await ada.PutAsync("/users/me", new { password = $"another horse {number}" })).StatusCode);
        var refused = await ada.PutAsync("/users/me", new { password = "another horse" });
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3_700);
        Assert.Equal(HttpStatusCode.OK, (await ada.PutAsync("/users/me", new { bio = "Writing goes on." })).StatusCode);
    }

    [Fact]
    public async Task One_account_with_many_connections_does_not_stop_others_from_logging_in()
    {
        await using var linnet = await StartAsync("--ratelimits:passwordchangesperaccount=1000", "--passwords:hashingthreads=1", "--passwords:queuelength=4");
        var mallory = await linnet.JoinAsync("mallory");
        await linnet.JoinAsync("ada");
        var flood = Task.WhenAll(Enumerable.Range(0, 140).Select(number => mallory.PutAsync("/users/me", new { password = $"another horse {number}" })));
        Assert.Equal(HttpStatusCode.OK, (await LogInAsync(linnet, Home, RunningLinnet.Password)).StatusCode);
        Assert.All(await flood, answer => Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode));
    }

    private static Task<RunningLinnet> StartAsync(params string[] settings) =>
        RunningLinnet.StartAsync(["--ratelimits:enabled=true", "--server:trustedproxies=127.0.0.1", .. settings]);

    private static Task<HttpResponseMessage> LogInAsync(RunningLinnet linnet, string address, string password, string username = "ada")
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/auth/login/json") { Content = JsonContent.Create(new { username, password }) };
        request.Headers.Add("X-Forwarded-For", address);
        return linnet.Http.SendAsync(request, Cancellation);
    }
}
