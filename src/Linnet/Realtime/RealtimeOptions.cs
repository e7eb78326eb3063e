using System.ComponentModel.DataAnnotations;

namespace Linnet.Realtime;

/// <summary>Bounds of the live connections. Section <c>Realtime</c>.</summary>
internal sealed class RealtimeOptions
{
    /// <summary>How many live connections an account may have; a further one closes the oldest.</summary>
    [Range(1, 1000)]
    public int ConnectionsPerAccount { get; set; } = 10;

    /// <summary>How many messages may wait for a slow reader before it is closed (1013).</summary>
    [Range(8, 10_000)]
    public int QueueLength { get; set; } = 128;

    /// <summary>How much may wait for a slow reader before it is closed (1013), in KiB.</summary>
    [Range(64, 100_000)]
    public int QueueKilobytes { get; set; } = 128;

    /// <summary>How long one message may take to be sent before the connection counts as dead, in seconds.</summary>
    [Range(1, 300)]
    public int SendTimeoutSeconds { get; set; } = 10;

    /// <summary>How long a silent client is left before it is sent a ping, in seconds.</summary>
    [Range(1, 300)]
    public int PingSeconds { get; set; } = 20;

    /// <summary>How long the client may take to answer a ping, in seconds; then it counts as dead.</summary>
    [Range(1, 300)]
    public int PongTimeoutSeconds { get; set; } = 20;

    /// <summary>How often an event stream is sent a comment, so that nothing between takes it for dead, in seconds.</summary>
    [Range(1, 300)]
    public int StreamCommentSeconds { get; set; } = 15;

    /// <summary>The longest message a client may send, in bytes; a longer one closes its socket (1009).</summary>
    [Range(1024, 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 16 * 1024;

    /// <summary>How many messages a client may send in a minute; more close its socket (1008).</summary>
    [Range(1, 100_000)]
    public int MessagesPerMinute { get; set; } = 100;

    /// <summary>How many of them may be broadcasts; further ones are answered with an error.</summary>
    [Range(0, 100_000)]
    public int BroadcastsPerMinute { get; set; } = 10;
}
