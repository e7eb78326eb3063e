using System.Text;
using Linnet.Tests.Fixtures;
using Xunit;
using static Linnet.Tests.Fixtures.RawSocket;

namespace Linnet.Tests.Notifications;

/// <summary>What a client may send down to the frames, and how it is refused what it may not.</summary>
public sealed class SocketFramingTests(SharedLinnet shared) : IClassFixture<SharedLinnet>, IAsyncLifetime
{
    private const int Longest = 16 * 1024;
    private const byte FirstReservedBit = 0x40;

    private static readonly Dictionary<string, (int Status, byte[] Bytes)> Errors = new()
    {
        ["no mask"] = (1002, [Fin | Text, 10, .. "{\"a\":1234}"u8]),
        ["a reserved bit without an extension"] = (1002, Frame(Fin | FirstReservedBit | Text, 1)),
        ["an unknown opcode"] = (1002, Frame(Fin | 0x3)),
        ["an unknown control opcode"] = (1002, Frame(Fin | 0xB)),
        ["a continuation of nothing"] = (1002, Frame(Fin | Continuation, (byte)'1')),
        ["a message within a message"] = (1002, [.. Frame(Text, (byte)'1'), .. Frame(Fin | Text, (byte)'2')]),
        ["a ping in parts"] = (1002, Frame(Ping, 1)),
        ["a ping that is too long"] = (1002, Frame(Fin | Ping, new byte[126])),
        ["a negative length"] = (1002, [Fin | Text, .. LengthOf(long.MinValue, 0x80)[..1], .. new byte[12]]),
        ["a close with half a status"] = (1002, Frame(Fin | Close, 3)),
        ["a close with a status that none may send"] = (1002, Frame(Fin | Close, 0x03, 0xED)),
        ["bytes that are no UTF-8"] = (1007, Frame(Fin | Text, 0xFF)),
        ["an overlong form"] = (1007, Frame(Fin | Text, 0xC0, 0xAF)),
        ["half a surrogate pair"] = (1007, Frame(Fin | Text, 0xED, 0xA0, 0x80)),
        ["half a character at the end"] = (1007, Frame(Fin | Text, 0xE2, 0x82)),
        ["half a character over two parts"] = (1007, [.. Frame(Text, 0xE2), .. Frame(Fin | Continuation, (byte)'x')]),
        ["a binary message"] = (1003, Frame(Fin | Binary, 1, 2, 3)),
        ["a message of a byte too much"] = (1009, Frame(Fin | Text, Spaces(Longest + 1))),
        ["parts of a byte too much"] = (1009, [.. Frame(Text, Spaces(Longest)), .. Frame(Continuation, Spaces(1))]),
    };

    private Person _ada = null!;

    public static TheoryData<string> ErrorNames => [.. Errors.Keys];

    public async ValueTask InitializeAsync() => _ada = await shared.Linnet.JoinAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [Trait("Promise", "W1")]
    [MemberData(nameof(ErrorNames))]
    public async Task A_fault_is_answered_with_its_status_and_the_end(string error)
    {
        var (status, bytes) = Errors[error];
        using var socket = await ConnectAsync(_ada);
        await socket.SendAsync(bytes);
        Assert.Equal(status, await socket.ReadCloseAsync());
        Assert.Null(await socket.ReadFrameAsync());
    }

    [Fact]
    [Trait("Promise", "W1")]
    public async Task A_message_in_parts_with_a_ping_between_them_is_understood()
    {
        using var socket = await ConnectAsync(_ada);
        await socket.SendAsync((byte[])[.. Frame(Text, "{\"a\":\"\u20ac"u8[..7].ToArray()), .. Frame(Fin | Ping, 7), .. Frame(Fin | Continuation, [.. "\u20ac"u8[1..], .. "\"}"u8])]);
        var pong = await socket.ReadFrameAsync();
        Assert.Equal(Pong, pong!.Opcode);
        Assert.Equal([7], pong.Payload);
        Assert.Contains("\"data\":{\"a\":\"\u20ac\"}", (await socket.ReadFrameAsync())!.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Promise", "W1")]
    public async Task A_client_that_takes_its_leave_is_answered_and_let_go()
    {
        using var socket = await ConnectAsync(_ada);
        await socket.SendAsync(Frame(Fin | Close, 0x03, 0xE8));
        Assert.Equal(1000, await socket.ReadCloseAsync());
        Assert.Null(await socket.ReadFrameAsync());
    }

    [Fact]
    [Trait("Promise", "W4")]
    public async Task The_longest_message_passes_whole_or_in_parts()
    {
        using var socket = await ConnectAsync(_ada);
        await socket.SendAsync(Frame(Fin | Text, [(byte)'{', .. Spaces(Longest - 2), (byte)'}']));
        Assert.Contains("echo", (await socket.ReadFrameAsync())!.Text, StringComparison.Ordinal);
        await socket.SendAsync((byte[])[.. Frame(Text, [(byte)'{', .. Spaces(Longest - 2), (byte)'}']), .. Frame(Fin | Continuation)]);
        Assert.Contains("echo", (await socket.ReadFrameAsync())!.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Promise", "W4")]
    public async Task An_empty_message_is_answered_as_any_other_that_is_no_JSON()
    {
        using var socket = await ConnectAsync(_ada);
        await socket.SendAsync(Frame(Fin | Text));
        Assert.Contains("Invalid JSON", (await socket.ReadFrameAsync())!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Promise", "W4")]
    [InlineData(0, 1008)]
    [InlineData(1, 1009)]
    public async Task A_message_whose_parts_never_end_is_ended(int partLength, int status)
    {
        using var socket = await ConnectAsync(_ada);
        var closing = socket.ReadCloseAsync();
        await SendUntilClosedAsync(socket, Frame(Text, Spaces(partLength)), Frame(Continuation, Spaces(partLength)), closing);
        Assert.Equal(status, await closing);
    }

    [Fact]
    [Trait("Promise", "W4")]
    public async Task What_follows_an_offence_is_thrown_away()
    {
        var before = GC.GetTotalAllocatedBytes();
        using var socket = await ConnectAsync(_ada);
        var closing = socket.ReadCloseAsync();
        var megabyte = Spaces(1024 * 1024);
        byte[] head = [Fin | Text, .. LengthOf(1L << 40, 0x80), 0, 0, 0, 0];
        await SendUntilClosedAsync(socket, head, megabyte, closing);
        Assert.Equal(1009, await closing);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 * 1024 * 1024);
    }

    [Fact]
    [Trait("Promise", "W4")]
    public async Task A_hundred_messages_a_minute_are_answered_and_the_next_ends_the_socket()
    {
        await using var client = await LiveClient.ConnectAsync(_ada);
        for (var number = 1; number <= 100; number++)
        {
            await client.SendTextAsync($$"""{"number":{{number}}}""");
            Assert.Equal(number, (int)(await client.ReceiveAsync())["data"]!["number"]!);
        }
        await client.SendTextAsync("{}");
        Assert.Equal(1008, (int?)await client.ReceiveCloseAsync());
    }

    [Fact]
    [Trait("Promise", "W4")]
    public async Task A_message_counts_once_however_many_parts_it_comes_in()
    {
        using var socket = await ConnectAsync(_ada);
        for (var message = 0; message < 20; message++)
        {
            foreach (var part in (byte[][])[Frame(Text, (byte)'{'), .. Enumerable.Repeat(Frame(Continuation, (byte)' '), 18), Frame(Fin | Continuation, (byte)'}')])
                await socket.SendAsync(part);
            Assert.Contains("echo", (await socket.ReadFrameAsync())!.Text, StringComparison.Ordinal);
        }
    }

    private static async Task SendUntilClosedAsync(RawSocket socket, byte[] first, byte[] then, Task closing)
    {
        try
        {
            await socket.SendAsync(first);
            for (var sent = 0; sent < 100_000 && !closing.IsCompleted; sent++)
                await socket.SendAsync(then);
        }
        catch (IOException)
        {
            // The server has hung up; what it said before is what counts.
        }
    }

    private static byte[] Spaces(int count) => Encoding.ASCII.GetBytes(new string(' ', count));
}
