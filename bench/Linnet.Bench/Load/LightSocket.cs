using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Linnet.Bench.Load;

/// <summary>
/// A WebSocket client of which a machine bears thousands beside the server: a TCP socket, one small buffer, one pending
/// read. It takes whole text frames and answers pings; that is all of RFC 6455 that this server asks of an idle client.
/// </summary>
internal sealed class LightSocket : IDisposable
{
    private const int BufferBytes = 4096;
    private const int Final = 0x80;
    private const int Text = 0x1;
    private const int Ping = 0x9;
    private const int Pong = 0xA;
    private const int Masked = 0x80;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _filled;

    private LightSocket()
    {
    }

    /// <exception cref="BenchException">The upgrade is refused.</exception>
    public static async Task<LightSocket> ConnectAsync(Uri server, Reader reader, CancellationToken cancellation)
    {
        var light = new LightSocket();
        try
        {
            await light._socket.ConnectAsync(server.Host, server.Port, cancellation);
            await light.UpgradeAsync(server, reader, cancellation);
            return light;
        }
        catch
        {
            light.Dispose();
            throw;
        }
    }

    /// <summary>Reads until cancelled.</summary>
    /// <param name="onText">Given each text message's UTF-8.</param>
    /// <param name="cancellation">Ends the socket.</param>
    /// <exception cref="BenchException">The server closed the socket, or sent what no client was promised.</exception>
    public async Task ReadAsync(Action<ReadOnlySpan<byte>> onText, CancellationToken cancellation)
    {
        while (true)
        {
            while (FindFrame() is { } frame)
            {
                var payload = _buffer.AsMemory(frame.Start, frame.End - frame.Start);
                if (frame.Opcode == Text)
                    onText(payload.Span);
                else if (frame.Opcode == Ping)
                    await AnswerAsync(payload, cancellation);
                else
                    throw new BenchException($"A socket was sent a frame with opcode {frame.Opcode}.");
                DropUntil(frame.End);
            }
            await ReceiveAsync(cancellation);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task UpgradeAsync(Uri server, Reader reader, CancellationToken cancellation)
    {
        // The key is what the standard's own example has: nothing between here and the server could mistake the answer.
        var request = $"GET /ws/notifications HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer {reader.Token}\r\n\r\n";
        await _socket.SendAsync(Encoding.ASCII.GetBytes(request), cancellation);
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
            await ReceiveAsync(cancellation);
        if (!_buffer.AsSpan(0, end).StartsWith("HTTP/1.1 101 "u8))
            throw new BenchException($"A socket was refused: {Encoding.ASCII.GetString(_buffer, 0, end)}");
        DropUntil(end + 4);
    }

    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(_filled), cancellation);
        if (received == 0)
            throw new BenchException(_filled == BufferBytes ? "A message is longer than the bench's sockets take." : "The server hung up on a socket.");
        _filled += received;
    }

    /// <summary>Looks for a whole frame at the beginning of the buffer (RFC 6455, section 5.2); the server's are not masked.</summary>
    private Frame? FindFrame()
    {
        if (_filled < 2)
            return null;
        if ((_buffer[0] & Final) == 0 || _buffer[1] == 127)
            throw new BenchException("A message came in parts or is longer than 64 KiB.");
        var start = _buffer[1] == 126 ? 4 : 2;
        if (_filled < start)
            return null;
        var end = start + (start == 4 ? BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(2)) : _buffer[1]);
        return _filled < end ? null : new Frame(_buffer[0] & 0xF, start, end);
    }

    // A client's frames are masked; a mask of zeros changes nothing.
    private async Task AnswerAsync(ReadOnlyMemory<byte> ping, CancellationToken cancellation)
    {
        byte[] pong = [Final | Pong, (byte)(Masked | ping.Length), 0, 0, 0, 0, .. ping.Span];
        await _socket.SendAsync(pong, cancellation);
    }

    private void DropUntil(int end)
    {
        _buffer.AsSpan(end, _filled - end).CopyTo(_buffer);
        _filled -= end;
    }

    /// <summary>Where in the buffer a frame's payload is.</summary>
    private readonly record struct Frame(int Opcode, int Start, int End);
}
