using Linnet.Accounts.Deletion;
using Linnet.Storage;

namespace Linnet.Messages;

/// <summary>Removes a deleted account's messages, and then the account from its conversations.</summary>
internal sealed class MessageDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string DeleteMessages = """
        delete from messages where id in (select id from messages where sender_id = @accountId order by id limit @most)
        """;

    // lang=sql
    private const string First = "(select conversation_id from conversation_members where user_id = @accountId order by conversation_id limit @most)";

    // Two members may be removed at the same time, and neither write would see that the other leaves nobody.
    // lang=sql
    private const string LockConversations = $"select id from conversations where id in {First} order by id for update";

    // lang=sql
    private const string DeleteMembers = $"""
        delete from conversation_members where user_id = @accountId and conversation_id in {First} returning conversation_id
        """;

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most)
    {
        // Before the rows of members: until then each message has a sender who is one.
        if (await db.ExecuteAsync(DeleteMessages, new { accountId, most }) is > 0 and var messages)
            return new ErasedRows(messages);
        await db.LockAsync(LockConversations, new { accountId, most });
        var ids = await db.QueryAsync<long>(DeleteMembers, new { accountId, most });
        if (ids.Count > 0)
            await ConversationEraser.ScheduleAsync(db, ids);
        return new ErasedRows(ids.Count);
    }
}
