namespace Linnet.Common.Caching;

/// <summary>Which commits a reader saw. The default saw none.</summary>
/// <remarks>
/// On SQLite commits are numbered as they are made, and a reader saw all up to one number. On PostgreSQL the number is the
/// transaction's id, given out when it begins to write, not when it commits: a reader may have seen a later one and not yet an earlier.
/// </remarks>
/// <param name="end">The first number that is too late to have been seen.</param>
/// <param name="unfinished">Lower numbers that were not committed yet; few.</param>
internal readonly struct Snapshot(long end, long[]? unfinished = null)
{
    private readonly long _end = end;
    private readonly long[]? _unfinished = unfinished;

    public static Snapshot UpTo(long commit) => new(commit + 1);

    public bool Saw(long commit) => commit < _end && (_unfinished is null || !_unfinished.Contains(commit));
}
