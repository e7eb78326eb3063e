using Linnet.Storage;

namespace Linnet.Accounts.Deletion;

/// <summary>Takes a deleted account off the lists of others, and removes its own.</summary>
internal sealed class ListDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string DeleteMemberships = """
        delete from list_members
        where user_id = @accountId and list_id in (select list_id from list_members where user_id = @accountId order by list_id limit @most)
        """;

    // lang=sql
    private const string DeleteMembers = """
        delete from list_members
        where (list_id, user_id) in (
            select m.list_id, m.user_id from lists l join list_members m on m.list_id = l.id where l.owner_id = @accountId limit @most)
        """;

    // lang=sql
    private const string DeleteLists = "delete from lists where owner_id = @accountId";

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most)
    {
        var members = await db.ExecuteAsync(DeleteMemberships, new { accountId, most }) + await db.ExecuteAsync(DeleteMembers, new { accountId, most });
        // The lists only once they are empty: with all their members they are too many rows for one write.
        return new(members > 0 ? members : await db.ExecuteAsync(DeleteLists, new { accountId }));
    }
}
