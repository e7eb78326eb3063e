using System.Net;
using System.Net.Sockets;

namespace Linnet.Hosting;

/// <summary>Whether the addresses of the setting <c>Urls</c> are free, tried by opening and closing each.</summary>
internal static class ListenCheck
{
    /// <param name="urls">One that <see cref="ListenAddress.FindError"/> finds nothing wrong with.</param>
    /// <returns>A sentence for each address that is unavailable.</returns>
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
            return error.SocketErrorCode is SocketError.AddressAlreadyInUse ? "another program, or a Linnet that runs, listens there" : error.Message;
        }
    }

    // A start replaces a socket file on which no process accepts.
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
            return "another program, or a Linnet that runs, listens there";
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
