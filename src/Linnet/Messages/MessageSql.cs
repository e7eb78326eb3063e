using Linnet.Common;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Messages;

/// <summary>Which messages a member of a conversation sees.</summary>
internal static class MessageSql
{
    private const string Columns = "x.id, x.conversation_id, x.sender_id, x.content, x.created_at";

    // lang=sql
    public const string Select = $"select {Columns} from messages x";

    // lang=sql
    private const string SelectByIds = $"{Select} where x.id in @ids";

    /// <summary>Of a message and a row of <c>conversation_members</c>: it is of that conversation, sent while the member was in it, by an account that was not deleted.</summary>
    // lang=sql
    public static string IsVisible(string message, string member) => $"""
        {message}.conversation_id = {member}.conversation_id and {message}.id > {member}.joined_after_id and {HasSender(message)}
        """;

    /// <summary>The account that sent a message was not deleted.</summary>
    // lang=sql
    public static string HasSender(string message) => $"({DeletedAccounts.None} or {message}.sender_id not in {DeletedAccounts.Ids})";

    /// <summary>The member sees the message of somebody else and has not read it.</summary>
    // lang=sql
    public static string IsUnread(string message, string member) =>
        $"{IsVisible(message, member)} and {message}.id > {member}.last_read_id and {message}.sender_id <> {member}.user_id";

    /// <summary>How many messages of others a member has not read, up to a bound.</summary>
    // lang=sql
    public static string CountUnread(string member) => $"""
        (select count(*) from (
            select 1 from messages u where {IsUnread("u", member)}
            limit {ConversationLimits.Unread}) as unread)
        """;

    /// <summary>Messages by ids that a statement with <see cref="IsVisible"/> has chosen.</summary>
    public static Task<List<MessageRow>> ListAsync(DbSession db, IReadOnlyList<long> ids) => db.QueryAsync<MessageRow>(SelectByIds, new { ids });
}

internal sealed class MessageRow
{
    public long Id { get; init; }

    public long ConversationId { get; init; }

    public long SenderId { get; init; }

    public string Content { get; init; } = "";

    public Timestamp CreatedAt { get; init; }

    public Message ToMessage(Viewer viewer) => new()
    {
        Id = Id,
        ConversationId = ConversationId,
        SenderId = SenderId,
        Content = Content,
        CreatedAt = CreatedAt,
        IsHidden = viewer.Blocks(SenderId),
    };
}
