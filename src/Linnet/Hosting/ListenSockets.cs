using System.Net;
using System.Net.Sockets;
using Linnet.Hosting.Edge;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Linnet.Hosting;

/// <summary>Opens Kestrel's listening sockets where its defaults do not fit.</summary>
internal sealed class ListenSockets(ServerOptions server, EdgeOptions edge)
{
    /// <remarks>Kestrel calls listen after this, so no connection is accepted before the file has its mode.</remarks>
    public Socket Open(EndPoint where) => where switch
    {
        UnixDomainSocketEndPoint file => OpenFile(file),
        IPEndPoint { Address: var address } ip when address.Equals(IPAddress.IPv6Any) && ListenAddress.HasAnyIPv4(server.Urls, ip.Port) => OpenIPv6(ip),
        _ => SocketTransportOptions.CreateDefaultBoundListenSocket(where),
    };

    // http://[::]:8000 includes IPv4, unless IPv4 has a separate entry.
    private static Socket OpenIPv6(IPEndPoint where)
    {
        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = false };
        return Bind(socket, where);
    }

    private Socket OpenFile(UnixDomainSocketEndPoint where)
    {
        var path = where.ToString()!;
        if (IsStale(path, where))
            File.Delete(path);
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(where);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, edge.ReadSocketMode());
        return socket;
    }

    // A killed process leaves its socket file behind. Other files are left alone, and then the address is in use.
    private static bool IsStale(string path, UnixDomainSocketEndPoint where)
    {
        if (!File.Exists(path))
            return false;
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(where);
            return false;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode is SocketError.ConnectionRefused && IsSocket(path);
        }
    }

    // A connection to a plain file is also refused, but only a socket cannot be opened as a file. Opened for writing too,
    // because opening a pipe for reading alone would wait for its other end.
    private static bool IsSocket(string path)
    {
        try
        {
            using var plain = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static Socket Bind(Socket socket, EndPoint where)
    {
        try
        {
            socket.Bind(where);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
