using System.Net;
using System.Net.Sockets;

namespace Linnet.Hosting;

/// <summary>Checks whether the addresses of the setting <c>Urls</c> are free, by opening and closing each.</summary>
internal static class ListenCheck
{
    /// <param name="urls">Must be valid by <see cref="ListenAddress.FindError"/>.</param>
    /// <returns>One message for each unavailable address.</returns>
    public static IEnumerable<string> FindErrors(string urls) =>
        from url in ListenAddress.Split(urls)
        let error = FindError(BindingAddress.Parse(url))
        where error is not null
        select $"{url} is unavailable: {error}";

    private static string? FindError(BindingAddress address)
    {
        if (address.IsUnixPipe)
            return FindError(address.UnixPipePath);
        return address.Host switch
        {
            "*" => Try(IPAddress.IPv6Any, address.Port),
            "localhost" => Try(IPAddress.Loopback, address.Port),
            var host => Try(IPAddress.Parse(host.Trim('[', ']')), address.Port),
        };
    }

    private static string? Try(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(new IPEndPoint(address, port));
            return null;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode is SocketError.AddressAlreadyInUse ? "another program or a running Linnet listens there" : error.Message;
        }
    }

    // A stale socket file is replaced at start.
    private static string? FindError(string path)
    {
        if (!Directory.Exists(Path.GetDirectoryName(path)))
            return "its folder does not exist";
        if (!File.Exists(path))
            return null;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return "another program or a running Linnet listens there";
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
