using Linnet.Common;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Notifications;

/// <summary>Removes notifications that are older than they are kept.</summary>
internal sealed class InboxPruner(
    Database database, IOptions<NotificationOptions> options, TimeProvider clock, ILogger<InboxPruner> logger) : Pruner(database, clock, logger)
{
    // Ids grow with time, so the oldest stand first and the search ends at the first that is to be kept.
    // lang=sql
    private const string DeleteOldest = """
        delete from notifications
        where created_at < @cutoff and id in (select id from notifications order by id limit @batch)
        returning id
        """;

    // lang=sql
    private const string RecordPruning = "update notification_pruning set pruned_up_to = @upTo where pruned_up_to < @upTo";

    protected override TimeSpan Keep => TimeSpan.FromDays(options.Value.KeepDays);

    protected override async Task<int> PruneBatchAsync(DbSession db, Timestamp cutoff)
    {
        var pruned = await db.QueryAsync<long>(DeleteOldest, new { cutoff, batch = Batch });
        if (pruned.Count > 0)
            await db.ExecuteAsync(RecordPruning, new { upTo = pruned.Max() });
        return pruned.Count;
    }
}
