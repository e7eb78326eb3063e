using Linnet.Common;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Tweets.Scheduled;

/// <summary>Removes scheduled tweets that failed longer ago than they are kept.</summary>
internal sealed class ScheduledPruner(
    Database database, IOptions<ScheduledOptions> options, TimeProvider clock, ILogger<ScheduledPruner> logger) : Pruner(database, clock, logger)
{
    // lang=sql
    private const string DeleteOldest = """
        delete from scheduled_tweets
        where id in (select id from scheduled_tweets where state = 1 and updated_at < @cutoff order by updated_at limit @batch)
        """;

    protected override TimeSpan Keep => TimeSpan.FromDays(options.Value.KeepFailedDays);

    protected override Task<int> PruneBatchAsync(DbSession db, Timestamp cutoff) => db.ExecuteAsync(DeleteOldest, new { cutoff, batch = Batch });
}
