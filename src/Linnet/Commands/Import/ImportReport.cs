namespace Linnet.Commands.Import;

/// <summary>What an import brought in, and what it could not bring in as it was.</summary>
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

/// <summary>An account that no password opens until it is given a new one.</summary>
/// <param name="Why">What it has in place of a hash that a password can match.</param>
internal sealed record LockedOut(long Id, string Username, string Why);

/// <summary>Counts what was not carried over as it was, a sentence a kind, in the order in which the kinds turned up.</summary>
internal sealed class ImportNotes
{
    private readonly OrderedDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IEnumerable<(string What, long Count)> All => _counts.Select(note => (note.Key, note.Value));

    public void Count(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;
}
