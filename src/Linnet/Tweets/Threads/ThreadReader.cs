using Linnet.Relations;
using Linnet.Storage;

namespace Linnet.Tweets.Threads;

/// <summary>Reads what stands around a tweet in its thread, as a viewer sees it.</summary>
internal sealed class ThreadReader(Database database, TweetCache tweets)
{
    /// <summary>How many ancestors are given: those nearest to the tweet.</summary>
    public const int MostAncestors = 200;

    /// <summary>How many later tweets of a thread are looked at, and how many tombstones. What was posted after them is not given.</summary>
    public const int MostNodes = 10_000;

    /// <param name="focus">A tweet that the viewer may see, and no repost.</param>
    /// <param name="query">Which part of the descendants.</param>
    /// <param name="viewer">Whom it is for.</param>
    /// <param name="cancellation">Ends the wait for a reader.</param>
    public async Task<ThreadView> ReadAsync(CachedTweet focus, ThreadQuery query, Viewer viewer, CancellationToken cancellation)
    {
        var (above, (later, hasMoreBelow)) = await database.ForAsync(viewer.Id, () => database.ReadAsync(db => ReadNodesAsync(db, focus), cancellation), cancellation);
        var hasMoreAbove = above.Count > MostAncestors;
        if (hasMoreAbove)
            above.RemoveAt(0);
        // Before it is cut into parts: a part would keep the place of a tweet that the viewer does not see for an answer that they do not see either.
        var below = ThreadTree.Flatten(focus.Id, later, node => node.IsShownTo(viewer));
        var part = below.Skip((int)Math.Min(query.Skip, below.Count)).Take(query.Limit).ToList();
        var end = query.Skip + part.Count;
        var ids = above.Concat(part.Select(entry => entry.Node)).Where(node => node is { AuthorId: not null, IsHidden: false }).Select(node => node.Id);
        var shown = (await tweets.ReadAsync([.. ids], TweetSurface.Thread, viewer, cancellation)).ById();
        var depthAfter = end < below.Count ? below[(int)end].Depth : 0;
        return new ThreadView(
            [.. above],
            ThreadTree.Prune(part, node => shown.ContainsKey(node.Id), depthAfter).ConvertAll(entry => entry.Node),
            shown,
            viewer,
            IsTruncated: hasMoreAbove || end < below.Count || hasMoreBelow,
            Next: end < below.Count && part.Count > 0 ? end : null);
    }

    private static async Task<(List<ThreadNode> Above, (List<ThreadNode> Nodes, bool HasMore) Later)> ReadNodesAsync(DbSession db, CachedTweet focus)
    {
        var later = await ThreadRows.ListLaterAsync(db, focus.ConversationId, focus.Id, MostNodes);
        // The first tweet of a thread has nothing above it.
        return (focus.ConversationId == focus.Id ? [] : await ThreadRows.ListAboveAsync(db, focus.Id, MostAncestors), later);
    }
}
