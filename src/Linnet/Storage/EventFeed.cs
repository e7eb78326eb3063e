namespace Linnet.Storage;

/// <summary>Messages that other nodes' writes left in their transactions (<see cref="DbSession.AddToOutbox"/>).</summary>
internal abstract class EventFeed : IAsyncDisposable
{
    /// <summary>Waits for news, half a second at most, and reads them. An unavailable database is a gap, not an exception.</summary>
    public abstract Task<FeedNews> NextAsync(CancellationToken cancellation);

    /// <summary>Removes entries that every node has had time to read. Call it about once a minute.</summary>
    /// <returns>How many were removed.</returns>
    public abstract Task<long> PruneAsync(CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}

/// <param name="Entries">In an order in which no entry precedes one whose rows its write saw.</param>
internal sealed record FeedNews(IReadOnlyList<FeedEntry> Entries, FeedGap Gap);

/// <summary>The messages of one write.</summary>
/// <param name="Commit">The number of its commit: <see cref="Common.Caching.Snapshot"/>.</param>
/// <param name="Messages">As they were given to <see cref="DbSession.AddToOutbox"/>.</param>
internal sealed record FeedEntry(long Commit, string[] Messages);

internal enum FeedGap
{
    None,

    /// <summary>The feed was interrupted, so memory may be staler than usual. No entry is lost.</summary>
    Interrupted,

    /// <summary>Entries were lost, and no later news will replace them.</summary>
    Lost,
}
