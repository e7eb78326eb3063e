using Linnet.Common;

namespace Linnet.Media.Processing;

/// <summary>
/// Dedicated threads for pictures, behind a bounded queue: a flood of uploads delays uploads, and no other request. They start with the
/// first picture; threads of libvips inherit their low priority.
/// </summary>
internal sealed class ProcessingPool : IDisposable
{
    private readonly int _workers;
    private readonly int _queueLength;
    private readonly int _perAccount;
    private readonly Queue<(long AccountId, Func<Action> Work)> _queue = new();
    private readonly Dictionary<long, int> _taken = [];
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _ready = new(0);
    private int _started;
    private bool _isDisposed;

    public ProcessingPool(MediaOptions options)
    {
        _workers = options.Workers > 0 ? options.Workers : Math.Max(1, Environment.ProcessorCount / 2);
        (_queueLength, _perAccount) = (options.QueueLength, options.QueuedPerAccount);
    }

    /// <exception cref="OutageException">The queue is full, or the account has its share of it. Thrown at once.</exception>
    public Task<T> RunAsync<T>(long accountId, Func<T> work, CancellationToken cancellation)
    {
        // Asynchronous continuations: a request's code must not run on these threads.
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            var taken = _taken.GetValueOrDefault(accountId);
            if (_queue.Count >= _queueLength || taken >= _perAccount)
                throw new OutageException(MediaErrors.Busy);
            _taken[accountId] = taken + 1;
            _queue.Enqueue((accountId, () => WorkerThread.Run(completion, work, cancellation)));
            if (_started < _workers)
                WorkerThread.Start($"pictures-{_started++}", Work);
        }
        _ready.Release();
        return completion.Task;
    }

    /// <summary>The threads finish what they do and exit.</summary>
    public void Dispose()
    {
        lock (_lock)
            _isDisposed = true;
        _ready.Release();
    }

    private void Work()
    {
        while (true)
        {
            _ready.Wait();
            (long AccountId, Func<Action> Work) next;
            lock (_lock)
            {
                if (_isDisposed || !_queue.TryDequeue(out next))
                {
                    // Wakes the next thread, which wakes the one after it.
                    _ready.Release();
                    return;
                }
            }
            var complete = next.Work();
            // Its place first, so that the client finds it free as soon as it has its answer.
            lock (_lock)
            {
                if (_taken[next.AccountId] is 1)
                    _taken.Remove(next.AccountId);
                else
                    _taken[next.AccountId]--;
            }
            complete();
        }
    }
}
