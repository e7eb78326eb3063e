using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Linnet.Common;

namespace Linnet.Accounts.Passwords;

/// <summary>
/// Threads that do nothing but hash, and a bounded queue before them. On the thread pool a few log-ins would hold up every
/// other request; without the bound a flood of them would make everyone wait until they gave up.
/// </summary>
internal sealed partial class HashingPool : IDisposable
{
    // A log-in takes a quarter of a second of a core; reads have priority over it.
    private const int Niceness = 10;

    private readonly HashingQueue _queue;

    public HashingPool(int threads, int queueLength, int placesPerAddress = 8)
    {
        _queue = new HashingQueue(queueLength, placesPerAddress);
        for (var i = 0; i < threads; i++)
            new Thread(Work) { IsBackground = true, Name = $"hashing-{i}" }.Start();
    }

    /// <summary>How many wait for a thread.</summary>
    public int Waiting => _queue.Count;

    /// <exception cref="OutageException">The queue is full, or who asks has all their places in it; said at once.</exception>
    public Task<T> RunAsync<T>(Func<T> work, HashingTurn turn, CancellationToken cancellation)
    {
        // Asynchronous continuations: a request's code must not run on a hashing thread.
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_queue.TryAdd(() => Complete(completion, work, cancellation), turn))
            throw new OutageException(AccountErrors.HashingBusy);
        return completion.Task;
    }

    /// <summary>The threads finish what is queued and end.</summary>
    public void Dispose() => _queue.Dispose();

    private void Work()
    {
        if (OperatingSystem.IsLinux())
            BeNice();
        while (_queue.RunNext())
        {
            // On to the next.
        }
    }

    // On Linux niceness is per thread, and "0" means the calling one (setpriority(2), "C library/kernel
    // differences"); elsewhere it is the process's. It is a courtesy: where it is refused, the threads run like any other.
    [SupportedOSPlatform("linux")]
    private static void BeNice() => _ = SetPriority(which: 0, who: 0, Niceness);

    private static Action Complete<T>(TaskCompletionSource<T> completion, Func<T> work, CancellationToken cancellation)
    {
        // Who hung up while waiting costs nothing.
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
