using System.Net;
using System.Net.WebSockets;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary>Limits of live connections are the account's: another socket does not begin them again.</summary>
public sealed class LiveLimitsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Broadcasts_count_over_all_sockets_of_an_account()
    {
        await using var linnet = await RunningLinnet.StartAsync("--realtime:broadcastsperminute=3");
        var (ada, bob, grace) = (await linnet.JoinAsync("ada"), await linnet.JoinAsync("bob"), await linnet.JoinAsync("grace"));
        await bob.FollowAsync(ada);
        await using var bobs = await LiveClient.ConnectAsync(bob);
        for (var number = 1; number <= 5; number++)
        {
            await using var socket = await LiveClient.ConnectAsync(ada);
            await socket.SendAsync(new { type = "broadcast", message = $"{number}" });
            if (number <= 3)
                Assert.Equal($"{number}", (string?)(await bobs.ReceiveAsync())["data"]!["message"]);
            else
                Assert.Equal("At most 3 broadcasts a minute", (string?)(await socket.ReceiveAsync())["data"]!["message"]);
        }
        await bobs.ExpectNothingMoreAsync();
        // Others' are counted apart.
        await using var graces = await LiveClient.ConnectAsync(grace);
        await graces.SendAsync(new { type = "broadcast", message = "mine" });
        await graces.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task Messages_count_over_all_sockets_of_an_account()
    {
        await using var linnet = await RunningLinnet.StartAsync("--realtime:messagesperminute=6");
        var ada = await linnet.JoinAsync("ada");
        await using (var first = await LiveClient.ConnectAsync(ada))
        {
            for (var number = 0; number < 4; number++)
                await first.ExpectNothingMoreAsync();
        }
        await using var second = await LiveClient.ConnectAsync(ada);
        for (var number = 0; number < 2; number++)
            await second.ExpectNothingMoreAsync();
        await second.SendAsync(new { type = "ping" });
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await second.ReceiveCloseAsync());
        Assert.Equal("too many messages", second.Socket.CloseStatusDescription);
    }

    [Theory]
    [InlineData("--ratelimits:openingsperaccount=3")]
    [InlineData("--ratelimits:openingsperaddress=3")]
    public async Task A_client_that_opens_too_many_connections_learns_when_the_next_may_come(string limit)
    {
        await using var linnet = await RunningLinnet.StartAsync("--ratelimits:enabled=true", limit);
        var ada = await linnet.JoinAsync("ada");
        for (var number = 0; number < 3; number++)
            await (await LiveClient.ConnectAsync(ada)).DisposeAsync();
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => LiveClient.ConnectAsync(ada));
        Assert.Equal(HttpStatusCode.TooManyRequests, refusal.StatusCode);
        using var stream = await ada.Http.GetAsync("/sse/notifications", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(HttpStatusCode.TooManyRequests, stream.StatusCode);
        Assert.InRange(stream.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("rate_limited", (string?)(await stream.ReadJsonAsync())["code"]);
    }
}
