namespace Linnet.Http.RateLimits;

/// <summary>
/// Addresses from which accounts logged in before: keyed hashes of name and address, which reveal nothing without the process's
/// key. Bounded: beyond its capacity it evicts those that have not logged in for longest.
/// </summary>
internal sealed class KnownAddresses(int capacity)
{
    private readonly Lock _lock = new();
    private HashSet<ulong> _recent = [];
    private HashSet<ulong> _before = [];

    public bool Contains(ulong pair)
    {
        lock (_lock)
            return _recent.Contains(pair) || _before.Contains(pair);
    }

    public void Add(ulong pair)
    {
        lock (_lock)
        {
            if (!_recent.Add(pair) || _recent.Count < capacity)
                return;
            (_before, _recent) = (_recent, []);
        }
    }
}
