using Holder = Linnet.Accounts.Passwords.HashingTurn.Holder;

namespace Linnet.Accounts.Passwords;

/// <summary>
/// Who waits for a thread that hashes, in two lines: those who are known go first, and every fourth place is a stranger's, so
/// that nobody waits for ever. Each line is bounded, and so is how much of them one account or one address can take.
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

    /// <summary>Waits for the next and runs it. Its places are free before its caller hears of it, who may come again at once.</summary>
    /// <returns>False when there will be none any more.</returns>
    public bool RunNext()
    {
        _ready.Wait();
        Job? job;
        lock (_lock)
            job = Dequeue();
        if (job is null)
        {
            // Disposed: the other threads hear of it one after the other.
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
