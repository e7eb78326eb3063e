using Linnet.Events;

namespace Linnet.Timelines;

/// <summary>A timeline in memory, and the lease that keeps its owner active.</summary>
/// <param name="Window">Its newest ids.</param>
/// <param name="Lease">Ends with it.</param>
/// <param name="Rules">Null for nearly every home timeline.</param>
internal sealed record CachedTimeline(TimelineWindow Window, IDisposable Lease, TimelineRules? Rules)
{
    /// <summary>The number of the last deferred fan-out that was applied.</summary>
    public long LastFanOut { get; set; }

    public void Add(long tweetId, long authorId, About about)
    {
        if (Rules is null || (Rules.Has(authorId) && Rules.Shows(about)))
            Window.Add(tweetId);
        else
            CountHidden(authorId, 1);
    }

    public void Remove(long tweetId, long authorId, About about)
    {
        if (Rules is null || (Rules.Has(authorId) && Rules.Shows(about)))
            Window.Remove(tweetId);
        else
            CountHidden(authorId, -1);
    }

    /// <summary>Changes the size by a tweet that the timeline does not show.</summary>
    public void CountHidden(long authorId, int by)
    {
        if (Rules?.Has(authorId) is not false)
            Window.CountHidden(by);
    }
}
