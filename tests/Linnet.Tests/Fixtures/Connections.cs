using System.Net.Sockets;

namespace Linnet.Tests.Fixtures;

internal static class Connections
{
    /// <summary>
    /// Whether a connection broke, as it does when the server is killed. A refusal by a living server has a status and is none.
    /// </summary>
    /// <remarks>HttpClient lets a socket's error through as it is when the connection breaks just after it was made.</remarks>
    public static bool IsBroken(Exception error) => error is HttpRequestException { StatusCode: null } or SocketException;
}
