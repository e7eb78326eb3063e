namespace Linnet.Accounts.Deletion;

/// <summary>Removes the rows of deleted accounts in the background, including those that a restart or another node left behind.</summary>
internal sealed partial class DeletionWorker(AccountDeleter erasure, TimeProvider clock, ILogger<DeletionWorker> logger) : IHostedService, IDisposable
{
    // Lets the server start first: deleted rows are invisible anyway.
    private static readonly TimeSpan FirstAfter = TimeSpan.FromSeconds(1);

    // A poll, because a node that dies cannot announce what it left behind.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = RunAsync(_stopping.Token);
        return Task.CompletedTask;
    }

    /// <summary>Stops between two steps. The remaining work is recorded in the database.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(CancellationToken cancellation)
    {
        await Task.Delay(FirstAfter, clock, cancellation);
        while (true)
        {
            if (!await EraseWaitingAsync(cancellation))
                await erasure.WaitAsync(Interval, cancellation);
        }
    }

    /// <returns>Whether there may be more to do at once.</returns>
    private async Task<bool> EraseWaitingAsync(CancellationToken cancellation)
    {
        var hasMore = false;
        try
        {
            foreach (var accountId in await erasure.ListWaitingAsync(cancellation))
                hasMore |= await TryEraseAsync(accountId, cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.PutOff(logger, error);
        }
        return hasMore;
    }

    /// <returns>Whether nothing is left of the account. A failure does not block the next account.</returns>
    private async Task<bool> TryEraseAsync(long accountId, CancellationToken cancellation)
    {
        try
        {
            if (!await erasure.EraseAsync(accountId, atMost: null, cancellation))
                return false;
            Log.Erased(logger, accountId);
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.PutOff(logger, error);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4301, LogLevel.Information, "All rows of the deleted account {AccountId} were removed")]
        public static partial void Erased(ILogger logger, long accountId);

        [LoggerMessage(4302, LogLevel.Warning, "Rows of a deleted account could not be removed now; they will be later")]
        public static partial void PutOff(ILogger logger, Exception error);
    }
}
