using System.Buffers.Text;
using System.Net.Sockets;
using System.Text;

namespace Linnet.Bench.Load;

/// <summary>
/// One HTTP/1.1 connection, used on the caller's thread and without allocating: nothing else that the process does comes
/// between a request and the clock, or into what is counted as allocated.
/// </summary>
internal sealed class BlockingConnection : IDisposable
{
    private const int LongestAnswer = 256 * 1024;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[LongestAnswer];

    public BlockingConnection(Uri server) => _socket.Connect(server.Host, server.Port);

    /// <summary>A request as it goes over the wire.</summary>
    /// <param name="body">JSON; empty for none.</param>
    public static byte[] Format(Uri server, string method, string path, string token, string body = "") => Encoding.UTF8.GetBytes(
        $"{method} {path} HTTP/1.1\r\nHost: {server.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
        + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    /// <returns>The whole answer, head and body. It stands until the next request.</returns>
    /// <exception cref="InvalidDataException">The answer ends early or is too long.</exception>
    public ReadOnlySpan<byte> Send(ReadOnlySpan<byte> request)
    {
        _socket.Send(request);
        var filled = 0;
        do
        {
            var received = _socket.Receive(_answer.AsSpan(filled));
            if (received == 0)
                throw new InvalidDataException($"The answer was cut off or is longer than {LongestAnswer} bytes.");
            filled += received;
        }
        while (!IsWhole(_answer.AsSpan(0, filled)));
        return _answer.AsSpan(0, filled);
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8) + 4;
        if (head < 4)
            return false;
        var name = "\r\nContent-Length: "u8;
        var at = answer[..head].IndexOf(name);
        // Without a length an answer comes in chunks, of which the last is empty.
        return at < 0
            ? answer.EndsWith("\r\n0\r\n\r\n"u8)
            : Utf8Parser.TryParse(answer[(at + name.Length)..], out int length, out _) && answer.Length >= head + length;
    }
}
