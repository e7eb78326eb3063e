using Linnet.Accounts.Deletion;
using Linnet.Storage;

namespace Linnet.Tweets.Attachments;

/// <summary>Removes a deleted account's pictures, those of its profile included. Their files follow.</summary>
internal sealed class MediaDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string DeleteOwn = "delete from media where id in (select id from media where user_id = @accountId order by id limit @most)";

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most) =>
        new(await db.ExecuteAsync(DeleteOwn, new { accountId, most }));
}
