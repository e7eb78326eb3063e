using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Linnet.Common;

/// <summary>Threads for work that keeps a core busy, such as hashing passwords. Other requests go first.</summary>
internal static partial class WorkerThread
{
    private const int Niceness = 10;

    /// <param name="name">As debuggers show it.</param>
    /// <param name="work">Ends the thread when it returns. Does not keep the process alive.</param>
    public static void Start(string name, Action work) => new Thread(() =>
    {
        if (OperatingSystem.IsLinux())
            LowerPriority();
        work();
    })
    {
        IsBackground = true,
        Name = name,
    }.Start();

    /// <summary>Runs a request's work, unless its client has disconnected since.</summary>
    /// <param name="completion">Of the task that the request awaits. Its continuations must be asynchronous: they must not run on a worker.</param>
    /// <param name="work">Its result or exception becomes the task's.</param>
    /// <param name="cancellation">Of the request.</param>
    /// <returns>Completes the task; to be called once the worker's place in the queue is free.</returns>
    public static Action Run<T>(TaskCompletionSource<T> completion, Func<T> work, CancellationToken cancellation)
    {
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

    // On Linux niceness is per thread, and "0" means the calling one (setpriority(2), "C library/kernel differences");
    // elsewhere it is per process. If the call fails, the threads run at normal priority.
    [SupportedOSPlatform("linux")]
    private static void LowerPriority() => _ = SetPriority(which: 0, who: 0, Niceness);

    [SupportedOSPlatform("linux")]
    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int niceness);
}
