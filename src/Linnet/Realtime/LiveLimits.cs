using Linnet.Http.RateLimits;
using Microsoft.Extensions.Options;

namespace Linnet.Realtime;

/// <summary>How often an account may speak, over all its sockets: opening another one begins no count again.</summary>
internal sealed class LiveLimits(RateLimiter limiter, IOptions<RealtimeOptions> options)
{
    private const int Minute = 60_000;

    private readonly RateLimit _messages = new(30, options.Value.MessagesPerMinute, Minute);
    private readonly RateLimit _broadcasts = new(31, options.Value.BroadcastsPerMinute, Minute);

    /// <summary>Counts a message.</summary>
    /// <returns>False when it is one too many.</returns>
    public bool TakeMessage(long accountId) => limiter.TakeForAccount(_messages, accountId).IsAllowed;

    /// <summary>Counts a broadcast, which was counted as a message before.</summary>
    /// <inheritdoc cref="TakeMessage"/>
    public bool TakeBroadcast(long accountId) => limiter.TakeForAccount(_broadcasts, accountId).IsAllowed;
}
