using System.Text.Json.Serialization;

namespace Linnet.Tweets.Tags;

/// <summary>A hashtag, and how much it is used.</summary>
internal sealed record Tag
{
    /// <summary>What all spellings have in common; what paths name it by.</summary>
    [JsonPropertyName("tag")]
    public required string Key { get; init; }

    /// <summary>As it was first written in a public tweet, without the sign; as the caller wrote it if it was not.</summary>
    public required string Name { get; init; }

    /// <summary>How many public tweets had it on each of the last seven days (UTC), today last. Of its newest 10,000 uses.</summary>
    [JsonPropertyName("uses_7d")]
    public required IReadOnlyList<long> Uses { get; init; }

    /// <summary>How many accounts wrote these.</summary>
    [JsonPropertyName("accounts_7d")]
    public required long Accounts { get; init; }

    /// <summary>Whether the caller follows it.</summary>
    public required bool IsFollowing { get; init; }
}

/// <summary>A hashtag that the caller follows.</summary>
internal sealed record FollowedTag
{
    /// <summary>The cursor of the list, in the order in which they were followed.</summary>
    public required long Id { get; init; }

    /// <inheritdoc cref="Tag.Key"/>
    public required string Tag { get; init; }

    /// <summary>As it was first written in a public tweet, without the sign; <c>tag</c> if it was not.</summary>
    public required string Name { get; init; }
}
