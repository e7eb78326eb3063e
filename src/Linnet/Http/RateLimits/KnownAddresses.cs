namespace Linnet.Http.RateLimits;

/// <summary>
/// From where people logged in before: keyed hashes of name and address, which tell nothing to whoever reads the memory of a
/// process without its key. Bounded: of more than it holds, those that did not come again for longest are forgotten.
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
