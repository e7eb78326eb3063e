using Linnet.Accounts.Deletion;
using Linnet.Storage;

namespace Linnet.Tweets.Threads;

/// <summary>Removes which threads a deleted account mutes.</summary>
internal sealed class ThreadMuteDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string DeleteOwn = """
        delete from muted_threads
        where user_id = @accountId
          and conversation_id in (select conversation_id from muted_threads where user_id = @accountId order by conversation_id limit @most)
        """;

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most) =>
        new(await db.ExecuteAsync(DeleteOwn, new { accountId, most }));
}
