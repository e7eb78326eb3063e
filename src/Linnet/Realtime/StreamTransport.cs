using System.Buffers;
using System.Globalization;
using System.Text;

namespace Linnet.Realtime;

/// <summary>
/// Carries a live connection as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): the
/// same messages, one way. A message that tells of a notification has its id, which a browser sends back as
/// <c>Last-Event-ID</c>.
/// </summary>
internal sealed class StreamTransport(HttpContext http, LiveConnection connection, RealtimeOptions options, TimeProvider clock)
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    // Through the queue like all else, so that there is one writer.
    private static readonly LiveMessage Comment = new(ReadOnlyMemory<byte>.Empty);

    private readonly HttpResponse _response = http.Response;

    /// <summary>Says what will follow.</summary>
    public static void WriteHead(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        // nginx would hold events back to fill its buffer.
        response.Headers["X-Accel-Buffering"] = "no";
    }

    /// <summary>Runs until either side has ended the connection. Never throws because of a client.</summary>
    public async Task RunAsync(IAsyncEnumerable<LiveMessage> feed)
    {
        var sending = SendAsync(feed, http.RequestAborted);
        await connection.Ended;
        try
        {
            await sending.WaitAsync(CloseTimeout, clock, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // An event is stuck in a full pipe: that reader is not reading.
            http.Abort();
            await sending;
        }
    }

    private async Task SendAsync(IAsyncEnumerable<LiveMessage> feed, CancellationToken aborted)
    {
        // Proxies drop what is silent, and a dead client shows only when something is sent to it.
        var interval = TimeSpan.FromSeconds(options.StreamCommentSeconds);
        await using var commenting = clock.CreateTimer(_ => connection.Enqueue(Comment), state: null, interval, interval);
        try
        {
            await foreach (var message in feed)
            {
                if (connection.End is not null)
                    break;
                connection.BeginSend(clock.GetTimestamp());
                Write(_response.BodyWriter, message);
                await _response.BodyWriter.FlushAsync(aborted);
                connection.EndSend();
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The client went away.
        }
        finally
        {
            connection.Close(CloseReason.Gone);
        }
    }

    private static void Write(IBufferWriter<byte> body, LiveMessage message)
    {
        if (message == Comment)
        {
            body.Write(": still here\n\n"u8);
            return;
        }
        if (message.NotificationId is { } id)
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {id}\n"), body);
        body.Write("data: "u8);
        body.Write(message.Json.Span);
        body.Write("\n\n"u8);
    }
}
