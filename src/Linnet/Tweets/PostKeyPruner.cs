using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Tweets;

/// <summary>Removes keys of posts that have had their day, a few at a time so that no writer waits long.</summary>
internal sealed partial class PostKeyPruner(Database database, TimeProvider clock, ILogger<PostKeyPruner> logger) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    // lang=sql
    private const string DeleteOldest = """
        delete from post_keys
        where (user_id, key) in (select user_id, key from post_keys where created_at <= @expired order by created_at limit @batch)
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
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

    /// <summary>Removes all that are too old now.</summary>
    public async Task PruneAsync(CancellationToken cancellation)
    {
        var expired = Timestamp.Now(clock) + -IdempotentPosts.KeyLife;
        while (await database.WriteAsync(db => db.ExecuteAsync(DeleteOldest, new { expired, batch = Batch }), cancellation) == Batch)
        {
            // On to the next batch; other writers had their turn in between.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Warning, "Old keys of posts could not be removed now; they will be later")]
        public static partial void PruningPutOff(ILogger logger, Exception error);
    }
}
