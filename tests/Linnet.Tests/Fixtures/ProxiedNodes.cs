using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>Two nodes behind HAProxy, for all tests of a class.</summary>
public sealed class ProxiedNodes : IAsyncLifetime
{
    private TwoNodes _nodes = null!; // InitializeAsync comes before every test.
    private Person _watchAtA = null!;
    private Person _watchAtB = null!;
    private int _settled;

    internal HaProxy Proxy { get; private set; } = null!;

    /// <summary>Node A, with clients who come through the proxy and may be sent to node B.</summary>
    internal RunningLinnet Linnet => _nodes.A;

    public async ValueTask InitializeAsync()
    {
        _ = Requirement.Program("haproxy");
        _nodes = await TwoNodes.StartAsync("--server:trustedproxies=127.0.0.1", "--storage:postgreswaitseconds=5");
        _watchAtA = await Person.JoinAsync(_nodes.A.Address, "watch");
        _watchAtB = _watchAtA.On(_nodes.B);
        Proxy = await HaProxy.StartAsync(_nodes.A.Address, _nodes.B.Address);
        Linnet.ComeThrough(Proxy.Address);
    }

    /// <summary>Waits until each node has heard of all that the other did so far: they hear in order, so of a last act.</summary>
    internal async Task SettleAsync()
    {
        await HearAsync(_watchAtA, _watchAtB);
        await HearAsync(_watchAtB, _watchAtA);
    }

    public async ValueTask DisposeAsync()
    {
        if (Proxy is not null)
            await Proxy.DisposeAsync();
        if (_nodes is not null)
            await _nodes.DisposeAsync();
    }

    private async Task HearAsync(Person here, Person there)
    {
        var profile = $"/users/{_watchAtA.Username}";
        // So that it is in memory there, and a new one has to be heard of.
        await there.ReadAsync(profile);
        var bio = $"{++_settled}";
        (await here.PutAsync("/users/me", new { bio })).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(async () => (string?)(await there.ReadAsync(profile))["bio"] == bio, "the other node has heard");
    }
}
