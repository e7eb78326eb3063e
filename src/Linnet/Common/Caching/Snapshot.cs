namespace Linnet.Common.Caching;

/// <summary>The commits that a load saw: docs/memory.md. The default saw none.</summary>
/// <param name="end">The lowest number that the load cannot have seen.</param>
/// <param name="unfinished">Lower numbers that were not committed yet; few, and none on SQLite.</param>
internal readonly struct Snapshot(long end, long[]? unfinished = null)
{
    private readonly long _end = end;
    private readonly long[]? _unfinished = unfinished;

    public static Snapshot UpTo(long commit) => new(commit + 1);

    public bool Saw(long commit) => commit < _end && (_unfinished is null || !_unfinished.Contains(commit));
}
