using System.Buffers;
using System.Net.WebSockets;
using Linnet.Common;

namespace Linnet.Notifications.Live;

/// <summary>Carries a live connection over a WebSocket: one loop that sends, one that reads.</summary>
/// <remarks>
/// An idle socket holds no buffer: the reader waits with an empty one and rents when something has come. Only the sending
/// loop writes, close frames included, so nothing needs a lock.
/// </remarks>
internal sealed class SocketTransport(
    WebSocket socket, LiveConnection connection, ClientMessages messages, RealtimeOptions options, TimeProvider clock)
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Runs until the connection has ended, whoever ended it. Never throws for what a client did.</summary>
    public async Task RunAsync()
    {
        using var ending = new CancellationTokenSource();
        var reading = ReadAsync(ending.Token);
        var sending = SendAsync();
        // A connection that is to end while a message is stuck in a full pipe is not waited for: that reader is not reading.
        await connection.Ended;
        await Task.WhenAny(Task.WhenAll(sending, reading), Task.Delay(CloseTimeout, clock, CancellationToken.None));
        await ending.CancelAsync();
        socket.Abort();
        await Task.WhenAll(reading, sending);
    }

    private async Task SendAsync()
    {
        try
        {
            while (connection.End is null && await connection.Outgoing.WaitToReadAsync())
            {
                while (connection.End is null && connection.Outgoing.TryRead(out var message))
                {
                    connection.BeginSend(Timestamp.Now(clock));
                    await socket.SendAsync(message.Json, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                    connection.EndSend();
                }
            }
            var end = connection.End ?? LiveEnd.Gone;
            await socket.CloseOutputAsync(end.Status, end.Reason, CancellationToken.None);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            connection.Close(LiveEnd.Gone);
        }
    }

    private async Task ReadAsync(CancellationToken ending)
    {
        var received = new RateWindow(clock);
        var broadcasts = new RateWindow(clock);
        try
        {
            while (true)
            {
                await socket.ReceiveAsync(Memory<byte>.Empty, ending);
                if (!await ReadMessageAsync(received, broadcasts, ending))
                    return;
            }
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The peer went away, broke the protocol (the framework has told it how), or did not answer a ping.
            connection.Close(LiveEnd.Gone);
        }
    }

    /// <returns>Whether there may be another.</returns>
    private async Task<bool> ReadMessageAsync(RateWindow received, RateWindow broadcasts, CancellationToken ending)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(options.MaxMessageBytes + 1);
        try
        {
            var length = 0;
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(length, options.MaxMessageBytes + 1 - length), ending);
                length += part.Count;
                if (part.MessageType is WebSocketMessageType.Close)
                    return End(LiveEnd.Gone);
                if (part.MessageType is WebSocketMessageType.Binary)
                    return End(LiveEnd.NotText);
                if (length > options.MaxMessageBytes)
                    return End(LiveEnd.TooLong);
                // Parts count as messages do: one message without end is not a way around the limit.
                if (!received.TryTake(options.MessagesPerMinute))
                    return End(LiveEnd.TooManyMessages);
                if (part.EndOfMessage)
                    break;
            }
            await messages.HandleAsync(connection, buffer.AsMemory(0, length), broadcasts, ending);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool End(LiveEnd end)
    {
        connection.Close(end);
        return false;
    }
}
