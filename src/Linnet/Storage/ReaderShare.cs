using Linnet.Common;

namespace Linnet.Storage;

/// <summary>
/// How many reads of one account run at once. Further ones of the same account wait for these, in their order and for a bounded
/// time, while those of others go first: one account cannot take all readers.
/// </summary>
/// <param name="places">How many run at once.</param>
/// <param name="patience">How long a further one waits.</param>
internal sealed class ReaderShare(int places, TimeSpan patience)
{
    /// <summary>How many of an account wait at most; a client that has more under way does not read their answers.</summary>
    private const int MostWaiting = 100;

    private readonly Dictionary<long, Places> _taken = [];

    /// <summary>Runs a read in its account's share.</summary>
    /// <exception cref="OutageException">The account reads too much at once.</exception>
    public async Task<T> RunAsync<T>(long accountId, Func<Task<T>> read, CancellationToken cancellation)
    {
        var mine = Join(accountId);
        try
        {
            if (!await mine.Free.WaitAsync(patience, cancellation))
                throw new OutageException(StorageErrors.TooManyReads);
            try
            {
                return await read();
            }
            finally
            {
                mine.Free.Release();
            }
        }
        finally
        {
            Leave(accountId, mine);
        }
    }

    private Places Join(long accountId)
    {
        lock (_taken)
        {
            if (!_taken.TryGetValue(accountId, out var mine))
                _taken.Add(accountId, mine = new Places(new SemaphoreSlim(places)));
            if (mine.Members >= places + MostWaiting)
                throw new OutageException(StorageErrors.TooManyReads);
            mine.Members++;
            return mine;
        }
    }

    // Only accounts that read right now are here.
    private void Leave(long accountId, Places mine)
    {
        lock (_taken)
        {
            if (--mine.Members > 0)
                return;
            _taken.Remove(accountId);
            mine.Free.Dispose();
        }
    }

    private sealed class Places(SemaphoreSlim free)
    {
        public SemaphoreSlim Free => free;

        public int Members { get; set; }
    }
}
