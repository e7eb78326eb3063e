using Linnet.Common;
using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Storage;
using Linnet.Users;
using Microsoft.Extensions.Options;

namespace Linnet.Timelines;

/// <summary>
/// Which tweets stand in home timelines. Those of active people are kept in memory and grow as their authors tweet; so a
/// read costs the same whether one follows ten people or five thousand, and a tweet costs what its active audience costs.
/// </summary>
internal sealed class HomeTimelineCache
{
    /// <summary>
    /// From how many followers on an author is not kept waiting for all their timelines. One costs 0.4 µs, most of it memory
    /// that is not in the processor's cache, so fewer than these are a tenth of a millisecond.
    /// </summary>
    internal const int LargeAudience = 250;

    /// <summary>
    /// So long its author has to be answered first. A walk that began at once took a thread of the pool from that answer, of as
    /// many as there are cores: with two, 5,000 timelines kept it as long as before.
    /// </summary>
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(5);

    private readonly Database _database;
    private readonly ActiveFollowerIndex _follows;
    private readonly EntityCache<long, CachedTimeline> _timelines;
    private readonly EntityCache<long, CachedTimeline>.Loader _load;
    private readonly Lock _telling = new();
    private volatile DeferredFanOut? _walk;
    private long _walks;

    public HomeTimelineCache(Database database, ActiveFollowerIndex follows, EventBus events, IOptions<TimelineCacheOptions> options, CacheMetrics metrics)
    {
        (_database, _follows) = (database, follows);
        _timelines = new(options.Value.Timelines, timeline => timeline.Lease.Dispose());
        metrics.Include("timelines", _timelines);
        _load = LoadAsync;
        events.Subscribe(Apply);
    }

    /// <returns>The ids of a part of a person's timeline, newest first, and how many tweets the whole has.</returns>
    public ValueTask<(IReadOnlyList<long> Ids, long Total)> ReadAsync(long viewer, Slice slice, CancellationToken cancellation)
    {
        // First of all: an entry that is found, or is being loaded, then has what was told; one that is loaded from here on sees it.
        _walk?.ApplyTo(viewer);
        if (slice.MinId is not null || !_timelines.TryGet(viewer, out var kept) || !kept.Window.TryRead(slice, out var ids, out var total))
            return LoadAsync(viewer, slice, cancellation);
        _timelines.CountHits(1);
        return new((ids, total));
    }

    private async ValueTask<(IReadOnlyList<long> Ids, long Total)> LoadAsync(long viewer, Slice slice, CancellationToken cancellation)
    {
        var timeline = (await _timelines.GetAsync(viewer, _load))!;
        var settled = await _database.BoundByStableIdAsync("tweets", slice, cancellation);
        // What is settled is in the database, but may not have been told here yet.
        return settled == slice && timeline.Window.TryRead(slice, out var ids, out var total)
            ? (ids, total)
            : await _database.ForAsync(viewer, () => ReadRowsAsync(viewer, settled, cancellation), cancellation);
    }

    private Task<(IReadOnlyList<long> Ids, long Total)> ReadRowsAsync(long viewer, Slice slice, CancellationToken cancellation) =>
        _database.ReadAsync<(IReadOnlyList<long>, long)>(
            async db =>
            {
                var size = await HomeTimelineQuery.MeasureAsync(db, viewer);
                return (await HomeTimelineQuery.FindIdsAsync(db, viewer, slice, size), size.Tweets);
            },
            cancellation);

    private async Task<(IReadOnlyDictionary<long, CachedTimeline> Found, Snapshot AsOf)> LoadAsync(IReadOnlyList<long> viewers)
    {
        // First known as followers, then read: a tweet that is told to followers before that is in what is read.
        var leases = new Dictionary<long, IDisposable>();
        try
        {
            foreach (var viewer in viewers)
                leases.Add(viewer, await _follows.ActivateAsync(viewer, CancellationToken.None));
            return await _database.ReadAsync(db => LoadAsync(db, leases), CancellationToken.None);
        }
        catch
        {
            foreach (var lease in leases.Values)
                lease.Dispose();
            throw;
        }
    }

    private static async Task<(IReadOnlyDictionary<long, CachedTimeline> Found, Snapshot AsOf)> LoadAsync(
        DbSession db, Dictionary<long, IDisposable> leases)
    {
        var found = new Dictionary<long, CachedTimeline>();
        foreach (var (viewer, lease) in leases)
        {
            var size = await HomeTimelineQuery.MeasureAsync(db, viewer);
            var newest = await HomeTimelineQuery.FindIdsAsync(db, viewer, new Slice(Skip: 0, TimelineWindow.Length), size);
            found.Add(viewer, new CachedTimeline(new TimelineWindow(newest, size.Tweets), lease));
        }
        return (found, await db.ReadSnapshotAsync());
    }

    private void Apply(DomainEvent @event, long commit)
    {
        switch (@event)
        {
            case TweetPosted posted:
                ApplyToAudience(posted.AuthorId, commit, timeline => timeline.Window.Add(posted.TweetId));
                break;
            case TweetDeleted deleted:
                ApplyToAudience(deleted.AuthorId, commit, timeline => timeline.Window.Remove(deleted.TweetId));
                break;
            case UserFollowed follow:
                _timelines.Drop(follow.FollowerId);
                break;
            case UserUnfollowed unfollow:
                _timelines.Drop(unfollow.FollowerId);
                break;
            case AccountDeleted or EventFeedLost or CachesInvalid:
                _timelines.Clear();
                break;
        }
    }

    private void ApplyToAudience(long authorId, long commit, Action<CachedTimeline> change)
    {
        // On many nodes what happened here and what happened elsewhere is told by two threads.
        lock (_telling)
        {
            // One change after the other: who has seen a tweet asks for those after it (min_id), and would miss an older one.
            _walk?.Finish();
            _timelines.Apply(authorId, commit, change);
            var followers = _follows.FollowersOf(authorId);
            if (followers.Length >= LargeAudience)
            {
                _walk = StartWalk(followers, commit, change);
                return;
            }
            foreach (var follower in followers)
                _timelines.Apply(follower, commit, change);
        }
    }

    private DeferredFanOut StartWalk(long[] followers, long commit, Action<CachedTimeline> change)
    {
        var number = ++_walks;
        Action<CachedTimeline> once = timeline =>
        {
            // Not only by this one: a reader who was held up may come with one that was over long ago.
            if (timeline.LastFanOut >= number)
                return;
            timeline.LastFanOut = number;
            change(timeline);
        };
        var walk = new DeferredFanOut(followers, follower => _timelines.Apply(follower, commit, once));
        // What it throws is thrown again at the next change, to whoever tells of it.
        _ = FinishLaterAsync(walk);
        return walk;
    }

    private static async Task FinishLaterAsync(DeferredFanOut walk)
    {
        await Task.Delay(HeadStart);
        walk.Finish();
    }

    /// <summary>A timeline and the lease that has its owner count as active.</summary>
    private sealed record CachedTimeline(TimelineWindow Window, IDisposable Lease)
    {
        /// <summary>The last walk whose change it has.</summary>
        public long LastFanOut { get; set; }
    }
}
