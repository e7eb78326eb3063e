using Linnet.Common;
using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Relations;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Timelines;

/// <summary>
/// Home timelines of active accounts in memory. They grow as authors tweet, so a read costs the same whether the viewer follows
/// ten accounts or five thousand, and a tweet costs what its active audience costs.
/// </summary>
internal sealed class HomeTimelineCache
{
    private readonly Database _database;
    private readonly HomeTimelineLoader _loader;
    private readonly EntityCache<long, CachedTimeline> _timelines;
    private readonly EntityCache<long, CachedTimeline>.Loader _load;
    private readonly HomeFanOut _fanOut;

    public HomeTimelineCache(Database database, ActiveFollowerIndex follows, IOptions<TimelineCacheOptions> options, CacheMetrics metrics)
    {
        _database = database;
        _loader = new(database, follows);
        _load = _loader.LoadWindowsAsync;
        _timelines = new(options.Value.Timelines, timeline => timeline.Lease.Dispose());
        _fanOut = new(_timelines, follows);
        metrics.Include("timelines", _timelines);
    }

    public static EventSubscription<HomeTimelineCache> Subscribe(EventSubscription<HomeTimelineCache> on) => on
        .On<TweetPosted>((home, posted, commit) =>
            home._fanOut.FanOut(
                posted.AuthorId,
                posted.About,
                commit.Number,
                timeline => timeline.Window.Add(posted.TweetId),
                static timeline => timeline.Window.CountHidden(1)))
        .On<TweetDeleted>((home, deleted, commit) =>
            home._fanOut.FanOut(
                deleted.AuthorId,
                deleted.About,
                commit.Number,
                timeline => timeline.Window.Remove(deleted.TweetId),
                static timeline => timeline.Window.CountHidden(-1)))
        .On<UserFollowed>((home, follow) => home._timelines.Drop(follow.FollowerId))
        .On<UserUnfollowed>((home, unfollow) => home._timelines.Drop(unfollow.FollowerId))
        .On<FollowChanged>((home, change) => home._timelines.Drop(change.FollowerId))
        .On<UserBlocked>((home, block) => home.Drop(block.BlockerId, block.BlockedId))
        .On<UserUnblocked>((home, unblock) => home.Drop(unblock.BlockerId, unblock.BlockedId))
        .On<UserMuted>((home, mute) => home._timelines.Drop(mute.MuterId))
        .On<UserUnmuted>((home, unmute) => home._timelines.Drop(unmute.MuterId))
        .On<AccountDeleted>((home, _) => home._timelines.Clear())
        .OnInvalid(home => home._timelines.Clear());

    /// <returns>The ids of a slice of a viewer's timeline, newest first, and how many tweets the timeline has.</returns>
    public ValueTask<(IReadOnlyList<long> Ids, long Total)> ReadAsync(long viewer, Slice slice, CancellationToken cancellation)
    {
        _fanOut.CatchUp(viewer);
        if (slice.MinId is not null || !_timelines.TryGet(viewer, out var kept) || !kept.Window.TryRead(slice, out var ids, out var total))
            return ReadOrLoadAsync(viewer, slice, cancellation);
        _timelines.CountHits(1);
        return new((ids, total));
    }

    /// <summary>The entries right above one, newest first. May lack some whose transactions began before others of them.</summary>
    public async ValueTask<IReadOnlyList<long>> ReadAboveAsync(long viewer, long tweetId, int length, CancellationToken cancellation)
    {
        var slice = new Slice(Skip: 0, length, MinId: tweetId);
        // Unlike a page that somebody continues from, it may be read from memory.
        return _timelines.TryGet(viewer, out var kept) && kept.Window.TryRead(slice, out var ids, out _)
            ? ids
            : (await ReadOrLoadAsync(viewer, slice, cancellation)).Ids;
    }

    private void Drop(long one, long other)
    {
        _timelines.Drop(one);
        _timelines.Drop(other);
    }

    private async ValueTask<(IReadOnlyList<long> Ids, long Total)> ReadOrLoadAsync(long viewer, Slice slice, CancellationToken cancellation)
    {
        var timeline = (await _timelines.GetAsync(viewer, _load))!;
        var stable = await _database.BoundByStableIdAsync("tweets", slice, cancellation);
        // A bounded slice comes from the database: its tweets are committed, but their events may not have arrived here yet.
        return stable == slice && timeline.Window.TryRead(slice, out var ids, out var total)
            ? (ids, total)
            : await _loader.ReadSliceAsync(viewer, stable, cancellation);
    }
}
