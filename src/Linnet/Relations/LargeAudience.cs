namespace Linnet.Relations;

/// <summary>When an author with many active followers is answered before they are all notified. Measured; see docs/performance.md, P10.</summary>
internal static class LargeAudience
{
    /// <summary>
    /// From this many timelines in memory, they change after the answer. One change costs 0.4 µs, mostly memory that is in no
    /// processor's cache, so fewer cost a tenth of a millisecond.
    /// </summary>
    public const int Timelines = 250;

    /// <summary>
    /// From this many followers with connections, messages are queued after the answer. Queueing so many takes several times
    /// as long as the wait, which therefore hardly delays them; for fewer it would be most of the delay.
    /// </summary>
    public const int Connections = 1_000;

    /// <summary>
    /// How long the answer has to leave first; it takes about a millisecond. Without the wait the work took a thread of the
    /// pool from the answer, and the pool has as many threads as there are cores.
    /// </summary>
    public static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(5);
}
