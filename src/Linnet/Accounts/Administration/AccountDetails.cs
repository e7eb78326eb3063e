using Linnet.Common;

namespace Linnet.Accounts.Administration;

/// <summary>An account as an operator sees it.</summary>
internal sealed record AccountDetails
{
    public required long Id { get; init; }

    public required string Username { get; init; }

    public required string Email { get; init; }

    public required string? FullName { get; init; }

    public required string? Bio { get; init; }

    public required bool IsActive { get; init; }

    public required bool IsVerified { get; init; }

    /// <summary>One of <see cref="Roles.All"/>.</summary>
    public required string Role { get; init; }

    public required Timestamp CreatedAt { get; init; }

    public required long FollowersCount { get; init; }

    public required long FollowingCount { get; init; }

    public required long TweetsCount { get; init; }

    /// <summary>The number of open sessions.</summary>
    public required long Sessions { get; init; }

    /// <summary>When an open session was last refreshed; null when there is none.</summary>
    public required Timestamp? LastUsedAt { get; init; }
}
