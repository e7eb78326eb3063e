using Linnet.Common;

namespace Linnet.Storage.Sqlite;

/// <summary>A write that waits for its turn, runs inside a batch, and is answered after the batch's commit.</summary>
internal abstract class PendingWrite(CancellationToken cancellation)
{
    /// <summary>When it was asked for.</summary>
    public WriteMark Mark { get; } = WriteMetrics.Begin();

    /// <summary>Whether the caller went away before the turn came.</summary>
    public bool IsAbandoned => cancellation.IsCancellationRequested;

    /// <summary>Runs the work and keeps its outcome for <see cref="Answer"/>.</summary>
    /// <exception cref="Exception">Any exception of the unit of work.</exception>
    public abstract void Run(DbSession session);

    /// <summary>Whether what <see cref="Run"/> wrote is to stay: not so if its outcome is a refusal.</summary>
    public abstract bool IsKept { get; }

    /// <summary>Completes the caller's task with what <see cref="Run"/> brought.</summary>
    public abstract void Answer();

    /// <summary>Completes the caller's task with an error, unless it was answered before.</summary>
    public abstract void Fail(Exception error);

    public abstract void Abandon();
}

internal sealed class PendingWrite<T>(Func<DbSession, Task<T>> work, CancellationToken cancellation) : PendingWrite(cancellation)
{
    // Asynchronous continuations: an answer must not run a request's code on the writer's thread.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken _cancellation = cancellation;
    private T _outcome = default!;

    public Task<T> Completion => _answer.Task;

    public override bool IsKept => _outcome is not IFailable { IsFailed: true };

    public override void Run(DbSession session)
    {
        // SQLite's asynchronous calls are synchronous, so the task is complete; a work that waits for anything else
        // would hold up every writer, and blocks here where it is seen.
        _outcome = work(session).GetAwaiter().GetResult();
    }

    public override void Answer() => _answer.SetResult(_outcome);

    public override void Fail(Exception error) => _answer.TrySetException(error);

    public override void Abandon() => _answer.SetCanceled(_cancellation);
}
