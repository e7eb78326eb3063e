using Linnet.Common;
using Linnet.Http.Input;
using Linnet.Users;

namespace Linnet.Messages;

/// <summary>A conversation as one of its members sees it.</summary>
internal sealed record Conversation
{
    public required long Id { get; init; }

    /// <summary>False for a conversation of two, of which each pair of accounts has one.</summary>
    public required bool IsGroup { get; init; }

    /// <summary>The members by ascending id, the caller among them. A deleted account is in no list.</summary>
    public required IReadOnlyList<User> Members { get; init; }

    /// <summary>Null when all messages that the caller could see were deleted.</summary>
    public required Message? LastMessage { get; init; }

    /// <summary>How many messages of others the caller has not read; 1,000 stands for that many or more.</summary>
    public required long UnreadCount { get; init; }

    /// <summary>The newest message that the caller has read; 0 for none.</summary>
    public required long LastReadId { get; init; }

    /// <summary>Whether the caller has not accepted it yet.</summary>
    public required bool IsRequest { get; init; }

    public required Timestamp CreatedAt { get; init; }

    /// <summary>When the last message was sent, or the conversation created.</summary>
    public required Timestamp UpdatedAt { get; init; }
}

/// <summary>A direct message as one member of its conversation sees it.</summary>
internal sealed record Message
{
    public required long Id { get; init; }

    public required long ConversationId { get; init; }

    public required long SenderId { get; init; }

    public required string Content { get; init; }

    public required Timestamp CreatedAt { get; init; }

    /// <summary>Whether the caller blocks its sender, so that a client should fold it.</summary>
    public required bool IsHidden { get; init; }
}

/// <summary>A conversation to begin, with its first message.</summary>
internal sealed record ConversationDraft
{
    /// <summary>The names of 1 to 9 other users, in any case. One makes a conversation of two, more make a group.</summary>
    [List(Min = 1, Max = ConversationLimits.Members - 1)]
    public required IReadOnlyList<string> Usernames { get; init; }

    /// <summary>1 to 2,000 code points, unless the server has another limit.</summary>
    [Text(MessageOptions.LongestMessage, Min = 1, NotBlank = true)]
    public required string Content { get; init; }
}

/// <summary>A message to send.</summary>
internal sealed record MessageDraft
{
    /// <summary>1 to 2,000 code points, unless the server has another limit.</summary>
    [Text(MessageOptions.LongestMessage, Min = 1, NotBlank = true)]
    public required string Content { get; init; }
}

/// <summary>Whom to add to a group.</summary>
internal sealed record MemberDraft
{
    /// <summary>The names of 1 to 9 users, in any case.</summary>
    [List(Min = 1, Max = ConversationLimits.Members - 1)]
    public required IReadOnlyList<string> Usernames { get; init; }
}

/// <summary>How far a conversation was read.</summary>
internal sealed record ReadPosition
{
    /// <summary>The newest message that was read; null for all.</summary>
    public long? UpToId { get; init; }
}

/// <summary>What waits to be read.</summary>
/// <param name="UnreadCount">Unread messages in the accepted conversations.</param>
/// <param name="RequestsCount">Conversations that wait to be accepted.</param>
internal sealed record UnreadMessages(long UnreadCount, long RequestsCount);

internal static class ConversationLimits
{
    /// <summary>How many members a group has at most, its creator among them.</summary>
    public const int Members = 10;

    /// <summary>Beyond this, unread messages of a conversation are not counted.</summary>
    public const int Unread = 1_000;
}
