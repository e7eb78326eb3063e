using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Accounts;

/// <summary>The limits on the length of a session and on the number of sessions of an account.</summary>
public sealed class SessionBoundsTests
{
    private const long Day = 24 * 60 * 60 * 1_000_000L;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_ends_after_its_maximum_length_even_when_it_is_used()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        await linnet.JoinAsync("alice");
        var token = await linnet.LogInAsync("alice");
        await AgeAsync(linnet, (90 * Day) - 600_000_000);
        var last = await RenewAsync(linnet, token);
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
        // Ten minutes are left. An access token must not outlive its session.
        token = await last.ReadJsonAsync();
        Assert.InRange(token["expires_in"]!.GetValue<long>(), 1, 600);
        var session = (await linnet.Services.GetRequiredService<Database>().ReadOneAsync(
            db => db.QueryAsync<long>("select expires_at - created_at from sessions order by id desc"), Cancellation))[0];
        Assert.Equal(90 * Day, session);
    }

    [Fact]
    public async Task A_shortened_setting_ends_a_session_that_is_already_longer()
    {
        await using var linnet = await RunningLinnet.StartAsync("--tokens:sessiondays=7");
        await linnet.JoinAsync("alice");
        var token = await linnet.LogInAsync("alice");
        await AgeAsync(linnet, 8 * Day);
        Assert.Equal(HttpStatusCode.Unauthorized, (await RenewAsync(linnet, token)).StatusCode);
    }

    [Fact]
    public async Task A_log_in_beyond_the_limit_ends_the_least_recently_used_session()
    {
        await using var linnet = await RunningLinnet.StartAsync("--tokens:sessionsperaccount=3");
        var oldest = await linnet.JoinAsync("alice");
        var used = await linnet.LogInAsync("alice");
        var unused = await linnet.LogInAsync("alice");
        Assert.Equal(HttpStatusCode.OK, (await RenewAsync(linnet, used)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await oldest.GetAsync("/users/me")).StatusCode);

        var fourth = await linnet.LogInAsync("alice");
        Assert.Equal(HttpStatusCode.Unauthorized, (await oldest.GetAsync("/users/me")).StatusCode);
        var fifth = await linnet.LogInAsync("alice");
        Assert.Equal(HttpStatusCode.Unauthorized, (await RenewAsync(linnet, unused)).StatusCode);

        foreach (var token in new[] { used, fourth, fifth })
        {
            using var http = linnet.ClientFor((string?)token["access_token"]);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/users/me", Cancellation)).StatusCode);
        }
    }

    private static Task<HttpResponseMessage> RenewAsync(RunningLinnet linnet, JsonNode token) =>
        linnet.Http.PostAsJsonAsync("/auth/refresh", new { refresh_token = (string?)token["refresh_token"] }, Cancellation);

    private static Task<int> AgeAsync(RunningLinnet linnet, long microseconds) =>
        linnet.Services.GetRequiredService<Database>().WriteAsync(
            db => db.ExecuteAsync("update sessions set created_at = created_at - @microseconds", new { microseconds }), Cancellation);
}
