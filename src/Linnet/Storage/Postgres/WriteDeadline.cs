namespace Linnet.Storage.Postgres;

/// <summary>
/// How long a caller waits for a work, whatever the database does. A work that is given up is not stopped (that would take a
/// connection to a database that does not answer): it ends by itself, later, and does not commit.
/// </summary>
internal sealed class WriteDeadline
{
    private const int Working = 0;
    private const int Committing = 1;
    private const int GivenUp = 2;

    private int _state;
    private volatile bool _takesTime;

    public bool IsGivenUp => Volatile.Read(ref _state) == GivenUp;

    /// <summary>Lifts the bound.</summary>
    public void TakeTime() => _takesTime = true;

    /// <summary>Call it right before a commit. False: the caller has stopped waiting, so do not commit.</summary>
    public bool TryCommit() => Interlocked.CompareExchange(ref _state, Committing, Working) != GivenUp;

    /// <summary>To be called when the time is over.</summary>
    /// <param name="isCommitting">It may be kept, or may not: its commit is under way.</param>
    /// <returns>False for a work that takes its time.</returns>
    public bool TryGiveUp(out bool isCommitting)
    {
        isCommitting = !_takesTime && Interlocked.CompareExchange(ref _state, GivenUp, Working) == Committing;
        return !_takesTime;
    }
}
