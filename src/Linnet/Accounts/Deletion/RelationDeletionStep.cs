using Linnet.Storage;

namespace Linnet.Accounts.Deletion;

/// <summary>Removes an account's blocks, mutes and follow requests in both directions. Nothing counts them.</summary>
internal sealed class RelationDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private static readonly string[] Deletions =
    [
        Delete("blocks", "blocker_id", "blocked_id"),
        Delete("blocks", "blocked_id", "blocker_id"),
        Delete("mutes", "muter_id", "muted_id"),
        Delete("mutes", "muted_id", "muter_id"),
        Delete("follow_requests", "requester_id", "target_id"),
        Delete("follow_requests", "target_id", "requester_id"),
    ];

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most)
    {
        var count = 0;
        foreach (var delete in Deletions)
            count += await db.ExecuteAsync(delete, new { accountId, most });
        return new ErasedRows(count);
    }

    // lang=sql
    private static string Delete(string table, string side, string other) => $"""
        delete from {table}
        where {side} = @accountId and {other} in (select {other} from {table} where {side} = @accountId order by {other} limit @most)
        """;
}
