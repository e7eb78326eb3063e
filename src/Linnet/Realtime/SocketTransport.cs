using System.Buffers;
using System.Net.WebSockets;

namespace Linnet.Realtime;

/// <summary>Carries a live connection over a WebSocket: one loop that sends, one that reads.</summary>
/// <remarks>
/// An idle socket holds no buffer: the reader waits with an empty one and rents when something has come. Only the sending
/// loop writes messages and close frames; pings, pongs and the close of a peer that broke the protocol are the framework's.
/// </remarks>
internal sealed class SocketTransport(
    WebSocket socket, LiveConnection connection, ClientMessages messages, LiveLimits limits, RealtimeOptions options, TimeProvider clock)
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Runs until either side has ended the connection. Never throws because of a client.</summary>
    /// <param name="feed">What to send.</param>
    /// <param name="aborted">The TCP connection is gone.</param>
    public async Task RunAsync(IAsyncEnumerable<LiveMessage> feed, CancellationToken aborted)
    {
        var both = Task.WhenAll(SendAsync(feed), ReadAsync(aborted));
        await connection.Ended;
        try
        {
            await both.WaitAsync(CloseTimeout, clock, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // Not earlier: an abort may overtake the close frame, and the peer would never learn the reason. A peer that does not
            // close in this time is not reading, perhaps with a message stuck halfway to it.
            socket.Abort();
            await both;
        }
        if (socket.State is WebSocketState.Aborted)
            await WaitForHangUpAsync(aborted);
    }

    /// <summary>
    /// Gives a peer that broke the protocol the time to read so: the framework's close frame may still be on its way, and
    /// disposing of an aborted socket cuts the connection.
    /// </summary>
    private async Task WaitForHangUpAsync(CancellationToken aborted)
    {
        try
        {
            await Task.Delay(CloseTimeout, clock, aborted);
        }
        catch (OperationCanceledException)
        {
            // It has hung up.
        }
    }

    private async Task SendAsync(IAsyncEnumerable<LiveMessage> feed)
    {
        try
        {
            await foreach (var message in feed)
            {
                if (connection.End is not null)
                    break;
                connection.BeginSend(clock.GetTimestamp());
                await socket.SendAsync(message.Json, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                connection.EndSend();
            }
        }
        catch (Exception error) when (IsHangUp(error))
        {
            connection.Close(CloseReason.Gone);
        }
        catch
        {
            connection.Close(CloseReason.Failed);
            throw;
        }
        finally
        {
            await CloseOutputAsync();
        }
    }

    private async Task CloseOutputAsync()
    {
        try
        {
            var end = connection.End ?? CloseReason.Gone;
            await socket.CloseOutputAsync(end.Status, end.Reason, CancellationToken.None);
        }
        catch (Exception error) when (IsHangUp(error))
        {
            // The client is gone.
        }
    }

    private async Task ReadAsync(CancellationToken aborted)
    {
        try
        {
            while (connection.End is null)
                await ReadMessageAsync(aborted);
            await DiscardRestAsync();
        }
        catch (Exception error) when (IsHangUp(error))
        {
            // The peer went away, broke the protocol (the framework has sent the reason), or did not answer a ping.
            connection.Close(CloseReason.Gone);
        }
        catch
        {
            connection.Close(CloseReason.Failed);
            throw;
        }
    }

    private async Task ReadMessageAsync(CancellationToken aborted)
    {
        // An empty message is over with this already.
        var part = await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
        var buffer = ArrayPool<byte>.Shared.Rent(options.MaxMessageBytes + 1);
        try
        {
            var length = 0;
            while (true)
            {
                if (ErrorIn(part, length) is { } error)
                {
                    connection.Close(error);
                    return;
                }
                if (part.EndOfMessage)
                    break;
                part = await socket.ReceiveAsync(buffer.AsMemory(length, options.MaxMessageBytes + 1 - length), CancellationToken.None);
                length += part.Count;
            }
            await messages.HandleAsync(connection, buffer.AsMemory(0, length), aborted);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <param name="part">What came last.</param>
    /// <param name="length">Of the message so far, in bytes.</param>
    /// <returns>Why the connection ends with this part; null when it goes on.</returns>
    private CloseReason? ErrorIn(ValueWebSocketReceiveResult part, int length) => part switch
    {
        { MessageType: WebSocketMessageType.Close } => CloseReason.Gone,
        { MessageType: WebSocketMessageType.Binary } => CloseReason.NotText,
        _ when length > options.MaxMessageBytes => CloseReason.TooLong,
        // The look without a buffer finds each message's beginning, which counts it. Later an empty part counts as a message
        // does: one of such parts without end is no way around the limit. Any other part brings it closer to its length.
        { Count: 0 } when !limits.TakeMessage(connection.Caller.AccountId) => CloseReason.TooManyMessages,
        _ => null,
    };

    /// <summary>
    /// Reads until the peer takes its leave too. Closing a TCP connection with bytes unread resets it, and a reset may
    /// reach the peer before it has read why it was closed.
    /// </summary>
    private async Task DiscardRestAsync()
    {
        var discarded = ArrayPool<byte>.Shared.Rent(1024);
        try
        {
            while (socket.State is WebSocketState.Open or WebSocketState.CloseSent)
                await socket.ReceiveAsync(discarded.AsMemory(), CancellationToken.None);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(discarded);
        }
    }

    private static bool IsHangUp(Exception error) =>
        error is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException;
}
