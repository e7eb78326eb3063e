using Linnet.Storage;

namespace Linnet.Tests.Relations;

/// <summary>A database whose reads have seen what they saw, but come back only when they are let go.</summary>
internal sealed class BlockableReads(Database inner) : Database(new ReaderShare(1, TimeSpan.Zero))
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when a read has seen what it will bring.</summary>
    public Task Done => _done.Task;

    public override string Location => inner.Location;

    public void Release() => _released.SetResult();

    public override async Task<T> ReadAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellation)
    {
        var seen = await inner.ReadAsync(work, cancellation);
        _done.TrySetResult();
        await _released.Task;
        return seen;
    }

    public override Task<T> WriteAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellation) => inner.WriteAsync(work, cancellation);

    public override void OnExternalWrite(Action action) => inner.OnExternalWrite(action);

    public override Task<bool> ExistsAsync(CancellationToken cancellation) => inner.ExistsAsync(cancellation);

    public override Task<bool> IsReadableAsync(CancellationToken cancellation) => inner.IsReadableAsync(cancellation);

    public override Task<SchemaChange> FindPendingMigrationsAsync(CancellationToken cancellation) => inner.FindPendingMigrationsAsync(cancellation);

    public override Task<DatabaseFacts> InspectAsync(CancellationToken cancellation) => inner.InspectAsync(cancellation);

    public override Task<SchemaChange> MigrateAsync(CancellationToken cancellation) => inner.MigrateAsync(cancellation);

    public override Task BackupAsync(string path, CancellationToken cancellation) => inner.BackupAsync(path, cancellation);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
