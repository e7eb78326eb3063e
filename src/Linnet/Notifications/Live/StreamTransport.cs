using Linnet.Common;

namespace Linnet.Notifications.Live;

/// <summary>
/// Carries a live connection as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): the
/// same messages, one way. A message that tells of a notification has its id, which a browser sends back as
/// <c>Last-Event-ID</c>.
/// </summary>
internal sealed class StreamTransport(HttpContext http, LiveConnection connection, TimeProvider clock)
{
    // Proxies drop what is silent, and a dead client shows only when something is sent to it.
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly HttpResponse _response = http.Response;

    /// <summary>Runs until the connection has ended, whoever ended it. Never throws for what a client did.</summary>
    public async Task RunAsync()
    {
        var sending = SendAsync(http.RequestAborted);
        await connection.Ended;
        // A stream that is to end while an event is stuck in a full pipe is cut: that reader is not reading.
        if (await Task.WhenAny(sending, Task.Delay(CloseTimeout, clock, CancellationToken.None)) != sending)
            http.Abort();
        await sending;
    }

    private async Task SendAsync(CancellationToken aborted)
    {
        try
        {
            _response.ContentType = "text/event-stream";
            _response.Headers.CacheControl = "no-store";
            // nginx would hold events back to fill its buffer.
            _response.Headers["X-Accel-Buffering"] = "no";
            while (connection.End is null && await WaitForMessageAsync(aborted))
            {
                connection.BeginSend(Timestamp.Now(clock));
                while (connection.Outgoing.TryRead(out var message))
                    await WriteAsync(message, aborted);
                await _response.Body.FlushAsync(aborted);
                connection.EndSend();
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The client went away.
        }
        finally
        {
            connection.Close(LiveEnd.Gone);
        }
    }

    /// <returns>False when no further message will come.</returns>
    private async Task<bool> WaitForMessageAsync(CancellationToken aborted)
    {
        var waiting = connection.Outgoing.WaitToReadAsync(aborted).AsTask();
        while (true)
        {
            try
            {
                return await waiting.WaitAsync(KeepAlive, clock, aborted);
            }
            catch (TimeoutException)
            {
                await _response.Body.WriteAsync(": keep-alive\n\n"u8.ToArray(), aborted);
                await _response.Body.FlushAsync(aborted);
            }
        }
    }

    private async Task WriteAsync(LiveMessage message, CancellationToken aborted)
    {
        if (message.NotificationId is { } id)
            await _response.WriteAsync($"id: {id}\n", aborted);
        await _response.Body.WriteAsync("data: "u8.ToArray(), aborted);
        await _response.Body.WriteAsync(message.Json, aborted);
        await _response.Body.WriteAsync("\n\n"u8.ToArray(), aborted);
    }
}
