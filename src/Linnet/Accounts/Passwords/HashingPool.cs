using Linnet.Common;

namespace Linnet.Accounts.Passwords;

/// <summary>
/// Dedicated hashing threads behind a bounded queue. On the thread pool a few log-ins would delay every other request, and
/// without the bound a flood of log-ins would make every caller wait until they gave up.
/// </summary>
internal sealed class HashingPool : IDisposable
{
    private readonly HashingQueue _queue;

    public HashingPool(int threads, int queueLength, int placesPerAddress = 8)
    {
        _queue = new HashingQueue(queueLength, placesPerAddress);
        for (var i = 0; i < threads; i++)
            WorkerThread.Start($"hashing-{i}", Work);
    }

    /// <summary>The number of passwords in the queue.</summary>
    public int Waiting => _queue.Count;

    /// <exception cref="OutageException">The queue is full, or the account or the address has no places left. Thrown at once.</exception>
    public Task<T> RunAsync<T>(Func<T> work, HashingTurn turn, CancellationToken cancellation)
    {
        // Asynchronous continuations: a request's code must not run on a hashing thread.
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_queue.TryAdd(() => WorkerThread.Run(completion, work, cancellation), turn))
            throw new OutageException(AccountErrors.HashingBusy);
        return completion.Task;
    }

    /// <summary>The threads finish the queue and exit.</summary>
    public void Dispose() => _queue.Dispose();

    private void Work()
    {
        while (_queue.RunNext())
        {
            // Continue with the next one.
        }
    }
}
