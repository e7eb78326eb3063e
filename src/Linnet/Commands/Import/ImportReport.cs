namespace Linnet.Commands.Import;

/// <summary>What an import copied, and what it changed or skipped.</summary>
internal sealed record ImportReport(
    long Users,
    long Tweets,
    long Follows,
    long Likes,
    IReadOnlyList<NameChange> Changes,
    IReadOnlyList<LockedOut> LockedOut,
    ImportNotes Notes)
{
    public long Rows => Users + Tweets + Follows + Likes;
}

/// <param name="What"><c>username</c> or <c>email</c>.</param>
internal sealed record NameChange(long Id, string What, string Old, string New);

/// <summary>An account that no password opens until an operator resets it.</summary>
/// <param name="Why">What is stored in place of a usable hash.</param>
internal sealed record LockedOut(long Id, string Username, string Why);

/// <summary>Counts what was changed or skipped, one sentence per kind, in order of first occurrence.</summary>
internal sealed class ImportNotes
{
    private readonly OrderedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IEnumerable<(string What, long Count)> All => _counts.Select(note => (note.Key, note.Value));

    public void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;
}
