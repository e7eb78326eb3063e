using System.Net.WebSockets;
using System.Threading.Channels;
using Linnet.Accounts.Tokens;
using Linnet.Common;
using Linnet.Http;

namespace Linnet.Notifications.Live;

/// <summary>
/// One live connection, whatever carries it: a bounded queue of messages, one reader of it, and how it ends.
/// </summary>
/// <remarks>
/// While missed notifications are being replayed, what comes meanwhile is held back; <see cref="GoLive"/> then passes on
/// what the replay did not tell already. So there is no gap and no repeat at the seam.
/// </remarks>
internal sealed class LiveConnection
{
    private readonly Channel<LiveMessage> _queue;
    private readonly int _queueLength;
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<LiveMessage>? _heldBack = [];
    private long _sendingSince;

    public LiveConnection(AccessGrant grant, int queueLength)
    {
        Grant = grant;
        _queueLength = queueLength;
        _queue = Channel.CreateBounded<LiveMessage>(new BoundedChannelOptions(queueLength) { SingleReader = true });
    }

    public AccessGrant Grant { get; }

    public Caller Caller => Grant.Caller;

    /// <summary>What is to be sent; takes no more once the connection is to end.</summary>
    public ChannelReader<LiveMessage> Outgoing => _queue.Reader;

    /// <summary>Completes when the connection is to end, whatever is still in the queue.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Why the connection is to end; null while it lives.</summary>
    public LiveEnd? End { get; private set; }

    /// <summary>When the send that is under way began; null when none is.</summary>
    public Timestamp? SendingSince => Volatile.Read(ref _sendingSince) is var since and not 0 ? new Timestamp(since) : null;

    /// <summary>Puts a message into the queue and waits for no one: a reader too slow for its queue loses its connection.</summary>
    public void Enqueue(LiveMessage message)
    {
        lock (_lock)
        {
            // One slow reader never delays another, so a full queue is its own end (1013), not a wait.
            if (_heldBack is { } heldBack)
            {
                if (heldBack.Count >= _queueLength)
                    Close(LiveEnd.TooSlow);
                else
                    heldBack.Add(message);
            }
            else if (!_queue.Writer.TryWrite(message))
            {
                Close(LiveEnd.TooSlow);
            }
        }
    }

    /// <summary>Sends ahead of everything held back, waiting for room in the queue.</summary>
    /// <returns>False when the connection has ended.</returns>
    public async Task<bool> SendAheadAsync(LiveMessage message, CancellationToken cancellation)
    {
        while (await _queue.Writer.WaitToWriteAsync(cancellation))
        {
            if (_queue.Writer.TryWrite(message))
                return true;
        }
        return false;
    }

    /// <summary>Ends the replay: what was held back follows, save for notifications that were replayed.</summary>
    public void GoLive(long replayedUpTo)
    {
        lock (_lock)
        {
            var heldBack = _heldBack ?? [];
            _heldBack = null;
            foreach (var message in heldBack)
            {
                if (message.NotificationId is null || message.NotificationId > replayedUpTo)
                    Enqueue(message);
            }
        }
    }

    /// <summary>Ends the connection; the first reason given stands.</summary>
    public void Close(LiveEnd end)
    {
        lock (_lock)
        {
            End ??= end;
            _queue.Writer.TryComplete();
            _ended.TrySetResult();
        }
    }

    public void BeginSend(Timestamp now) => Volatile.Write(ref _sendingSince, now.Microseconds);

    public void EndSend() => Volatile.Write(ref _sendingSince, 0);
}

/// <summary>How a connection ends. The status is that of a WebSocket (RFC 6455, section 7.4.1); a stream just ends.</summary>
internal sealed record LiveEnd(WebSocketCloseStatus Status, string Reason)
{
    /// <summary>1013, "try again later", from IANA's registry; the framework has no name for it.</summary>
    public static readonly LiveEnd TooSlow = new((WebSocketCloseStatus)1013, "too slow to read");

    public static readonly LiveEnd Gone = new(WebSocketCloseStatus.NormalClosure, "");

    public static readonly LiveEnd ShuttingDown = new(WebSocketCloseStatus.EndpointUnavailable, "the server is shutting down");

    public static readonly LiveEnd Expired = new(WebSocketCloseStatus.PolicyViolation, "the token has run out");

    public static readonly LiveEnd SessionEnded = new(WebSocketCloseStatus.PolicyViolation, "the session has ended");

    public static readonly LiveEnd Replaced = new(WebSocketCloseStatus.PolicyViolation, "replaced by a newer connection");

    public static readonly LiveEnd TooManyMessages = new(WebSocketCloseStatus.PolicyViolation, "too many messages");

    public static readonly LiveEnd TooLong = new(WebSocketCloseStatus.MessageTooBig, "message too long");

    public static readonly LiveEnd NotText = new(WebSocketCloseStatus.InvalidMessageType, "only text is understood");

    public static readonly LiveEnd Failed = new(WebSocketCloseStatus.InternalServerError, "something went wrong");
}
