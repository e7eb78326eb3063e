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
    /// <param name="commit">The commit's number.</param>
    /// <param name="change">What happens to a timeline that shows the tweet.</param>
    /// <param name="changeSize">What happens to one that does not.</param>
    public void FanOut(long authorId, About about, long commit, Action<CachedTimeline> change, Action<CachedTimeline> changeSize)
    {
        // With several nodes, local and remote events come from two threads.
        lock (_fanningOut)
        {
            // One change after the other: a client that has seen a tweet asks for those after it (min_id), and would miss an older one.
            _deferred?.Finish();
            timelines.Apply(authorId, commit, change);
            var audience = follows.AudienceOf(authorId, about);
            foreach (var follower in audience.Hidden)
                timelines.Apply(follower, commit, changeSize);
            if (audience.Shown.Length >= LargeAudience.Timelines)
            {
                _deferred = Defer(audience.Shown, commit, change);
                return;
            }
            foreach (var follower in audience.Shown)
                timelines.Apply(follower, commit, change);
        }
    }

    private DeferredFanOut Defer(long[] followers, long commit, Action<CachedTimeline> change)
    {
        var number = ++_fanOuts;
        Action<CachedTimeline> once = timeline =>
        {
            // Not only this fan-out: a delayed reader may come with one that finished long ago.
            if (timeline.LastFanOut >= number)
                return;
            timeline.LastFanOut = number;
            change(timeline);
        };
        var fanOut = new DeferredFanOut(followers, follower => timelines.Apply(follower, commit, once));
        // An exception is thrown again by the Finish before the next change.
        _ = FinishLaterAsync(fanOut);
        return fanOut;
    }

    private static async Task FinishLaterAsync(DeferredFanOut fanOut)
    {
        await Task.Delay(LargeAudience.HeadStart);
        fanOut.Finish();
    }
}
