using Linnet.Common;
using Linnet.Common.Caching;
using Linnet.Relations;
using Linnet.Relations.Lists;
using Linnet.Storage;

namespace Linnet.Timelines;

/// <summary>Reads timelines from the database: windows to keep in memory, and slices that lie beyond them.</summary>
internal sealed class HomeTimelineLoader(Database database, ActiveFollowerIndex follows)
{
    /// <summary>Loads the newest part of some timelines and keeps their owners active.</summary>
    /// <param name="keys"><see cref="TimelineKey.Id"/> of each.</param>
    public async Task<Loaded<long, CachedTimeline>> LoadWindowsAsync(IReadOnlyList<long> keys)
    {
        // First active, then read: a tweet that is fanned out before the lease is held is in what is read.
        var leases = new Dictionary<long, IDisposable>();
        Loaded<long, CachedTimeline> loaded = default;
        try
        {
            foreach (var key in keys)
                leases.Add(key, await follows.ActivateAsync(key, CancellationToken.None));
            return loaded = await database.ReadAsync(db => ReadWindowsAsync(db, leases), CancellationToken.None);
        }
        finally
        {
            // Of all when it failed, else of lists that do not exist.
            foreach (var (key, lease) in leases)
            {
                if (loaded.Found?.ContainsKey(key) is not true)
                    lease.Dispose();
            }
        }
    }

    /// <summary>A slice of a timeline from the database, within its owner's share of the readers.</summary>
    public Task<(IReadOnlyList<long> Ids, long Total)> ReadSliceAsync(TimelineKey timeline, Slice slice, CancellationToken cancellation) =>
        database.ForAsync(
            timeline.OwnerId,
            () => database.ReadAsync<(IReadOnlyList<long>, long)>(
                async db =>
                {
                    var size = await HomeTimelineQuery.MeasureAsync(db, timeline);
                    return (await HomeTimelineQuery.FindIdsAsync(db, timeline, slice, size), size.Tweets);
                },
                cancellation),
            cancellation);

    private static async Task<Loaded<long, CachedTimeline>> ReadWindowsAsync(DbSession db, Dictionary<long, IDisposable> leases)
    {
        var found = new Dictionary<long, CachedTimeline>();
        foreach (var (key, lease) in leases)
        {
            var list = ListTimeline.ListIdOf(key);
            var rules = list is null ? null : await TimelineRules.ReadAsync(db, list.Value);
            if (list is not null && rules is null)
                continue;
            var timeline = new TimelineKey(rules?.OwnerId ?? key, list);
            var size = await HomeTimelineQuery.MeasureAsync(db, timeline);
            if (size.LacksOwn)
                rules = TimelineRules.WithoutOwn(timeline.OwnerId);
            var newest = await HomeTimelineQuery.FindIdsAsync(db, timeline, new Slice(Skip: 0, TimelineWindow.Length), size);
            found.Add(key, new CachedTimeline(new TimelineWindow(newest, size.Tweets), lease, rules));
        }
        return new(found, await db.ReadSnapshotAsync());
    }
}
