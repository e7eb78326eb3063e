using Linnet.Common;
using Linnet.Http.Input;
using Linnet.Storage;

namespace Linnet.Tweets;

/// <summary>Removes keys of posts that have had their day.</summary>
internal sealed class PostKeyPruner(Database database, TimeProvider clock, ILogger<PostKeyPruner> logger) : Pruner(database, clock, logger)
{
    // lang=sql
    private const string DeleteOldest = """
        delete from post_keys
        where (user_id, key) in (select user_id, key from post_keys where created_at <= @cutoff order by created_at limit @batch)
        """;

    protected override TimeSpan Keep => IdempotencyKey.Life;

    protected override Task<int> PruneBatchAsync(DbSession db, Timestamp cutoff) => db.ExecuteAsync(DeleteOldest, new { cutoff, batch = Batch });
}
