using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Linnet.Hosting.Edge;

/// <summary>The trusted reverse proxies.</summary>
internal sealed class ProxyList
{
    private const string Unix = "unix";

    private readonly List<IPNetwork> _networks = [];
    private readonly List<string> _errors = [];
    private bool _isUnixTrusted;

    private ProxyList()
    {
    }

    /// <summary>One message for each invalid entry.</summary>
    public IReadOnlyList<string> Errors => _errors;

    public static ProxyList Parse(string setting)
    {
        var proxies = new ProxyList();
        foreach (var entry in setting.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            proxies.Add(entry);
        return proxies;
    }

    /// <summary>
    /// Replaces a trusted proxy's address with the client's address from its headers. Does nothing without trusted proxies: any
    /// client could write these headers.
    /// </summary>
    public void Use(IApplicationBuilder app, bool trustHost)
    {
        if (_networks.Count is 0 && !_isUnixTrusted)
            return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
                | (trustHost ? ForwardedHeaders.XForwardedHost : ForwardedHeaders.None),
            // Any number of proxies: from the last one back to the first that is not trusted.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in _networks)
            options.KnownIPNetworks.Add(network);
        // The framework would trust a peer without an address in any case.
        app.UseWhen(
            context => context.Connection.RemoteIpAddress is not null || _isUnixTrusted,
            trusted => trusted.UseForwardedHeaders(options));
    }

    private void Add(string entry)
    {
        if (entry is Unix)
            _isUnixTrusted = true;
        else if (IPNetwork.TryParse(entry, out var network))
            _networks.Add(network);
        else if (IPAddress.TryParse(entry, out var address))
            _networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
        else
            _errors.Add($"'{entry}' is not a valid proxy; use an address, a network such as 10.0.0.0/8, or unix.");
    }
}
