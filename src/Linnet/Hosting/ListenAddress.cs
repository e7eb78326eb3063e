using System.Net;
using System.Text;

namespace Linnet.Hosting;

/// <summary>
/// An entry of the setting <c>Urls</c>. Kestrel takes any name and listens on every interface for one that it does not know, so
/// only what says exactly where is let through.
/// </summary>
internal static class ListenAddress
{
    // The kernel's own bound, with the byte that ends the text.
    private const int MaxSocketPathBytes = 107;

    public static string[] Split(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <returns>A sentence that says why Linnet cannot listen there; null when it can.</returns>
    public static string? FindError(string url)
    {
        if (TryParse(url) is not { Scheme: "http" } address)
            return $"'{url}' is not an address to listen on; write http://host:port. TLS is the proxy's.";
        if (address.IsUnixPipe)
            return FindSocketError(url, address.UnixPipePath);
        if (address.PathBase.Length > 0)
            return $"'{url}' has a path; write http://host:port, and have the proxy take the path away.";
        if (address.Port is < 0 or > IPEndPoint.MaxPort)
            return $"'{url}' has no port between 0 and {IPEndPoint.MaxPort}.";
        var isLocalhost = address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        if (isLocalhost && address.Port is 0)
            return $"'{url}' asks for any free port, which localhost cannot have; write http://127.0.0.1:0.";
        return isLocalhost || address.Host is "*" || IsIPAddress(address.Host)
            ? null
            : $"'{url}' is none of this machine's addresses; write localhost, an IP address, * for all of them, or http://unix:/path.";
    }

    /// <summary>Whether one of the addresses is all of IPv4 at that port, by itself.</summary>
    public static bool HasAnyIPv4(string urls, int port) =>
        Array.Exists(Split(urls), url => TryParse(url) is { IsUnixPipe: false, Host: "0.0.0.0" } address && address.Port == port);

    private static string? FindSocketError(string url, string path)
    {
        if (!Path.IsPathRooted(path) || path.EndsWith('/'))
            return $"'{url}' is not the path of a socket; write http://unix:/absolute/path.";
        return Encoding.UTF8.GetByteCount(path) > MaxSocketPathBytes
            ? $"'{url}' is too long; the path of a socket has {MaxSocketPathBytes} bytes at most."
            : null;
    }

    // Not 127.1 or 0x7f000001, which are addresses to some programs only.
    private static bool IsIPAddress(string host) =>
        host.StartsWith('[') && host.EndsWith(']')
            ? IPAddress.TryParse(host[1..^1], out _)
            : IPAddress.TryParse(host, out var address) && address.ToString() == host;

    private static BindingAddress? TryParse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (Exception error) when (error is FormatException or ArgumentException)
        {
            return null;
        }
    }
}
