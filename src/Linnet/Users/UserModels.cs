using System.Text.Json.Serialization;
using Linnet.Common;

namespace Linnet.Users;

/// <summary>A user's public profile. Never carries an e-mail address.</summary>
internal record User
{
    public required long Id { get; init; }

    /// <summary>As registered; unique and looked up without regard to case.</summary>
    public required string Username { get; init; }

    public required string? FullName { get; init; }

    public required string? Bio { get; init; }

    /// <summary>False for an account an operator has switched off.</summary>
    public required bool IsActive { get; init; }

    /// <summary>True for an account an operator has confirmed.</summary>
    public required bool IsVerified { get; init; }

    public required Timestamp CreatedAt { get; init; }

    /// <summary>How many users follow this one.</summary>
    public required long FollowersCount { get; init; }

    /// <summary>How many users this one follows.</summary>
    public required long FollowingCount { get; init; }

    /// <summary>Tweets and reposts.</summary>
    public required long TweetsCount { get; init; }

    /// <summary>Whether the account accepts its followers one by one.</summary>
    // After the members that an account has besides: what is added comes last.
    [JsonPropertyOrder(2)]
    public required bool IsLocked { get; init; }

    /// <summary>Their picture: a WebP of 400 × 400 pixels; null for none. With <c>-small</c> before the ending it has 96 × 96.</summary>
    [JsonPropertyOrder(2)]
    public required string? AvatarUrl { get; init; }

    /// <summary>The picture across their profile: a WebP of 1500 × 500 pixels; null for none.</summary>
    [JsonPropertyOrder(2)]
    public required string? HeaderUrl { get; init; }
}

/// <summary>The columns of a <see cref="User"/>, written once for every query that shows users.</summary>
internal static class UserColumns
{
    /// <summary>Columns of <c>users u</c>, named as <see cref="User"/> names them.</summary>
    public const string All = """
        u.id, u.username, u.full_name, u.bio, u.is_active, u.is_verified, u.created_at,
        u.followers_count, u.following_count, u.tweets_count, u.is_locked,
        '/media/files/' || u.avatar_file as avatar_url, '/media/files/' || u.header_file as header_url
        """;

    /// <summary>The same for <c>returning</c>, where SQLite knows no alias.</summary>
    public const string Returning = """
        id, username, full_name, bio, is_active, is_verified, created_at, followers_count, following_count, tweets_count,
        is_locked, '/media/files/' || avatar_file as avatar_url, '/media/files/' || header_file as header_url
        """;
}
