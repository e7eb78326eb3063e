namespace Linnet.Relations;

/// <summary>
/// Edges from active accounts to others, such as follows, found by either end: an account keeps its targets, and this the
/// accounts that point to a target. Not thread-safe.
/// </summary>
internal sealed class EdgeIndex
{
    private readonly Dictionary<long, IdSet> _sourcesOf = [];

    public bool HasSources(long target) => _sourcesOf.ContainsKey(target);

    /// <summary>The active accounts that point to this one, ascending.</summary>
    public ReadOnlySpan<long> SourcesOf(long target) => _sourcesOf.TryGetValue(target, out var sources) ? sources.Span : [];

    public void Assign(long source, IdSet targets, long target, bool exists)
    {
        if (exists)
            Link(source, targets, target);
        else if (targets.Remove(target))
            Unlink(source, target);
    }

    /// <summary>Makes these the only targets of an account.</summary>
    public void Replace(long source, IdSet targets, List<long> current)
    {
        foreach (var target in targets.ToArray().Except(current))
            Assign(source, targets, target, exists: false);
        targets.EnsureRoom(current.Count);
        foreach (var target in current)
            Link(source, targets, target);
    }

    /// <summary>Removes an account that is no longer active; its own targets are not used again.</summary>
    public void Leave(long source, IdSet targets)
    {
        foreach (var target in targets.Span)
            Unlink(source, target);
    }

    private void Link(long source, IdSet targets, long target)
    {
        if (!targets.Add(target))
            return;
        if (!_sourcesOf.TryGetValue(target, out var sources))
            _sourcesOf.Add(target, sources = new IdSet());
        sources.Add(source);
    }

    private void Unlink(long source, long target)
    {
        var sources = _sourcesOf[target];
        sources.Remove(source);
        if (sources.Count == 0)
            _sourcesOf.Remove(target);
    }
}
