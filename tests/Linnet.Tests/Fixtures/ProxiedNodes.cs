namespace Linnet.Tests.Fixtures;

/// <summary>Two nodes behind HAProxy, for all tests of a class.</summary>
public sealed class ProxiedNodes : ClassFixture
{
    private TwoNodes? _nodes;
    private HaProxy? _proxy;
    private Person? _watchAtA;
    private Person? _watchAtB;
    private int _settled;

    internal HaProxy Proxy => Started(_proxy);

    /// <summary>Node A, with clients who come through the proxy and may be sent to node B.</summary>
    internal RunningLinnet Linnet => Started(_nodes).A;

    protected override async Task StartAsync()
    {
        _ = Requirement.Program("haproxy");
        _nodes = await TwoNodes.StartAsync("--server:trustedproxies=127.0.0.1", "--storage:postgreswaitseconds=5");
        _watchAtA = await Person.JoinAsync(_nodes.A.Address, "watch");
        _watchAtB = _watchAtA.On(_nodes.B);
        _proxy = await HaProxy.StartAsync(_nodes.A.Address, _nodes.B.Address);
        _nodes.A.ComeThrough(_proxy.Address);
    }

    /// <summary>Waits until each node has heard of all that the other did so far: they hear in order, so of a last act.</summary>
    internal async Task BoundByStableIdAsync()
    {
        var (atA, atB) = (Started(_watchAtA), Started(_watchAtB));
        await HearAsync(atA, atB);
        await HearAsync(atB, atA);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
        if (_nodes is not null)
            await _nodes.DisposeAsync();
    }

    private async Task HearAsync(Person here, Person there)
    {
        var profile = $"/users/{here.Username}";
        // So that it is in memory there, and a new one has to be heard of.
        await there.ReadAsync(profile);
        var bio = $"{++_settled}";
        (await here.PutAsync("/users/me", new { bio })).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(async () => (string?)(await there.ReadAsync(profile))["bio"] == bio, "the other node has heard");
    }
}
