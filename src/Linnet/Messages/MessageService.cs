using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Messages;

/// <summary>Sends messages and deletes them.</summary>
internal sealed class MessageService(Database database, EventBus events, TimeProvider clock)
{
    // Both accounts are selected, not assumed: the sender may have gone since its token was checked.
    // lang=sql
    private const string InsertMessage = """
        insert into messages (conversation_id, sender_id, content, created_at, client_key, draft_hash)
        select @conversationId, u.id, @content, @now, @key, @hash from users u where u.id = @senderId and u.deleted_at is null
        returning id
        """;

    // The clock may have been set back since the last message.
    // lang=sql
    private const string Touch = """
        update conversations set updated_at = case when updated_at > @now then updated_at else @now end where id = @conversationId
        """;

    // A row for the other account of a conversation of two that says whether it may be written to.
    // lang=sql
    private static readonly string SelectIsApart = $"""
        select {ViewerSql.AreApart("@senderId", "u.id")} as is_apart from users u where u.id = @otherId and u.deleted_at is null
        """;

    // lang=sql
    private const string SelectSender = """
        select m.sender_id from messages m join conversation_members c on c.conversation_id = m.conversation_id and c.user_id = @accountId
        where m.conversation_id = @conversationId and m.id = @id and m.id > c.joined_after_id
        """;

    // lang=sql
    private const string DeleteMessage = "delete from messages where id = @id";

    /// <summary>Sends a message to a conversation. Who had not accepted it yet accepts it by that.</summary>
    /// <returns>The message's id; with a key, that of the first try.</returns>
    public Task<Result<long>> SendAsync(long senderId, long conversationId, string content, MessageKey? key, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (key is not null)
                {
                    if (!(await key.FindSentAsync(db, senderId, Timestamp.Now(clock))).Succeeded(out var sent, out var reused))
                        return reused;
                    if (sent is not null)
                        return sent.Id;
                }
                if (await ConversationRows.FindAsync(db, conversationId, senderId) is not { } found)
                    return MessageErrors.ConversationNotFound;
                if (!found.IsGroup)
                    await ConversationRows.LockAccountsAsync(db, [senderId, found.OtherThan(senderId)]);
                await ConversationRows.LockAsync(db, conversationId);
                return await ConversationRows.FindAsync(db, conversationId, senderId) is { } conversation
                    ? await SendAsync(db, senderId, conversation, content, key)
                    : MessageErrors.ConversationNotFound;
            },
            cancellation);

    /// <summary>The same within a write that has locked the conversation and, of two, both accounts.</summary>
    public async Task<Result<long>> SendAsync(DbSession db, long senderId, ConversationRow conversation, string content, MessageKey? key)
    {
        if (!conversation.IsGroup)
        {
            var otherId = conversation.OtherThan(senderId);
            if (await db.QuerySingleOrDefaultAsync<bool?>(SelectIsApart, new { senderId, otherId }) is not { } isApart)
                return UserErrors.NotFound;
            if (isApart)
                return RelationErrors.Blocked;
        }
        // Taken under the lock: in a conversation, later ids never carry earlier times.
        var now = Timestamp.Now(clock);
        var conversationId = conversation.Id;
        await db.RegisterPendingIdAsync("messages");
        if (await db.QuerySingleOrDefaultAsync<long?>(
            InsertMessage, new { conversationId, senderId, content, now, key = key?.Text, hash = key?.Hash }) is not { } id)
            return CallerErrors.SessionEnded;
        await ConversationRows.MoveUpAsync(db, conversation, senderId, id);
        await db.ExecuteAsync(Touch, new { conversationId, now });
        await events.RaiseAsync(db, new MessageSent(id, conversationId, senderId));
        return id;
    }

    /// <summary>Deletes a message for all members.</summary>
    /// <returns>Its id.</returns>
    public Task<Result<long>> DeleteAsync(long accountId, long conversationId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await ConversationRows.FindAsync(db, conversationId, accountId) is null)
                    return MessageErrors.ConversationNotFound;
                if (await db.QuerySingleOrDefaultAsync<long?>(SelectSender, new { accountId, conversationId, id }) is not { } senderId)
                    return MessageErrors.NotFound;
                if (senderId != accountId)
                    return MessageErrors.NotYoursToDelete;
                if (await db.ExecuteAsync(DeleteMessage, new { id }) is 0)
                    return MessageErrors.NotFound;
                await events.RaiseAsync(db, new MessageDeleted(id, conversationId));
                return id;
            },
            cancellation);
}
