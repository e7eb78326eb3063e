using Linnet.Common;

namespace Linnet.Relations;

/// <summary>How the caller and another user stand to each other.</summary>
internal sealed record Relationship
{
    /// <summary>The other user.</summary>
    public required long Id { get; init; }

    /// <summary>Whether the caller follows them.</summary>
    public required bool Following { get; init; }

    /// <summary>Whether the caller has asked to follow them and has no answer yet.</summary>
    public required bool Requested { get; init; }

    public required bool FollowedBy { get; init; }

    /// <summary>Whether they have asked to follow the caller.</summary>
    public required bool RequestedBy { get; init; }

    /// <summary>Whether the caller blocks them.</summary>
    public required bool Blocking { get; init; }

    public required bool BlockedBy { get; init; }

    /// <summary>Whether the caller mutes them.</summary>
    public required bool Muting { get; init; }

    /// <summary>Whether the mute hides their notifications too.</summary>
    public required bool MutingNotifications { get; init; }

    /// <summary>When the mute ends; null when it has no end, or there is none.</summary>
    public required Timestamp? MutedUntil { get; init; }

    /// <summary>Whether the caller follows them but does not want their reposts.</summary>
    public required bool HidingReposts { get; init; }
}
