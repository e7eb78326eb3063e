using Linnet.Common;

namespace Linnet.Commands.Import;

/// <summary>
/// Maps the ids of one table of the original to Linnet's: unchanged, or, when the table has an id that Linnet does not accept
/// and renumbering is allowed, 1, 2, 3 and so on in the order of the old ids.
/// </summary>
internal sealed class ImportedIds
{
    /// <summary>
    /// Half of the integers that JavaScript, and so every web client, represents exactly (2^53, ECMA-262 §6.1.6.1). The other
    /// half is left for new ids.
    /// </summary>
    public const long MaxId = 1L << 52;

    private readonly Dictionary<long, long> _ids = [];

    /// <param name="table">The table, for the report.</param>
    /// <param name="ids">The id of each row, in ascending order; null for a row without one.</param>
    /// <param name="renumber">Whether the ids may be changed.</param>
    /// <exception cref="OperatorException">Linnet does not accept one of the ids, and renumbering is not allowed.</exception>
    public ImportedIds(string table, IEnumerable<long?> ids, bool renumber, ImportNotes notes)
    {
        long? first = null, last = null;
        foreach (var id in ids)
        {
            if (id is { } known && _ids.TryAdd(known, known))
                (first, last) = (first ?? known, known);
            else
                notes.Count($"rows of {table} had no unique id and were skipped");
        }
        if (first is null or > 0 && last is null or <= MaxId)
            return;
        if (!renumber)
        {
            throw new OperatorException(
                ExitCode.Failed,
                $"The {table} have ids from {first} to {last}; clients support 1 to {MaxId}. Import with --renumber to assign new ids in the same order; links to the old ids then break.");
        }
        // A dictionary without removals enumerates its keys in insertion order.
        var next = 0L;
        foreach (var old in _ids.Keys.ToList())
            _ids[old] = ++next;
        notes.Count($"of the tables were renumbered: {table}");
    }

    /// <returns>Linnet's id, or null when there is no such row.</returns>
    public long? Find(long? original) => original is { } old && _ids.TryGetValue(old, out var id) ? id : null;
}
