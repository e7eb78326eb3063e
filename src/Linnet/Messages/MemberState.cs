namespace Linnet.Messages;

/// <summary>How an account stands to a conversation.</summary>
/// <remarks>Stored: each value keeps its number.</remarks>
internal enum MemberState
{
    Accepted = 0,

    /// <summary>Somebody whom the account does not follow wrote, and it has neither answered nor accepted.</summary>
    Requested = 1,

    /// <summary>It refused or removed the conversation. For all others of a group it is no member; to itself the conversation does not exist.</summary>
    Left = 2,
}
