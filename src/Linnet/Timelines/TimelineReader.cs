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
internal sealed class TimelineReader
{
    private readonly Database _database;
    private readonly ActiveFollows _follows;
    private readonly EntityCache<long, ActiveTimeline> _timelines;
    private readonly EntityCache<long, ActiveTimeline>.Loader _load;

    public TimelineReader(Database database, ActiveFollows follows, EventBus events, IOptions<CacheOptions> options, CacheMetrics metrics)
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
        if (slice.MinId is not null || !_timelines.TryGet(viewer, out var kept) || !kept.Window.TryRead(slice, out var ids, out var total))
            return LoadAsync(viewer, slice, cancellation);
        _timelines.CountHits(1);
        return new((ids, total));
    }

    private async ValueTask<(IReadOnlyList<long> Ids, long Total)> LoadAsync(long viewer, Slice slice, CancellationToken cancellation)
    {
        var timeline = (await _timelines.GetAsync(viewer, _load))!;
        var settled = await _database.SettleAsync("tweets", slice, cancellation);
        // What is settled is in the database, but may not have been told here yet.
        return settled == slice && timeline.Window.TryRead(slice, out var ids, out var total)
            ? (ids, total)
            : await _database.ReadAsync<(IReadOnlyList<long>, long)>(
                async db =>
                {
                    var size = await HomeTimeline.MeasureAsync(db, viewer);
                    return (await HomeTimeline.FindIdsAsync(db, viewer, settled, size), size.Tweets);
                },
                cancellation);
    }

    private async Task<(IReadOnlyDictionary<long, ActiveTimeline> Found, Snapshot AsOf)> LoadAsync(IReadOnlyList<long> viewers)
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

    private static async Task<(IReadOnlyDictionary<long, ActiveTimeline> Found, Snapshot AsOf)> LoadAsync(
        DbSession db, Dictionary<long, IDisposable> leases)
    {
        var found = new Dictionary<long, ActiveTimeline>();
        foreach (var (viewer, lease) in leases)
        {
            var size = await HomeTimeline.MeasureAsync(db, viewer);
            var newest = await HomeTimeline.FindIdsAsync(db, viewer, new Slice(Skip: 0, HomeWindow.Length), size);
            found.Add(viewer, new ActiveTimeline(new HomeWindow(newest, size.Tweets), lease));
        }
        return (found, await db.ReadSnapshotAsync());
    }

    private void Apply(DomainEvent happened, long commit)
    {
        switch (happened)
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
            case AccountDeleted or EventsLate or EventsMissed:
                _timelines.Clear();
                break;
        }
    }

    private void ApplyToAudience(long authorId, long commit, Action<ActiveTimeline> change)
    {
        _timelines.Apply(authorId, commit, change);
        foreach (var follower in _follows.FollowersOf(authorId))
            _timelines.Apply(follower, commit, change);
    }

    /// <summary>A timeline and the lease that has its owner count as active.</summary>
    private sealed record ActiveTimeline(HomeWindow Window, IDisposable Lease);
}
