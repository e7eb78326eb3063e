using Linnet.Common;

namespace Linnet.Messages;

internal static class MessageErrors
{
    /// <summary>Also when there is one, of which the caller is no member.</summary>
    public static readonly Error ConversationNotFound = new(ErrorKind.NotFound, "conversation_not_found", "Conversation not found");

    public static readonly Error NotFound = new(ErrorKind.NotFound, "message_not_found", "Message not found");

    public static readonly Error NotYoursToDelete = new(ErrorKind.Forbidden, "not_sender", "Only its sender may delete a message");

    public static readonly Error CannotMessageSelf = new(ErrorKind.Refused, "cannot_message_self", "Cannot message yourself");

    public static readonly Error NotAGroup = new(ErrorKind.Refused, "not_a_group", "A conversation of two takes no further members");

    public static readonly Error GroupFull =
        new(ErrorKind.Refused, "group_full", $"A group has at most {ConversationLimits.Members} members");
}
