using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>A WebSocket client down to the frames (RFC 6455, section 5.2): it may break the protocol, or stop reading.</summary>
internal sealed class RawSocket : IDisposable
{
    public const byte Fin = 0x80;
    public const byte Continuation = 0x0;
    public const byte Text = 0x1;
    public const byte Binary = 0x2;
    public const byte Close = 0x8;
    public const byte Ping = 0x9;
    public const byte Pong = 0xA;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TcpClient _tcp = new();

    private RawSocket()
    {
    }

    /// <param name="receiveBuffer">How much the machine takes in for a client that does not read.</param>
    /// <inheritdoc cref="LiveClient.ConnectAsync"/>
    public static async Task<RawSocket> ConnectAsync(Person person, int? receiveBuffer = null)
    {
        var socket = new RawSocket();
        if (receiveBuffer is { } size)
            socket._tcp.ReceiveBufferSize = size;
        var address = person.Http.BaseAddress!;
        await socket._tcp.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /ws/notifications HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer {person.Token}\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 101 ", await socket.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(Text, (await socket.ReadFrameAsync())!.Opcode);
        return socket;
    }

    /// <summary>A frame as a client must send it, masked (with zeros, which change nothing).</summary>
    /// <param name="first">The opcode with <see cref="Fin"/> and the reserved bits.</param>
    /// <param name="payload">What it carries.</param>
    public static byte[] Frame(int first, params byte[] payload) => [(byte)first, .. LengthOf(payload.Length, mask: 0x80), 0, 0, 0, 0, .. payload];

    public static byte[] TextFrame(string text) => Frame(Fin | Text, Encoding.UTF8.GetBytes(text));

    /// <param name="mask">The bit that says that a mask follows.</param>
    /// <inheritdoc cref="Frame"/>
    public static byte[] LengthOf(long length, byte mask)
    {
        var bytes = new byte[9];
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), length);
        return length switch
        {
            < 126 => [(byte)(mask | length)],
            <= ushort.MaxValue => [(byte)(mask | 126), .. bytes[7..]],
            _ => [(byte)(mask | 127), .. bytes[1..]],
        };
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) =>
        await _tcp.GetStream().WriteAsync(bytes, TestContext.Current.CancellationToken);

    /// <returns>Null at the end of the stream.</returns>
    /// <exception cref="OperationCanceledException">None came in ten seconds.</exception>
    public async Task<RawFrame?> ReadFrameAsync()
    {
        if (await ReadAsync(2) is not { } head)
            return null;
        var length = (head[1] & 0x7F) switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2)),
            127 => (int)BinaryPrimitives.ReadInt64BigEndian(await ReadAsync(8)),
            var few => few,
        };
        return new RawFrame((byte)(head[0] & 0x0F), await ReadAsync(length) ?? []);
    }

    /// <returns>The status the server closes with, skipping everything else; null when the stream ends without one.</returns>
    public async Task<int?> ReadCloseAsync()
    {
        while (await ReadFrameAsync() is { } frame)
        {
            if (frame.Opcode is Close)
                return BinaryPrimitives.ReadUInt16BigEndian(frame.Payload);
        }
        return null;
    }

    public void Dispose() => _tcp.Dispose();

    private async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            head.Append((char)(await ReadAsync(1) ?? throw new EndOfStreamException(head.ToString()))[0]);
        return head.ToString();
    }

    private async Task<byte[]?> ReadAsync(int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var bytes = new byte[count];
        try
        {
            await _tcp.GetStream().ReadExactlyAsync(bytes, patience.Token);
            return bytes;
        }
        catch (Exception error) when (error is EndOfStreamException or IOException)
        {
            return null;
        }
    }
}

internal sealed record RawFrame(byte Opcode, byte[] Payload)
{
    public string Text => Encoding.UTF8.GetString(Payload);
}
