using Linnet.Common;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Messages;

/// <summary>Reads messages as a member of their conversation sees them, and finds the members to send one to.</summary>
internal sealed class MessageReader(Database database)
{
    // lang=sql
    private const string IsMember = """
        select exists (select 1 from conversation_members where conversation_id = @conversationId and user_id = @viewer and state <> 2)
        """;

    // lang=sql
    private static readonly string SelectAsMember = $"""
        {MessageSql.Select} join conversation_members m on {MessageSql.IsVisible("x", "m")}
        where m.conversation_id = @conversationId and m.user_id = @viewer and m.state <> 2
        """;

    // lang=sql
    private static readonly string SelectOne = $"{SelectAsMember} and x.id = @id";

    private static readonly SlicedSql SelectList = SlicedSql.NewestFirst(SelectAsMember, "x.id");

    // lang=sql
    private static readonly string SelectSent = $"{MessageSql.Select} where x.id = @id and {MessageSql.HasSender("x")}";

    // lang=sql
    private const string SelectRecipients = $"""
        select user_id from conversation_members
        where conversation_id = @conversationId and joined_after_id < @id and state <> 2 and (state = 0 or @withRequests)
          and ({DeletedAccounts.None} or user_id not in {DeletedAccounts.Ids})
        """;

    // lang=sql
    private const string SelectGroup = $"""
        select user_id from conversation_members
        where conversation_id = @conversationId and state = 0
          and exists (select 1 from conversations c where c.id = @conversationId and c.is_group)
          and ({DeletedAccounts.None} or user_id not in {DeletedAccounts.Ids})
        """;

    /// <returns>Newest first; null when there is no such conversation, or the viewer is no member.</returns>
    public async Task<List<Message>?> ListAsync(Viewer viewer, long conversationId, Slice slice, CancellationToken cancellation)
    {
        var rows = await database.ForAsync(
            viewer.Id,
            () => database.ReadAsync(
                async db => await db.QuerySingleAsync<bool>(IsMember, new { conversationId, viewer = viewer.Id })
                    ? await SelectList.QueryAsync<MessageRow>(db, slice, new { conversationId, viewer = viewer.Id })
                    : null,
                cancellation),
            cancellation);
        return rows?.ConvertAll(row => row.ToMessage(viewer));
    }

    /// <summary>Outside the account's share of the readers, for what it has just sent.</summary>
    /// <returns>Null when the viewer does not see it.</returns>
    public async Task<Message?> FindOutsideShareAsync(Viewer viewer, long conversationId, long id, CancellationToken cancellation) =>
        (await database.ReadOneAsync(
            db => db.QuerySingleOrDefaultAsync<MessageRow>(SelectOne, new { conversationId, viewer = viewer.Id, id }), cancellation))
        ?.ToMessage(viewer);

    /// <summary>A message to send to those whom <see cref="ListRecipientsAsync"/> names.</summary>
    /// <returns>Null when it or its sender was deleted.</returns>
    public Task<MessageRow?> FindSentAsync(long id, CancellationToken cancellation) =>
        database.ReadOneAsync(db => db.QuerySingleOrDefaultAsync<MessageRow>(SelectSent, new { id }), cancellation);

    /// <summary>The members who see a message: those who accepted its conversation and, if wanted, those who have not yet.</summary>
    public Task<List<long>> ListRecipientsAsync(long conversationId, long id, bool withRequests, CancellationToken cancellation) =>
        database.ReadOneAsync(db => db.QueryAsync<long>(SelectRecipients, new { conversationId, id, withRequests }), cancellation);

    /// <summary>The members of a group who accepted it; of a conversation of two, nobody.</summary>
    public Task<List<long>> ListGroupAsync(long conversationId, CancellationToken cancellation) =>
        database.ReadOneAsync(db => db.QueryAsync<long>(SelectGroup, new { conversationId }), cancellation);
}
