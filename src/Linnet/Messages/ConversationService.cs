using Linnet.Common;
using Linnet.Events;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Messages;

/// <summary>Begins conversations, and changes who is in them and how far they were read.</summary>
internal sealed class ConversationService(Database database, EventBus events, MessageService messages, TimeProvider clock)
{
    // lang=sql
    private const string InsertPair = """
        insert into conversations (is_group, low_id, high_id, created_at, updated_at) values (false, @low, @high, @now, @now)
        on conflict (low_id, high_id) do nothing
        """;

    // lang=sql
    private const string SelectPair = "select id from conversations where low_id = @low and high_id = @high";

    // lang=sql
    private const string InsertGroup = "insert into conversations (is_group, created_at, updated_at) values (true, @now, @now) returning id";

    // lang=sql
    private const string IsApartFromOne = """
        select exists (
            select 1 from blocks where (blocker_id = @accountId and blocked_id in @ids) or (blocked_id = @accountId and blocker_id in @ids))
        """;

    // lang=sql
    private const string CountMembers = """
        select count(*) from conversation_members m join users u on u.id = m.user_id
        where m.conversation_id = @id and m.state <> 2 and u.deleted_at is null
        """;

    // lang=sql
    private const string SetAccepted = "update conversation_members set state = 0 where conversation_id = @id and user_id = @accountId and state = 1";

    // lang=sql
    private const string SetLeft = "update conversation_members set state = 2 where conversation_id = @id and user_id = @accountId and state <> 2";

    // No further than what is there: a mark beyond it would hide what is yet to come.
    // lang=sql
    private const string UpTo = "case when @upTo < activity_id then @upTo else activity_id end";

    // lang=sql
    private const string MarkRead = $"""
        update conversation_members set last_read_id = {UpTo}
        where conversation_id = @id and user_id = @accountId and state <> 2 and last_read_id < {UpTo}
        returning last_read_id
        """;

    /// <summary>Sends a message to a user, in the conversation that both have or a new one, or to several, in a new group.</summary>
    public Task<Result<BegunConversation>> BeginAsync(
        long creatorId, IReadOnlyList<string> usernames, string content, MessageKey? key, CancellationToken cancellation) =>
        database.WriteAsync<Result<BegunConversation>>(
            async db =>
            {
                var now = Timestamp.Now(clock);
                if (key is not null)
                {
                    if (!(await key.FindSentAsync(db, creatorId, now)).Succeeded(out var sent, out var reused))
                        return reused;
                    if (sent is not null)
                        return new BegunConversation(sent.ConversationId, IsNew: false);
                }
                if (!(await FindUsersAsync(db, creatorId, usernames)).Succeeded(out var others, out var error))
                    return error;
                var begun = others is [var otherId]
                    ? await FindOrAddPairAsync(db, creatorId, otherId, now)
                    : new BegunConversation(await db.QuerySingleAsync<long>(InsertGroup, new { now }), IsNew: true);
                await ConversationRows.LockAsync(db, begun.Id);
                // Those of a pair may have left it; the message brings both back.
                if (begun.IsNew)
                    await ConversationRows.AddMembersAsync(db, begun.Id, creatorId, [creatorId, .. others]);
                var conversation = others is [var other]
                    ? new ConversationRow { Id = begun.Id, LowId = creatorId, HighId = other }
                    : new ConversationRow { Id = begun.Id, IsGroup = true };
                return (await messages.SendAsync(db, creatorId, conversation, content, key)).Succeeded(out _, out error) ? begun : error;
            },
            cancellation);

    /// <summary>Adds users to a group. Those who are in it stay.</summary>
    /// <returns>The conversation's id.</returns>
    public Task<Result<long>> AddMembersAsync(long accountId, long id, IReadOnlyList<string> usernames, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await ConversationRows.FindAsync(db, id, accountId) is not { } conversation)
                    return MessageErrors.ConversationNotFound;
                if (!conversation.IsGroup)
                    return MessageErrors.NotAGroup;
                if (!(await FindUsersAsync(db, accountId, usernames)).Succeeded(out var added, out var error))
                    return error;
                await ConversationRows.LockAsync(db, id);
                if (await ConversationRows.FindAsync(db, id, accountId) is null)
                    return MessageErrors.ConversationNotFound;
                if (await ConversationRows.AddMembersAsync(db, id, accountId, added))
                    await events.RaiseAsync(db, new MembersChanged(id, LeaverId: null));
                return await db.QuerySingleAsync<long>(CountMembers, new { id }) > ConversationLimits.Members ? MessageErrors.GroupFull : id;
            },
            cancellation);

    /// <summary>Moves a conversation from the requests to the list. Repeating it changes nothing.</summary>
    /// <returns>The conversation's id.</returns>
    public Task<Result<long>> AcceptAsync(long accountId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db => await db.ExecuteAsync(SetAccepted, new { id, accountId }) > 0 || await ConversationRows.FindAsync(db, id, accountId) is not null
                ? id
                : MessageErrors.ConversationNotFound,
            cancellation);

    /// <summary>Refuses a request, leaves a group, or removes a conversation of two until the next message.</summary>
    /// <returns>The conversation's id.</returns>
    public Task<Result<long>> LeaveAsync(long accountId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                // The last two may leave at the same time.
                await ConversationRows.LockAsync(db, id);
                if (await db.ExecuteAsync(SetLeft, new { id, accountId }) is 0)
                    return MessageErrors.ConversationNotFound;
                await ConversationEraser.ScheduleAsync(db, [id]);
                await events.RaiseAsync(db, new MembersChanged(id, accountId));
                return id;
            },
            cancellation);

    /// <summary>Marks the messages up to one as read. Never makes a message unread again.</summary>
    /// <param name="accountId">Who has read them.</param>
    /// <param name="id">The conversation.</param>
    /// <param name="upTo">The newest message that was read; null for all.</param>
    /// <param name="cancellation">Heeded while the write waits for its turn.</param>
    /// <returns>The conversation's id.</returns>
    public Task<Result<long>> MarkReadAsync(long accountId, long id, long? upTo, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await ConversationRows.FindAsync(db, id, accountId) is null)
                    return MessageErrors.ConversationNotFound;
                if (await db.QuerySingleOrDefaultAsync<long?>(MarkRead, new { id, accountId, upTo = upTo ?? long.MaxValue }) is { } lastRead)
                    await events.RaiseAsync(db, new ConversationRead(id, accountId, lastRead));
                return id;
            },
            cancellation);

    private static async Task<BegunConversation> FindOrAddPairAsync(DbSession db, long one, long other, Timestamp now)
    {
        var pair = new { low = Math.Min(one, other), high = Math.Max(one, other), now };
        var isNew = await db.ExecuteAsync(InsertPair, pair) > 0;
        return new BegunConversation(await db.QuerySingleAsync<long>(SelectPair, pair), isNew);
    }

    /// <summary>Finds the users behind names, each once, and locks them and the caller.</summary>
    private static async Task<Result<List<long>>> FindUsersAsync(DbSession db, long callerId, IReadOnlyList<string> usernames)
    {
        var ids = new List<long>();
        foreach (var username in usernames)
        {
            if (await UserLists.FindIdAsync(db, username) is not { } id)
                return UserErrors.NotFound;
            if (id == callerId)
                return MessageErrors.CannotMessageSelf;
            if (!ids.Contains(id))
                ids.Add(id);
        }
        await ConversationRows.LockAccountsAsync(db, [callerId, .. ids]);
        return await db.QuerySingleAsync<bool>(IsApartFromOne, new { accountId = callerId, ids }) ? RelationErrors.Blocked : ids;
    }
}

/// <param name="Id">The conversation's id.</param>
/// <param name="IsNew">False when the pair had one.</param>
internal sealed record BegunConversation(long Id, bool IsNew);
