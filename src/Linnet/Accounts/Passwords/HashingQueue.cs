using Holder = Linnet.Accounts.Passwords.HashingTurn.Holder;

namespace Linnet.Accounts.Passwords;

/// <summary>
/// Two bounded queues for the hashing threads. Known callers go first, but every fourth place goes to an unknown one, so that
/// none waits forever. The share of one account or one address is limited too.
/// </summary>
internal sealed class HashingQueue(int length, int perAddress) : IDisposable
{
    private const int KnownInARow = 3;

    private readonly Queue<Job> _known = new();
    private readonly Queue<Job> _unknown = new();
    private readonly Dictionary<Holder, int> _taken = [];
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _ready = new(0);
    private int _knownInARow;

    /// <summary>The number of waiting jobs.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _known.Count + _unknown.Count;
        }
    }

    /// <param name="work">Does the work and returns the action that completes the caller's task. Must not throw.</param>
    /// <param name="turn">Whose turn it is.</param>
    /// <returns>False when the queue is full, or the account or the address has no places left.</returns>
    public bool TryAdd(Func<Action> work, in HashingTurn turn)
    {
        var places = turn.Places(perAddress);
        lock (_lock)
        {
            var line = turn.IsKnown ? _known : _unknown;
            if (line.Count >= length || places.Exists(place => _taken.GetValueOrDefault(place.Holder) >= place.Places))
                return false;
            foreach (var (holder, _) in places)
                _taken[holder] = _taken.GetValueOrDefault(holder) + 1;
            line.Enqueue(new Job(work, places));
        }
        _ready.Release();
        return true;
    }

    /// <summary>Waits for the next job and runs it. Frees its places first, so that the caller can retry as soon as its task completes.</summary>
    /// <returns>False when the queue is disposed and empty.</returns>
    public bool RunNext()
    {
        _ready.Wait();
        Job? job;
        lock (_lock)
            job = Dequeue();
        if (job is null)
        {
            // Disposed: wakes the next thread, which wakes the one after it.
            _ready.Release();
            return false;
        }
        var complete = job.Work();
        ReleasePlaces(job);
        complete();
        return true;
    }

    /// <summary>Waiting jobs still run; then the threads exit.</summary>
    public void Dispose() => _ready.Release();

    private Job? Dequeue()
    {
        var isUnknownsTurn = _known.Count is 0 || (_knownInARow >= KnownInARow && _unknown.Count > 0);
        _knownInARow = isUnknownsTurn ? 0 : _knownInARow + 1;
        return (isUnknownsTurn ? _unknown : _known).TryDequeue(out var job) ? job : null;
    }

    private void ReleasePlaces(Job job)
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
