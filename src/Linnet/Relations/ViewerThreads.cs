namespace Linnet.Relations;

/// <summary>
/// The threads that the viewer mutes, as far back as they are kept: those whose first tweets have the highest ids, complete down to one
/// id. Of older threads it does not know.
/// </summary>
internal sealed class ViewerThreads
{
    /// <summary>How many are loaded.</summary>
    public const int Length = 1000;

    private readonly long _completeFrom;

    // Sorted. Replaced, never changed: the tweets of every page ask without a lock.
    private volatile long[] _muted;

    /// <param name="newest">The first tweets of muted threads, the highest ids first, at most <see cref="Length"/>.</param>
    public ViewerThreads(List<long> newest)
    {
        _completeFrom = newest.Count < Length ? long.MinValue : newest[^1];
        _muted = [.. newest.Order()];
    }

    /// <summary>Whether no thread is muted, as for most viewers.</summary>
    public bool MutesNone => _completeFrom is long.MinValue && _muted.Length is 0;

    /// <param name="conversationId">The first tweet of the thread.</param>
    /// <param name="isMuted">Whether the viewer mutes it.</param>
    /// <returns>False when it is not known here.</returns>
    public bool TryGet(long conversationId, out bool isMuted)
    {
        isMuted = Array.BinarySearch(_muted, conversationId) >= 0;
        return conversationId >= _completeFrom;
    }

    /// <remarks>By one caller at a time: the cache entry changes its viewer under a lock.</remarks>
    public void Set(long conversationId, bool isMuted)
    {
        if (conversationId < _completeFrom)
            return;
        var others = _muted.Where(id => id != conversationId);
        _muted = [.. (isMuted ? others.Append(conversationId) : others).Order()];
    }
}
