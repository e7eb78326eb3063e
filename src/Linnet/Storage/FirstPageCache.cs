using Linnet.Common;
using Linnet.Common.Caching;

namespace Linnet.Storage;

/// <summary>
/// The first ids of lists of one kind (an author's tweets, a user's followers), each kept until something happens to
/// that list. Most reads are of a list's first page; all others go to the database.
/// </summary>
/// <remarks>
/// Dropped, not changed: only the query knows which page a new member falls on. One query reloads a dropped list for all
/// concurrent readers.
/// </remarks>
/// <param name="database">Where the lists are.</param>
/// <param name="sql">The list, by its <c>@of</c>.</param>
/// <param name="capacity">In lists.</param>
/// <param name="pagedBy">The table whose ids they hold, where a list grows towards the present: <see cref="Database.BoundByStableIdAsync"/>.</param>
internal sealed class FirstPageCache(Database database, SlicedSql sql, int capacity, string? pagedBy = null)
{
    /// <summary>How many ids are kept of a list: as many as the longest page has.</summary>
    private const int Length = 100;

    private static readonly Slice Head = new(Skip: 0, Length);

    private readonly EntityCache<long, long[]> _heads = new(capacity);

    /// <param name="listId">The account or tweet that the list belongs to.</param>
    /// <param name="slice">Which part of it.</param>
    /// <param name="viewer">The account whose share of the readers a load counts against.</param>
    /// <param name="cancellation">Ends a wait for a load that serves this caller alone.</param>
    public ValueTask<IReadOnlyList<long>> ReadAsync(long listId, Slice slice, long viewer, CancellationToken cancellation)
    {
        if (slice is not { MaxId: null, SinceId: null, MinId: null })
            return ReadRowsAsync(listId, slice, viewer, cancellation);
        if (!_heads.TryGet(listId, out var head) || Cut(head, slice) is not { } part)
            return LoadAsync(listId, slice, viewer, cancellation);
        _heads.CountHits(1);
        return new(part);
    }

    public ICacheFigures Figures => _heads;

    /// <summary>Call it when a list has changed.</summary>
    public void Drop(long listId) => _heads.Drop(listId);

    /// <summary>Call it when any list may have changed.</summary>
    public void Clear() => _heads.Clear();

    private async ValueTask<IReadOnlyList<long>> LoadAsync(long listId, Slice slice, long viewer, CancellationToken cancellation) =>
        Cut((await _heads.GetAsync(listId, LoadHeadsAsync))!, slice) ?? await ReadRowsAsync(listId, slice, viewer, cancellation);

    private async Task<Loaded<long, long[]>> LoadHeadsAsync(IReadOnlyList<long> lists)
    {
        var found = new Dictionary<long, long[]>();
        foreach (var listId in lists)
            found.Add(listId, [.. await database.ReadOneAsync(db => sql.QueryIdsAsync(db, Head, listId), CancellationToken.None)]);
        // Heads are dropped, never changed, so it does not matter as of when they are.
        return new Loaded<long, long[]>(found, default);
    }

    private async ValueTask<IReadOnlyList<long>> ReadRowsAsync(long listId, Slice slice, long viewer, CancellationToken cancellation)
    {
        var settled = pagedBy is null ? slice : await database.BoundByStableIdAsync(pagedBy, slice, cancellation);
        return await database.ForAsync(
            viewer, () => database.ReadOneAsync(db => sql.QueryIdsAsync(db, settled, listId), cancellation), cancellation);
    }

    /// <returns>Null when the part reaches beyond the head.</returns>
    private static ArraySegment<long>? Cut(long[] head, Slice slice)
    {
        // A head that is not full is the whole list. Compared without adding: skip may be as large as a long can be.
        if (head.Length == Length && slice.Skip > Length - slice.Limit)
            return null;
        var first = (int)Math.Min(slice.Skip, head.Length);
        return new(head, first, Math.Min(slice.Limit, head.Length - first));
    }
}
