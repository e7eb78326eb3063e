using Linnet.Common;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Notifications;

/// <summary>Removes notifications that are older than they are kept, a few at a time so that no writer waits long.</summary>
internal sealed partial class InboxPruner(
    Database database, IOptions<NotificationOptions> options, TimeProvider clock, ILogger<InboxPruner> logger) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    // Starting comes first; what has been old for hours can wait.
    private static readonly TimeSpan FirstAfter = TimeSpan.FromMinutes(1);

    // Ids grow with time, so the oldest stand first and the search ends at the first that is to be kept.
    // lang=sql
    private const string DeleteOldest = """
        delete from notifications
        where created_at < @cutoff and id in (select id from notifications order by id limit @batch)
        returning id
        """;

    // lang=sql
    private const string RecordPruning = "update notification_pruning set pruned_up_to = @upTo where pruned_up_to < @upTo";

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
                Log.PruningPutOff(logger, error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Removes all that is too old now.</summary>
    public async Task PruneAsync(CancellationToken cancellation)
    {
        var cutoff = Timestamp.Now(clock) + TimeSpan.FromDays(-options.Value.KeepDays);
        while (await PruneBatchAsync(cutoff, cancellation) == Batch)
        {
            // On to the next batch; other writers had their turn in between.
        }
    }

    private Task<int> PruneBatchAsync(Timestamp cutoff, CancellationToken cancellation) => database.WriteAsync(
        async db =>
        {
            var pruned = await db.QueryAsync<long>(DeleteOldest, new { cutoff, batch = Batch });
            if (pruned.Count > 0)
                await db.ExecuteAsync(RecordPruning, new { upTo = pruned.Max() });
            return pruned.Count;
        },
        cancellation);

    private static partial class Log
    {
        [LoggerMessage(7003, LogLevel.Warning, "Old notifications could not be removed now; they will be later")]
        public static partial void PruningPutOff(ILogger logger, Exception error);
    }
}
