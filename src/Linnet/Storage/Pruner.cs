using Linnet.Common;

namespace Linnet.Storage;

/// <summary>Removes rows that have had their day: each hour, a few at a time, so that no writer waits long.</summary>
/// <param name="database">Where the rows are.</param>
/// <param name="clock">Tells when an hour is over and how old a row is.</param>
/// <param name="logger">Logs when the database is unavailable.</param>
internal abstract partial class Pruner(Database database, TimeProvider clock, ILogger logger) : BackgroundService
{
    /// <summary>The most rows that one write removes.</summary>
    protected const int Batch = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    // Starting comes first; what has been old for hours can wait.
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(1);

    /// <summary>Removes all that are too old now.</summary>
    public async Task PruneAsync(CancellationToken cancellation)
    {
        var cutoff = Timestamp.Now(clock) + -Keep;
        while (await database.WriteAsync(db => PruneBatchAsync(db, cutoff), cancellation) == Batch)
        {
            // On to the next batch; other writers had their turn in between.
        }
    }

    /// <summary>For how long a row is kept.</summary>
    protected abstract TimeSpan Keep { get; }

    /// <summary>Removes at most <see cref="Batch"/> rows from before the cutoff, the oldest first.</summary>
    /// <returns>How many.</returns>
    protected abstract Task<int> PruneBatchAsync(DbSession db, Timestamp cutoff);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(FirstAfter, clock, stoppingToken);
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await PruneAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.PutOff(logger, error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(2003, LogLevel.Warning, "Old rows could not be removed now; they will be later")]
        public static partial void PutOff(ILogger logger, Exception error);
    }
}
