using Linnet.Accounts.Deletion;
using Linnet.Storage;

namespace Linnet.Tweets.Scheduled;

/// <summary>Removes a deleted account's scheduled tweets. Their jobs find nothing to post.</summary>
internal sealed class ScheduledDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string DeleteOwn = """
        delete from scheduled_tweets
        where id in (select id from scheduled_tweets where user_id = @accountId order by id limit @most)
        """;

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most) =>
        new(await db.ExecuteAsync(DeleteOwn, new { accountId, most }));
}
