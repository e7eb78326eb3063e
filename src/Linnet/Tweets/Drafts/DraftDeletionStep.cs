using Linnet.Accounts.Deletion;
using Linnet.Storage;

namespace Linnet.Tweets.Drafts;

/// <summary>Removes a deleted account's drafts.</summary>
internal sealed class DraftDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string DeleteOwn = "delete from drafts where id in (select id from drafts where user_id = @accountId order by id limit @most)";

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most) =>
        new(await db.ExecuteAsync(DeleteOwn, new { accountId, most }));
}
