using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Linnet.Common;

namespace Linnet.Accounts.Passwords;

/// <summary>
/// Dedicated hashing threads behind a bounded queue. On the thread pool a few log-ins would delay every other request, and
/// without the bound a flood of log-ins would make every caller wait until they gave up.
/// </summary>
internal sealed partial class HashingPool : IDisposable
{
    // A log-in takes a quarter of a second of a core. Other requests go first.
    private const int Niceness = 10;

    private readonly HashingQueue _queue;

    public HashingPool(int threads, int queueLength, int placesPerAddress = 8)
    {
        _queue = new HashingQueue(queueLength, placesPerAddress);
        for (var i = 0; i < threads; i++)
            new Thread(Work) { IsBackground = true, Name = $"hashing-{i}" }.Start();
    }

    /// <summary>The number of passwords in the queue.</summary>
    public int Waiting => _queue.Count;

    /// <exception cref="OutageException">The queue is full, or the account or the address has no places left. Thrown at once.</exception>
    public Task<T> RunAsync<T>(Func<T> work, HashingTurn turn, CancellationToken cancellation)
    {
        // Asynchronous continuations: a request's code must not run on a hashing thread.
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_queue.TryAdd(() => Complete(completion, work, cancellation), turn))
            throw new OutageException(AccountErrors.HashingBusy);
        return completion.Task;
    }

    /// <summary>The threads finish the queue and exit.</summary>
    public void Dispose() => _queue.Dispose();

    private void Work()
    {
        if (OperatingSystem.IsLinux())
            LowerPriority();
        while (_queue.RunNext())
        {
            // Continue with the next one.
        }
    }

    // On Linux niceness is per thread, and "0" means the calling one (setpriority(2), "C library/kernel differences");
    // elsewhere it is per process. If the call fails, the threads run at normal priority.
    [SupportedOSPlatform("linux")]
    private static void LowerPriority() => _ = SetPriority(which: 0, who: 0, Niceness);

    private static Action Complete<T>(TaskCompletionSource<T> completion, Func<T> work, CancellationToken cancellation)
    {
        // Skips the work if the client disconnected while waiting.
        if (cancellation.IsCancellationRequested)
            return () => completion.SetCanceled(cancellation);
        try
        {
            var result = work();
            return () => completion.SetResult(result);
        }
        catch (Exception error)
        {
            return () => completion.SetException(error);
        }
    }

    [SupportedOSPlatform("linux")]
    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int niceness);
}
