using Holder = Linnet.Accounts.Passwords.HashingTurn.Holder;

namespace Linnet.Accounts.Passwords;

/// <summary>
/// Log-ins that wait for a hashing thread, in two queues: known clients go first, and every fourth place is an unknown client's, so
/// that none waits forever. Each queue is bounded, and so is the share of one account or one address.
/// </summary>
internal sealed class HashingQueue(int length, int perAddress) : IDisposable
{
    private const int KnownInARow = 3;

    private readonly Queue<Job> _known = new();
    private readonly Queue<Job> _strangers = new();
    private readonly Dictionary<Holder, int> _taken = [];
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _ready = new(0);
    private int _knownInARow;

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _known.Count + _strangers.Count;
        }
    }

    /// <param name="work">Does it, and gives back what tells its caller. Throws nothing.</param>
    /// <param name="turn">For whom.</param>
    /// <returns>False when the line is full, or the places of the account or the address are taken.</returns>
    public bool TryAdd(Func<Action> work, in HashingTurn turn)
    {
        var places = turn.Places(perAddress);
        lock (_lock)
        {
            var line = turn.IsKnown ? _known : _strangers;
            if (line.Count >= length || places.Exists(place => _taken.GetValueOrDefault(place.Holder) >= place.Places))
                return false;
            foreach (var (holder, _) in places)
                _taken[holder] = _taken.GetValueOrDefault(holder) + 1;
            line.Enqueue(new Job(work, places));
        }
        _ready.Release();
        return true;
    }

    /// <summary>Waits for the next job and runs it. Frees its places before its caller continues, because the caller may return at once.</summary>
    /// <returns>False when there will be none any more.</returns>
    public bool RunNext()
    {
        _ready.Wait();
        Job? job;
        lock (_lock)
            job = Dequeue();
        if (job is null)
        {
            // Disposed: wake the other threads one after another.
            _ready.Release();
            return false;
        }
        var tell = job.Work();
        Leave(job);
        tell();
        return true;
    }

    /// <summary>What waits is still done; then the threads end.</summary>
    public void Dispose() => _ready.Release();

    private Job? Dequeue()
    {
        var isStrangersTurn = _known.Count is 0 || (_knownInARow >= KnownInARow && _strangers.Count > 0);
        _knownInARow = isStrangersTurn ? 0 : _knownInARow + 1;
        return (isStrangersTurn ? _strangers : _known).TryDequeue(out var job) ? job : null;
    }

    private void Leave(Job job)
    {
        lock (_lock)
        {
            foreach (var (holder, _) in job.Places)
            {
                if (_taken[holder] is 1)
                    _taken.Remove(holder);
                else
                    _taken[holder]--;
            }
        }
    }

    private sealed record Job(Func<Action> Work, List<(Holder Holder, int Places)> Places);
}
