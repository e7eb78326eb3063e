using Linnet.Common;
using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Relations;
using Linnet.Relations.Lists;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Timelines;

/// <summary>
/// Home timelines of active accounts in memory, and timelines of the lists that they read. They grow as authors tweet, so a read costs the same whether the viewer follows
/// ten accounts or five thousand, and a tweet costs what its active audience costs.
/// </summary>
internal sealed class HomeTimelineCache
{
    private readonly Database _database;
    private readonly ActiveFollowerIndex _follows;
    private readonly HomeTimelineLoader _loader;
    private readonly EntityCache<long, CachedTimeline> _timelines;
    private readonly EntityCache<long, CachedTimeline>.Loader _load;
    private readonly HomeFanOut _fanOut;

    public HomeTimelineCache(Database database, ActiveFollowerIndex follows, IOptions<TimelineCacheOptions> options, CacheMetrics metrics)
    {
        (_database, _follows) = (database, follows);
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
                posted.Tags,
                commit.Number,
                new(
                    timeline => timeline.Add(posted.TweetId, posted.AuthorId, posted.About),
                    static timeline => timeline.Window.CountHidden(1),
                    posted.Tags is null ? null : new Tagged(posted.TweetId).Add)))
        .On<TweetEdited>((home, edited) => home.DropFollowersOf(edited.ChangedTags))
        .On<TweetDeleted>((home, deleted, commit) =>
            home._fanOut.FanOut(
                deleted.AuthorId,
                deleted.About,
                deleted.Tags,
                commit.Number,
                new(
                    timeline => timeline.Remove(deleted.TweetId, deleted.AuthorId, deleted.About),
                    static timeline => timeline.Window.CountHidden(-1),
                    deleted.Tags is null ? null : new Tagged(deleted.TweetId).Remove)))
        .On<UserFollowed>((home, follow) => home._timelines.Drop(follow.FollowerId))
        .On<UserUnfollowed>((home, unfollow) => home.DropAll(unfollow.FollowerId))
        .On<TagFollowChanged>((home, change) => home._timelines.Drop(change.AccountId))
        .On<FollowChanged>((home, change) => home.DropAll(change.FollowerId))
        .On<UserBlocked>((home, block) => home.Drop(block.BlockerId, block.BlockedId))
        .On<UserUnblocked>((home, unblock) => home.Drop(unblock.BlockerId, unblock.BlockedId))
        .On<UserMuted>((home, mute) => home.DropAll(mute.MuterId))
        .On<UserUnmuted>((home, unmute) => home.DropAll(unmute.MuterId))
        .On<ListChanged>((home, change) =>
        {
            home._timelines.Drop(ListTimeline.KeyOf(change.ListId));
            if (change.AffectsHome)
                home._timelines.Drop(change.OwnerId);
        })
        .On<AccountDeleted>((home, _) => home._timelines.Clear())
        .OnInvalid(home => home._timelines.Clear());

    /// <returns>The ids of a slice of a timeline, newest first, and how many tweets the timeline has.</returns>
    public ValueTask<(IReadOnlyList<long> Ids, long Total)> ReadAsync(TimelineKey timeline, Slice slice, CancellationToken cancellation)
    {
        _fanOut.CatchUp(timeline.Id);
        if (slice.MinId is not null || !_timelines.TryGet(timeline.Id, out var kept) || !kept.Window.TryRead(slice, out var ids, out var total))
            return ReadOrLoadAsync(timeline, slice, cancellation);
        _timelines.CountHits(1);
        return new((ids, total));
    }

    /// <summary>The entries right above one, newest first. May lack some whose transactions began before others of them.</summary>
    public async ValueTask<IReadOnlyList<long>> ReadAboveAsync(TimelineKey timeline, long tweetId, int length, CancellationToken cancellation)
    {
        var slice = new Slice(Skip: 0, length, MinId: tweetId);
        // Unlike a page that somebody continues from, it may be read from memory.
        return _timelines.TryGet(timeline.Id, out var kept) && kept.Window.TryRead(slice, out var ids, out _)
            ? ids
            : (await ReadOrLoadAsync(timeline, slice, cancellation)).Ids;
    }

    /// <summary>An edit may have brought a tweet into their timelines, or taken it out.</summary>
    private void DropFollowersOf(IReadOnlyList<long>? tags)
    {
        foreach (var reader in (tags ?? []).SelectMany(tag => _follows.FollowersOf(TagTimeline.KeyOf(tag))).Distinct())
            _timelines.Drop(reader);
    }

    private void Drop(long one, long other)
    {
        DropAll(one);
        DropAll(other);
    }

    /// <summary>Drops an account's home timeline and those of its lists, which leave out whom it hides.</summary>
    private void DropAll(long accountId)
    {
        _timelines.Drop(accountId);
        foreach (var list in _follows.ListsOf(accountId))
            _timelines.Drop(list);
    }

    private async ValueTask<(IReadOnlyList<long> Ids, long Total)> ReadOrLoadAsync(TimelineKey timeline, Slice slice, CancellationToken cancellation)
    {
        // A list may have been deleted since its owner asked for it.
        if (await _timelines.GetAsync(timeline.Id, _load) is not { } kept)
            return ([], 0);
        var stable = await _database.BoundByStableIdAsync("tweets", slice, cancellation);
        // A bounded slice comes from the database: its tweets are committed, but their events may not have arrived here yet.
        return stable == slice && kept.Window.TryRead(slice, out var ids, out var total)
            ? (ids, total)
            : await _loader.ReadSliceAsync(timeline, stable, cancellation);
    }

    // A class, not a lambda: what that captures is allocated for every post.
    private sealed class Tagged(long tweetId)
    {
        public void Add(CachedTimeline timeline) => timeline.Window.AddUncounted(tweetId);

        public void Remove(CachedTimeline timeline) => timeline.Window.RemoveUncounted(tweetId);
    }
}
