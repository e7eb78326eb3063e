using Linnet.Storage;

namespace Linnet.Messages;

/// <summary>A conversation inside a write, and how one account stands to it.</summary>
internal sealed class ConversationRow
{
    public long Id { get; init; }

    public bool IsGroup { get; init; }

    public long? LowId { get; init; }

    public long? HighId { get; init; }

    public MemberState State { get; init; }

    /// <summary>The other account of a conversation of two.</summary>
    public long OtherThan(long accountId) => (LowId == accountId ? HighId : LowId)
        ?? throw new InvalidOperationException($"Conversation {Id} is a group");
}

/// <summary>The rows of conversations and their members, inside a write.</summary>
internal static class ConversationRows
{
    // In one order for everybody, as following and blocking lock them: of a block and a message at the same time the message
    // comes first or is refused.
    // lang=sql
    private const string LockAccounts = "select id from users where id in @ids order by id for no key update";

    // Its messages get their ids in the order of their commits, so a member who has read up to one has read all before it.
    // lang=sql
    private const string LockConversation = "select id from conversations where id = @id for no key update";

    // lang=sql
    private const string SelectAsMember = """
        select c.id, c.is_group, c.low_id, c.high_id, m.state
        from conversations c join conversation_members m on m.conversation_id = c.id
        where c.id = @id and m.user_id = @accountId and m.state <> 2
        """;

    /// <summary>Whether an account mutes the notifications of <c>@senderId</c>.</summary>
    // lang=sql
    private static string Mutes(string account) =>
        $"exists (select 1 from mutes am where am.muter_id = {account} and am.muted_id = @senderId and am.hides_notifications)";

    // lang=sql
    private static string Follows(string account) =>
        $"exists (select 1 from follows af where af.follower_id = {account} and af.followed_id = @senderId)";

    // The sender accepts by writing. In a conversation of two the other account gets it back if it had left, and what it accepted
    // stays accepted, unless it mutes the sender's notifications.
    // lang=sql
    private static readonly string MoveUp = $"""
        update conversation_members
        set activity_id = @messageId,
            state = case
                when user_id = @senderId then 0
                when @isGroup then state
                when {Mutes("user_id")} then 1
                when state = 0 or {Follows("user_id")} then 0
                else 1 end
        where conversation_id = @conversationId and (state <> 2 or not @isGroup)
        """;

    // lang=sql
    private static readonly string InsertMembers = $"""
        insert into conversation_members (conversation_id, user_id, state, joined_after_id, activity_id)
        select @conversationId, u.id, case when not {Mutes("u.id")} and {Follows("u.id")} then 0 else 1 end, @newest, @newest
        from users u where u.id in @ids and u.deleted_at is null
        on conflict (conversation_id, user_id) do update
            set state = excluded.state, joined_after_id = excluded.joined_after_id, activity_id = excluded.activity_id
            where conversation_members.state = 2
        """;

    // No message has a greater id: each moves its conversation up for its sender.
    // lang=sql
    private const string SelectNewest = "select coalesce(max(activity_id), 0) from conversation_members where conversation_id = @conversationId";

    /// <summary>Call it before anything about accounts is read that the write relies on, and before <see cref="LockAsync"/>.</summary>
    public static Task LockAccountsAsync(DbSession db, IReadOnlyList<long> ids) => db.LockAsync(LockAccounts, new { ids });

    public static Task LockAsync(DbSession db, long id) => db.LockAsync(LockConversation, new { id });

    /// <returns>Null when there is none, or the account is no member.</returns>
    public static Task<ConversationRow?> FindAsync(DbSession db, long id, long accountId) =>
        db.QuerySingleOrDefaultAsync<ConversationRow>(SelectAsMember, new { id, accountId });

    /// <summary>Adds accounts that are no members. Each gets the conversation as a request unless it follows who adds it.</summary>
    /// <returns>Whether one of them was added.</returns>
    public static async Task<bool> AddMembersAsync(DbSession db, long conversationId, long senderId, IReadOnlyList<long> ids)
    {
        var newest = await db.QuerySingleAsync<long>(SelectNewest, new { conversationId });
        return await db.ExecuteAsync(InsertMembers, new { conversationId, senderId, ids, newest }) > 0;
    }

    /// <summary>Puts a conversation on top of its members' lists.</summary>
    public static Task MoveUpAsync(DbSession db, ConversationRow conversation, long senderId, long messageId) =>
        db.ExecuteAsync(MoveUp, new { conversationId = conversation.Id, isGroup = conversation.IsGroup, senderId, messageId });
}
