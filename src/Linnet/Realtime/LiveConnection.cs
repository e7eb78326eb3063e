using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Linnet.Accounts.Tokens;
using Linnet.Common.Metrics;
using Linnet.Http;

namespace Linnet.Realtime;

/// <summary>One live connection over a socket or a stream: a bounded queue of messages, its one reader, and how it ends.</summary>
internal sealed class LiveConnection
{
    private readonly Channel<LiveMessage> _queue;
    private readonly long _mostWaitingBytes;
    private readonly StripedCounter _sent;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _waitingBytes;
    private CloseReason? _end;
    private long _sendingSince;
    private volatile bool _hadNoFilters;
    private volatile bool _filtersChanged;

    /// <param name="grant">Whose it is, and for how long.</param>
    /// <param name="options">Its bounds.</param>
    /// <param name="sent">Counts the messages that go out, over all connections.</param>
    public LiveConnection(AccessGrant grant, RealtimeOptions options, StripedCounter sent)
    {
        Grant = grant;
        _sent = sent;
        _mostWaitingBytes = options.QueueKilobytes * 1024L;
        _queue = Channel.CreateBounded<LiveMessage>(new BoundedChannelOptions(options.QueueLength) { SingleReader = true });
    }

    public AccessGrant Grant { get; }

    public Caller Caller => Grant.Caller;

    /// <summary>Completes when the connection has to end, even with messages in the queue.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Why the connection is to end; null while it lives.</summary>
    public CloseReason? End => Volatile.Read(ref _end);

    /// <summary>When the send that is under way began, as <see cref="TimeProvider.GetTimestamp"/> counts; null when none is.</summary>
    public long? SendingSince => Volatile.Read(ref _sendingSince) is var since and not 0 ? since : null;

    /// <summary>Puts a message into the queue and waits for no one: a reader too slow for its queue loses its connection.</summary>
    public void Enqueue(LiveMessage message)
    {
        // One slow reader never delays another, so a full queue is its own end (1013), not a wait. Full is also what holds
        // too many bytes: a client could have its longest messages echoed and read none of it.
        var waitingBytes = Interlocked.Add(ref _waitingBytes, message.Json.Length);
        if (waitingBytes > _mostWaitingBytes || !_queue.Writer.TryWrite(message))
            Close(CloseReason.TooSlow);
    }

    /// <summary>What was put into the queue. For one reader; it ends once the connection has ended and the queue is empty.</summary>
    public async IAsyncEnumerable<LiveMessage> ReadQueueAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var message in _queue.Reader.ReadAllAsync(cancellation))
        {
            Interlocked.Add(ref _waitingBytes, -message.Json.Length);
            yield return message;
        }
    }

    /// <summary>Ends the connection; the first reason given stands.</summary>
    public void Close(CloseReason end)
    {
        Interlocked.CompareExchange(ref _end, end, comparand: null);
        _queue.Writer.TryComplete();
        _ended.TrySetResult();
    }

    /// <summary>Whether its account may have filters, so that tweets are rendered for it alone. True until the opposite is known.</summary>
    public bool MayFilter => !_hadNoFilters || _filtersChanged;

    /// <summary>The account was seen to have no filters; it counts unless they have changed meanwhile.</summary>
    public void HadNoFilters() => _hadNoFilters = true;

    public void FiltersChanged() => _filtersChanged = true;

    public void BeginSend(long timestamp) => Volatile.Write(ref _sendingSince, timestamp);

    public void EndSend()
    {
        Volatile.Write(ref _sendingSince, 0);
        _sent.Add(1);
    }
}

/// <summary>How a connection ends. The status is that of a WebSocket (RFC 6455, section 7.4.1); a stream just ends.</summary>
internal sealed record CloseReason(WebSocketCloseStatus Status, string Reason)
{
    /// <summary>1013, "try again later", from IANA's registry; the framework has no name for it.</summary>
    public static readonly CloseReason TooSlow = new((WebSocketCloseStatus)1013, "too slow to read");

    public static readonly CloseReason TryLater = new((WebSocketCloseStatus)1013, "try again later");

    public static readonly CloseReason Gone = new(WebSocketCloseStatus.NormalClosure, "");

    public static readonly CloseReason ShuttingDown = new(WebSocketCloseStatus.EndpointUnavailable, "the server is shutting down");

    public static readonly CloseReason Expired = new(WebSocketCloseStatus.PolicyViolation, "the token has run out");

    public static readonly CloseReason SessionEnded = new(WebSocketCloseStatus.PolicyViolation, "the session has ended");

    public static readonly CloseReason Deactivated = new(WebSocketCloseStatus.PolicyViolation, "the account was deactivated");

    public static readonly CloseReason Replaced = new(WebSocketCloseStatus.PolicyViolation, "replaced by a newer connection");

    public static readonly CloseReason TooManyMessages = new(WebSocketCloseStatus.PolicyViolation, "too many messages");

    public static readonly CloseReason TooLong = new(WebSocketCloseStatus.MessageTooBig, "message too long");

    public static readonly CloseReason NotText = new(WebSocketCloseStatus.InvalidMessageType, "only text is understood");

    public static readonly CloseReason Failed = new(WebSocketCloseStatus.InternalServerError, "something went wrong");
}
