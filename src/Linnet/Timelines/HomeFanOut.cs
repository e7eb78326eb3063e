using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Relations;

namespace Linnet.Timelines;

/// <summary>
/// Applies an author's new and deleted tweets to the timelines in memory: the author's own, those of active followers, and those of
/// lists that have the author.
/// </summary>
internal sealed class HomeFanOut(EntityCache<long, CachedTimeline> timelines, ActiveFollowerIndex follows)
{
    private readonly Lock _fanningOut = new();
    private volatile DeferredFanOut? _deferred;
    private long _fanOuts;

    /// <summary>
    /// Applies a deferred change to a viewer's timeline before it is read. Call it before looking for the entry: an entry that
    /// exists or is being loaded then has the change, and one that is loaded later sees it in the database.
    /// </summary>
    public void CatchUp(long viewer) => _deferred?.CatchUp(viewer);

    /// <param name="authorId">Whose tweet it is.</param>
    /// <param name="about">Whose tweets it is about: those who hide them do not get it.</param>
    /// <param name="tags">The hashtags whose followers get it; null for none.</param>
    /// <param name="commit">The commit's number.</param>
    /// <param name="change">What happens to the timelines.</param>
    public void FanOut(long authorId, About about, IReadOnlyList<long>? tags, long commit, TimelineChange change)
    {
        // With several nodes, local and remote events come from two threads.
        lock (_fanningOut)
        {
            // One change after the other: a client that has seen a tweet asks for those after it (min_id), and would miss an older one.
            _deferred?.Finish();
            timelines.Apply(authorId, commit, change.Shown);
            var audience = follows.AudienceOf(authorId, about, tags);
            foreach (var follower in audience.Hidden)
                timelines.Apply(follower, commit, change.Hidden);
            if (audience.Shown.Length + audience.ByTag.Length >= LargeAudience.Timelines)
            {
                _deferred = Defer(audience, commit, change);
                return;
            }
            foreach (var follower in audience.Shown)
                timelines.Apply(follower, commit, change.Shown);
            foreach (var reader in audience.ByTag)
                timelines.Apply(reader, commit, change.ByTag!);
        }
    }

    private DeferredFanOut Defer(Audience audience, long commit, TimelineChange change)
    {
        var number = ++_fanOuts;
        var (shown, byTag) = (Once(change.Shown), Once(change.ByTag ?? change.Shown));
        var all = audience.ByTag is [] ? audience.Shown : audience.Shown.Concat(audience.ByTag).Order().ToArray();
        var fanOut = new DeferredFanOut(
            all, account => timelines.Apply(account, commit, Array.BinarySearch(audience.ByTag, account) >= 0 ? byTag : shown));
        // An exception is thrown again by the Finish before the next change.
        _ = FinishLaterAsync(fanOut);
        return fanOut;

        Action<CachedTimeline> Once(Action<CachedTimeline> apply) => timeline =>
        {
            // Not only this fan-out: a delayed reader may come with one that finished long ago.
            if (timeline.LastFanOut >= number)
                return;
            timeline.LastFanOut = number;
            apply(timeline);
        };
    }

    private static async Task FinishLaterAsync(DeferredFanOut fanOut)
    {
        await Task.Delay(LargeAudience.HeadStart);
        fanOut.Finish();
    }
}

/// <summary>What a tweet does to the timelines that it reaches.</summary>
/// <param name="Shown">To one that shows it because of its author.</param>
/// <param name="Hidden">To one that leaves it out and counts it.</param>
/// <param name="ByTag">To one that shows it because of a hashtag alone; null for a tweet without hashtags.</param>
internal readonly record struct TimelineChange(Action<CachedTimeline> Shown, Action<CachedTimeline> Hidden, Action<CachedTimeline>? ByTag);
