using Linnet.Accounts.Deletion;
using Linnet.Storage;

namespace Linnet.Tweets;

/// <summary>Removes the keys of a deleted account's posts.</summary>
internal sealed class PostKeyDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string DeleteKeys = """
        delete from post_keys
        where user_id = @accountId and key in (select key from post_keys where user_id = @accountId order by key limit @most)
        """;

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most) =>
        new(await db.ExecuteAsync(DeleteKeys, new { accountId, most }));
}
