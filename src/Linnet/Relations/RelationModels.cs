using System.Text.Json.Serialization;
using Linnet.Http.Input;
using Linnet.Users;

namespace Linnet.Relations;

/// <summary>The answer to following and unfollowing.</summary>
/// <param name="Message">A sentence for people.</param>
/// <param name="IsFollowing">Whether the caller follows the user now.</param>
/// <param name="IsRequested">Whether the user has to accept first, because the account is locked.</param>
internal sealed record FollowResponse(string Message, bool IsFollowing, bool IsRequested);

/// <summary>A user's profile, and how the caller stands to them.</summary>
internal sealed record UserProfile : User
{
    /// <summary>Null for the caller's own profile.</summary>
    [JsonPropertyOrder(3)]
    public required Relationship? Relationship { get; init; }
}

/// <summary>How to mute somebody.</summary>
internal sealed record MuteDraft
{
    /// <summary>How long, from a minute to a year; null for good. A mute ends within seconds after this time.</summary>
    [Integer(Min = 60, Max = 31_536_000)]
    public long? DurationSeconds { get; init; }

    /// <summary>Whether notifications from this user are hidden too: yes, when absent.</summary>
    public bool? Notifications { get; init; }
}

/// <summary>Whose relationships.</summary>
internal sealed record RelationshipQuery
{
    /// <summary>Ids of users separated by commas, 100 at most.</summary>
    [IdList(most: 100)]
    public required string Ids { get; init; }
}

/// <summary>Which follow requests, and which part of the list.</summary>
internal sealed record FollowRequestQuery
{
    /// <summary>What <see cref="Direction"/> says of requests to the caller.</summary>
    public const string In = "in";

    /// <summary>What <see cref="Direction"/> says of requests by the caller.</summary>
    public const string Out = "out";

    /// <summary><c>in</c>: who asks to follow the caller. <c>out</c>: whom the caller asks to follow.</summary>
    [OneOf(In, Out)]
    public string Direction { get; init; } = In;

    /// <summary>How many to give at most.</summary>
    [Integer(Min = 1, Max = 100)]
    public int Limit { get; init; } = 20;

    /// <summary>Only what is older than this id.</summary>
    public long? MaxId { get; init; }

    /// <summary>Only what is newer than this id, the newest first.</summary>
    public long? SinceId { get; init; }

    /// <summary>Only what is newer than this id, starting right after it.</summary>
    public long? MinId { get; init; }

    public Common.Slice ToSlice() => new(Skip: 0, Limit, MaxId, SinceId, MinId);
}
