namespace Linnet.Tweets.Threads;

/// <summary>What answers a tweet, directly or not, in the order in which it is read.</summary>
internal static class ThreadTree
{
    /// <summary>Each answer followed by those to it. Those of the thread's starter come first, then those with lower ids.</summary>
    /// <param name="rootId">The tweet that is answered.</param>
    /// <param name="nodes">Its descendants, among others, in any order. Of two with the same id the last one counts.</param>
    /// <param name="isShown">Whether a node stands for itself.</param>
    /// <returns>The nodes with their depths: 1 for a direct answer. Without what is not shown and nothing answers that is.</returns>
    public static List<(ThreadNode Node, int Depth)> Flatten(long rootId, IEnumerable<ThreadNode> nodes, Func<ThreadNode, bool> isShown)
    {
        var known = new Dictionary<long, ThreadNode>();
        foreach (var node in nodes)
            known[node.Id] = node;
        var answers = known.Values.Where(node => node.ParentId is not null).ToLookup(node => node.ParentId!.Value);
        var flat = new List<(ThreadNode, int)>();
        // Not recursive: a thread may be thousands of replies deep.
        var waiting = new Stack<(ThreadNode Node, int Depth)>();
        Push(rootId, 1);
        while (waiting.TryPop(out var next))
        {
            flat.Add(next);
            Push(next.Node.Id, next.Depth + 1);
        }
        return Prune(flat, isShown);

        void Push(long parentId, int depth)
        {
            // The first comes off the stack first.
            foreach (var node in answers[parentId].OrderBy(node => node.IsByStarter).ThenByDescending(node => node.Id))
                waiting.Push((node, depth));
        }
    }

    /// <summary>Removes what is not shown and is followed by nothing that answers it.</summary>
    /// <param name="nodes">Nodes in the order of <see cref="Flatten"/>.</param>
    /// <param name="isShown">Whether a node stands for itself.</param>
    /// <param name="depthAfter">The depth of what follows the last node; 0 for nothing.</param>
    public static List<(ThreadNode Node, int Depth)> Prune(
        List<(ThreadNode Node, int Depth)> nodes, Func<ThreadNode, bool> isShown, int depthAfter = 0)
    {
        var kept = new List<(ThreadNode, int)>(nodes.Count);
        var following = depthAfter;
        for (var index = nodes.Count - 1; index >= 0; index--)
        {
            var (node, depth) = nodes[index];
            if (!isShown(node) && following <= depth)
                continue;
            kept.Add((node, depth));
            following = depth;
        }
        kept.Reverse();
        return kept;
    }
}
