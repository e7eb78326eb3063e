using Linnet.Common;

namespace Linnet.Commands.Import;

/// <summary>
/// The ids of one table of the original, and which id each row has here: its own, or, when the table has an id that Linnet
/// does not take and renumbering is allowed, 1, 2, 3 and so on in the order of the old ids.
/// </summary>
internal sealed class ImportedIds
{
    /// <summary>
    /// Half of the whole numbers that JavaScript, and so every web client, holds exactly (2^53, ECMA-262 §6.1.6.1): the
    /// other half is for the ids to come.
    /// </summary>
    public const long MaxId = 1L << 52;

    private readonly Dictionary<long, long> _ids = [];

    /// <param name="table">The table, for the report.</param>
    /// <param name="ids">The id of each row, in ascending order; null for a row without one.</param>
    /// <param name="renumber">Whether the ids may be changed.</param>
    /// <exception cref="OperatorException">There is an id that Linnet does not take, and ids are to stay.</exception>
    public ImportedIds(string table, IEnumerable<long?> ids, bool renumber, ImportNotes notes)
    {
        long? first = null, last = null;
        foreach (var id in ids)
        {
            if (id is { } known && _ids.TryAdd(known, known))
                (first, last) = (first ?? known, known);
            else
                notes.Count($"rows of {table} had no id and were left out");
        }
        if (first is null or > 0 && last is null or <= MaxId)
            return;
        if (!renumber)
        {
            throw new OperatorException(
                ExitCode.Failed,
                $"The {table} have ids from {first} to {last}; clients take 1 to {MaxId}. Import with --renumber: every one gets a new id, in the same order, and links to the old ids end.");
        }
        // A dictionary that was only added to lists its keys in the order in which they came.
        var next = 0L;
        foreach (var old in _ids.Keys.ToList())
            _ids[old] = ++next;
        notes.Count($"of the tables were renumbered: {table}");
    }

    /// <returns>The id here, or null when there is no such row.</returns>
    public long? Find(long? original) => original is { } old && _ids.TryGetValue(old, out var id) ? id : null;
}
