namespace Linnet.Timelines;

/// <summary>The state of a merge over many authors' ids: the first few of each, and whose few do not suffice.</summary>
/// <param name="wanted">How many ids of the merged order are needed.</param>
/// <param name="oldestFirst">Which end of each author's ids comes first.</param>
/// <param name="mayRepeat">Whether several may have the same id, as an author and a hashtag do.</param>
internal sealed class TimelineMerge(long wanted, bool oldestFirst, bool mayRepeat)
{
    private readonly Dictionary<long, List<long>> _idsOf = [];
    private readonly HashSet<long> _mayHaveMore = [];

    /// <summary>Takes the first ids of some authors, in place of fewer that were taken before.</summary>
    /// <param name="rows">Ids with their authors, in any order; an author without a row has none.</param>
    /// <param name="chunk">How many were asked for of each author: one who gave as many may have more.</param>
    public void Add(List<(long AuthorId, long Id)> rows, long chunk)
    {
        foreach (var author in rows.GroupBy(row => row.AuthorId, row => row.Id))
        {
            var ids = author.ToList();
            _idsOf[author.Key] = ids;
            if (ids.Count >= chunk && chunk < wanted)
                _mayHaveMore.Add(author.Key);
            else
                _mayHaveMore.Remove(author.Key);
        }
    }

    /// <summary>Authors of whom further ids could come before the last one wanted. None: the merge is complete.</summary>
    public List<long> UnfinishedAuthors()
    {
        if (_mayHaveMore.Count == 0)
            return [];
        var merged = Merged();
        if (merged.Count < wanted)
            return [.. _mayHaveMore];
        var last = merged[(int)wanted - 1];
        return [.. _mayHaveMore.Where(author => ComesBefore(FarthestOf(author), last))];
    }

    /// <returns>A part of the merged order, newest first.</returns>
    public List<long> Slice(long skip, int limit)
    {
        var merged = Merged();
        var slice = merged.Skip((int)Math.Min(skip, merged.Count)).Take(limit).ToList();
        if (oldestFirst)
            slice.Reverse();
        return slice;
    }

    private List<long> Merged()
    {
        var all = _idsOf.Values.SelectMany(ids => ids).ToList();
        all.Sort((left, right) => oldestFirst ? left.CompareTo(right) : right.CompareTo(left));
        // A tweet comes from its author and from each of its hashtags that the viewer follows.
        return all.Count > 1 && mayRepeat ? [.. all.Distinct()] : all;
    }

    private long FarthestOf(long author) => oldestFirst ? _idsOf[author].Max() : _idsOf[author].Min();

    private bool ComesBefore(long id, long other) => oldestFirst ? id < other : id > other;
}
