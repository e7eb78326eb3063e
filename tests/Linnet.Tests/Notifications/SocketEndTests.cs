using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using Linnet.Accounts.Administration;
using Linnet.Realtime;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary>When a connection ends that its client would have kept.</summary>
public sealed class SocketEndTests : IAsyncLifetime
{
    private static readonly TimeSpan AtLatest = TimeSpan.FromSeconds(2);

    // This machine may be busy with something else just then.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, Func<RunningLinnet, Person, Task>> SessionEnds = new()
    {
        ["log-out"] = async (_, ada) => await ada.PostAsync("/auth/logout"),
        ["deletion of the account"] = async (_, ada) => await ada.DeleteAsync("/users/me"),
        ["deactivation"] = (linnet, _) =>
            linnet.Services.GetRequiredService<AccountAdministration>().DeactivateAsync(AccountReference.Parse("ada"), TestContext.Current.CancellationToken),
        ["a new password, from another session"] = async (linnet, _) =>
        {
            using var other = linnet.ClientFor((string?)(await linnet.LogInAsync("ada"))["access_token"]);
            await other.PutAsJsonAsync("/users/me", new { password = "another good password" }, TestContext.Current.CancellationToken);
        },
    };

    private RunningLinnet _linnet = null!;
    private Person _ada = null!;

    public static TheoryData<string> SessionEndNames => [.. SessionEnds.Keys];

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync("--realtime:pingseconds=1", "--realtime:pongtimeoutseconds=1");
        _ada = await _linnet.JoinAsync("ada");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    [Trait("Promise", "W3")]
    public async Task A_socket_ends_with_its_token()
    {
        var token = await ShortLivedToken.IssueAsync(_linnet, _ada, TimeSpan.FromSeconds(3));
        var watch = Stopwatch.StartNew();
        await using var client = await LiveClient.OpenAsync(_linnet.Address, $"token={token}");
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await client.ReceiveCloseAsync());
        Assert.Equal("the token has run out", client.Socket.CloseStatusDescription);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3) + AtLatest + Grace);
    }

    [Fact]
    [Trait("Promise", "W3")]
    public async Task So_does_a_stream()
    {
        var token = await ShortLivedToken.IssueAsync(_linnet, _ada, TimeSpan.FromSeconds(3));
        using var stream = await EventStream.OpenAsync(_ada with { Http = _linnet.ClientFor(token) });
        Assert.Equal("connection_established", (string?)(await stream.ReadAsync())!.Message!["type"]);
        Assert.Null(await stream.ReadAsync());
    }

    [Theory]
    [Trait("Promise", "S6")]
    [MemberData(nameof(SessionEndNames))]
    public async Task A_socket_ends_within_two_seconds_of_its_session(string how)
    {
        await using var client = await LiveClient.ConnectAsync(_ada);
        await SessionEnds[how](_linnet, _ada);
        var watch = Stopwatch.StartNew();
        Assert.Equal(WebSocketCloseStatus.PolicyViolation, await client.ReceiveCloseAsync());
        Assert.Equal(how is "deactivation" ? "the account was deactivated" : "the session has ended", client.Socket.CloseStatusDescription);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, AtLatest + Grace);
        Figures.Record($"{how}: closed after {watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    [Trait("Promise", "S6")]
    public async Task Sockets_of_other_sessions_go_on()
    {
        var other = _ada with { Http = _linnet.ClientFor((string?)(await _linnet.LogInAsync("ada"))["access_token"]) };
        await using var ended = await LiveClient.ConnectAsync(_ada);
        await using var kept = await LiveClient.ConnectAsync(other);
        await _ada.PostAsync("/auth/logout");
        await ended.ReceiveCloseAsync();
        await kept.ExpectNothingMoreAsync();
    }

    [Theory]
    [Trait("Promise", "W5")]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { RawSocket.Fin | RawSocket.Text, 0x80 | 100, 0, 0, 0, 0, (byte)'{' })]
    public async Task A_peer_that_answers_no_ping_is_let_go_even_in_the_middle_of_a_frame(byte[] sent)
    {
        using var dead = await RawSocket.ConnectAsync(_ada);
        await dead.SendAsync(sent);
        var hub = _linnet.Services.GetRequiredService<LiveHub>();
        Assert.Single(hub.Connections);
        await Eventually.TrueAsync(() => !hub.Connections.Any(), "the dead peer is gone");
    }

    [Fact]
    [Trait("Promise", "W5")]
    public async Task A_silent_peer_that_answers_pings_stays()
    {
        using var silent = await RawSocket.ConnectAsync(_ada);
        for (var pings = 0; pings < 4; pings++)
        {
            var ping = await silent.ReadFrameAsync();
            Assert.Equal(RawSocket.Ping, ping!.Opcode);
            await silent.SendAsync(RawSocket.Frame(RawSocket.Fin | RawSocket.Pong, ping.Payload));
        }
        Assert.Single(_linnet.Services.GetRequiredService<LiveHub>().Connections);
    }

    [Fact]
    [Trait("Promise", "W5")]
    public void By_default_a_dead_peer_is_gone_within_a_minute()
    {
        var options = new RealtimeOptions();
        Assert.InRange(options.PingSeconds + options.PongTimeoutSeconds, 1, 55);
    }

    [Fact]
    public async Task A_client_that_vanishes_leaves_nothing_behind()
    {
        var hub = _linnet.Services.GetRequiredService<LiveHub>();
        var client = await LiveClient.ConnectAsync(_ada);
        using (await RawSocket.ConnectAsync(_ada))
        using (await EventStream.OpenAsync(_ada))
            Assert.Equal(3, hub.Connections.Count());
        client.Socket.Abort();
        await Eventually.TrueAsync(() => !hub.Connections.Any(), "all three are gone");
    }
}
