using Linnet.Common;
using Linnet.Common.Caching;
using Linnet.Relations;
using Linnet.Storage;

namespace Linnet.Timelines;

/// <summary>Reads home timelines from the database: windows to keep in memory, and slices that lie beyond them.</summary>
internal sealed class HomeTimelineLoader(Database database, ActiveFollowerIndex follows)
{
    /// <summary>Loads the newest part of some viewers' timelines and keeps these viewers active.</summary>
    public async Task<Loaded<long, CachedTimeline>> LoadWindowsAsync(IReadOnlyList<long> viewers)
    {
        // First active, then read: a tweet that is fanned out before the lease is held is in what is read.
        var leases = new Dictionary<long, IDisposable>();
        try
        {
            foreach (var viewer in viewers)
                leases.Add(viewer, await follows.ActivateAsync(viewer, CancellationToken.None));
            return await database.ReadAsync(db => ReadWindowsAsync(db, leases), CancellationToken.None);
        }
        catch
        {
            foreach (var lease in leases.Values)
                lease.Dispose();
            throw;
        }
    }

    /// <summary>A slice of a viewer's timeline from the database, within the viewer's share of the readers.</summary>
    public Task<(IReadOnlyList<long> Ids, long Total)> ReadSliceAsync(long viewer, Slice slice, CancellationToken cancellation) =>
        database.ForAsync(
            viewer,
            () => database.ReadAsync<(IReadOnlyList<long>, long)>(
                async db =>
                {
                    var size = await HomeTimelineQuery.MeasureAsync(db, viewer);
                    return (await HomeTimelineQuery.FindIdsAsync(db, viewer, slice, size), size.Tweets);
                },
                cancellation),
            cancellation);

    private static async Task<Loaded<long, CachedTimeline>> ReadWindowsAsync(DbSession db, Dictionary<long, IDisposable> leases)
    {
        var found = new Dictionary<long, CachedTimeline>();
        foreach (var (viewer, lease) in leases)
        {
            var size = await HomeTimelineQuery.MeasureAsync(db, viewer);
            var newest = await HomeTimelineQuery.FindIdsAsync(db, viewer, new Slice(Skip: 0, TimelineWindow.Length), size);
            found.Add(viewer, new CachedTimeline(new TimelineWindow(newest, size.Tweets), lease));
        }
        return new(found, await db.ReadSnapshotAsync());
    }
}
