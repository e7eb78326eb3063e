using System.Net;
using System.Text;

namespace Linnet.Hosting;

/// <summary>
/// An entry of the setting <c>Urls</c>. Kestrel accepts any name and listens on every interface for an unknown one, so only
/// exact addresses are accepted here.
/// </summary>
internal static class ListenAddress
{
    // The kernel's limit, excluding the terminating byte.
    private const int MaxSocketPathBytes = 107;

    public static string[] Split(string urls) => urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <returns>Why Linnet cannot listen there; null when it can.</returns>
    public static string? FindError(string url)
    {
        if (TryParse(url) is not { Scheme: "http" } address)
            return $"'{url}' is not an address to listen on; use http://host:port. The proxy handles TLS.";
        if (address.IsUnixPipe)
            return FindSocketError(url, address.UnixPipePath);
        if (address.PathBase.Length > 0)
            return $"'{url}' has a path; use http://host:port, and let the proxy remove the path.";
        if (address.Port is < 0 or > IPEndPoint.MaxPort)
            return $"'{url}' has no port between 0 and {IPEndPoint.MaxPort}.";
        var isLocalhost = address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);
        if (isLocalhost && address.Port is 0)
            return $"'{url}' asks for any free port, which localhost does not support; use http://127.0.0.1:0.";
        return isLocalhost || address.Host is "*" || IsIPAddress(address.Host)
            ? null
            : $"'{url}' is not an address of this machine; use localhost, an IP address, * for all of them, or http://unix:/path.";
    }

    /// <summary>Whether one of the entries is exactly all of IPv4 at that port.</summary>
    public static bool HasAnyIPv4(string urls, int port) =>
        Array.Exists(Split(urls), url => TryParse(url) is { IsUnixPipe: false, Host: "0.0.0.0" } address && address.Port == port);

    private static string? FindSocketError(string url, string path)
    {
        if (!Path.IsPathRooted(path) || path.EndsWith('/'))
            return $"'{url}' is not a valid socket path; use http://unix:/absolute/path.";
        return Encoding.UTF8.GetByteCount(path) > MaxSocketPathBytes
            ? $"'{url}' is too long; a socket path may have at most {MaxSocketPathBytes} bytes."
            : null;
    }

    // Excludes 127.1 and 0x7f000001, which only some programs accept as addresses.
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
