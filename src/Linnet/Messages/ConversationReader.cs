using Linnet.Common;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Messages;

/// <summary>Reads conversations as one of their members sees them: three statements, however many there are.</summary>
internal sealed class ConversationReader(Database database, UserCache users)
{
    // lang=sql
    private static readonly string Select = $"""
        select c.id, c.is_group, c.created_at, c.updated_at, m.state, m.last_read_id, m.activity_id,
            (select x.id from messages x where {MessageSql.IsVisible("x", "m")} order by x.id desc limit 1) as last_message_id,
            {MessageSql.CountUnread("m")} as unread_count
        from conversation_members m join conversations c on c.id = m.conversation_id
        where m.user_id = @viewer
        """;

    // lang=sql
    private static readonly string SelectOne = $"{Select} and m.state <> 2 and c.id = @id";

    // lang=sql
    private static readonly string SelectSome = $"{Select} and m.state <> 2 and c.id in @ids order by c.id";

    private static readonly SlicedSql SelectList = SlicedSql.NewestFirst($"{Select} and m.state = @state", "m.activity_id");

    // Of a conversation of two that the other account has left, it stays a member: that is nobody else's business.
    // lang=sql
    private const string SelectMembers = """
        select m.conversation_id, m.user_id from conversation_members m join conversations c on c.id = m.conversation_id
        where m.conversation_id in @ids and (m.state <> 2 or not c.is_group)
        order by m.user_id
        """;

    // lang=sql
    private static readonly string CountUnread = $"""
        select count(*) from (
            select 1 from conversation_members m join messages u on {MessageSql.IsUnread("u", "m")}
            where m.user_id = @viewer and m.state = 0 and m.activity_id > m.last_read_id
            limit {ConversationLimits.Unread}) as unread
        """;

    // lang=sql
    private static readonly string CountRequests = $"""
        select count(*) from (
            select 1 from conversation_members where user_id = @viewer and state = 1 limit {ConversationLimits.Unread}) as requests
        """;

    /// <summary>Latest activity first. The slice is one of <see cref="ConversationPage.Activities"/>.</summary>
    public Task<ConversationPage> ListAsync(Viewer viewer, MemberState state, Slice slice, CancellationToken cancellation) =>
        database.ForAsync(
            viewer.Id,
            async () =>
            {
                var settled = await database.BoundByStableIdAsync("messages", slice, cancellation);
                return await ReadAsync(
                    viewer, db => SelectList.QueryAsync<Row>(db, settled, new { viewer = viewer.Id, state = (long)state }), cancellation);
            },
            cancellation);

    /// <summary>Those of some conversations in which the viewer is, by ascending id.</summary>
    public async Task<IReadOnlyList<Conversation>> ListAsync(Viewer viewer, IReadOnlyList<long> ids, CancellationToken cancellation) =>
        ids.Count is 0
            ? []
            : (await database.ForAsync(
                viewer.Id, () => ReadAsync(viewer, db => db.QueryAsync<Row>(SelectSome, new { viewer = viewer.Id, ids }), cancellation), cancellation)).Items;

    /// <returns>Null when there is none, or the viewer is no member.</returns>
    public Task<Conversation?> FindAsync(Viewer viewer, long id, CancellationToken cancellation) =>
        database.ForAsync(viewer.Id, () => FindOutsideShareAsync(viewer, id, cancellation), cancellation);

    /// <summary>The same for what an account has just changed, which it must not wait for.</summary>
    public async Task<Conversation?> FindOutsideShareAsync(Viewer viewer, long id, CancellationToken cancellation) =>
        (await ReadAsync(viewer, db => db.QueryAsync<Row>(SelectOne, new { viewer = viewer.Id, id }), cancellation)).Items.SingleOrDefault();

    public Task<UnreadMessages> CountUnreadAsync(long accountId, CancellationToken cancellation) =>
        database.ForAsync(
            accountId,
            () => database.ReadAsync(
                async db => new UnreadMessages(
                    await db.QuerySingleAsync<long>(CountUnread, new { viewer = accountId }),
                    await db.QuerySingleAsync<long>(CountRequests, new { viewer = accountId })),
                cancellation),
            cancellation);

    private async Task<ConversationPage> ReadAsync(Viewer viewer, Func<DbSession, Task<List<Row>>> select, CancellationToken cancellation)
    {
        var (rows, members, messages) = await database.ReadAsync(
            async db =>
            {
                var rows = await select(db);
                var members = await db.QueryAsync<MemberRow>(SelectMembers, new { ids = rows.ConvertAll(row => row.Id) });
                var messages = await MessageSql.ListAsync(db, [.. rows.Select(row => row.LastMessageId).OfType<long>()]);
                return (rows, members.ToLookup(member => member.ConversationId, member => member.UserId), messages.ToDictionary(message => message.Id));
            },
            cancellation);
        // After the session, which would otherwise wait for the loads of a cache.
        var known = await users.FindAllAsync(members.SelectMany(ids => ids));
        return new ConversationPage(rows.ConvertAll(ToConversation), rows.ConvertAll(row => row.ActivityId));

        Conversation ToConversation(Row row) => new()
        {
            Id = row.Id,
            IsGroup = row.IsGroup,
            Members = [.. members[row.Id].Select(known.GetValueOrDefault).OfType<User>()],
            LastMessage = row.LastMessageId is { } id ? messages[id].ToMessage(viewer) : null,
            UnreadCount = row.UnreadCount,
            LastReadId = row.LastReadId,
            IsRequest = row.State is MemberState.Requested,
            CreatedAt = row.CreatedAt,
            UpdatedAt = row.UpdatedAt,
        };
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public bool IsGroup { get; init; }

        public Timestamp CreatedAt { get; init; }

        public Timestamp UpdatedAt { get; init; }

        public MemberState State { get; init; }

        public long LastReadId { get; init; }

        public long ActivityId { get; init; }

        public long? LastMessageId { get; init; }

        public long UnreadCount { get; init; }
    }

    private sealed class MemberRow
    {
        public long ConversationId { get; init; }

        public long UserId { get; init; }
    }
}

/// <param name="Items">The conversations.</param>
/// <param name="Activities">By which the list is paged: for each conversation the message that last moved it up, even if that was deleted since.</param>
internal sealed record ConversationPage(List<Conversation> Items, IReadOnlyList<long> Activities);
