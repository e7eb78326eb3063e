using Linnet.Realtime;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary>Pings find the peer that is gone.</summary>
[Trait("Promise", "W5")]
public sealed class DeadPeerTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync("--realtime:pingseconds=1", "--realtime:pongtimeoutseconds=1");
        _ada = await _linnet.JoinAsync("ada");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Theory]
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
    public void By_default_a_dead_peer_is_gone_within_a_minute()
    {
        var options = new RealtimeOptions();
        Assert.InRange(options.PingSeconds + options.PongTimeoutSeconds, 1, 55);
    }
}
