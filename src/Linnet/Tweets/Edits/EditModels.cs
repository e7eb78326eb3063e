using Linnet.Common;

namespace Linnet.Tweets.Edits;

/// <summary>What a tweet said for a time.</summary>
internal sealed record TweetVersion
{
    /// <summary>From 1; the greatest is what it says now.</summary>
    public required long Number { get; init; }

    public required string Content { get; init; }

    public required string? ContentWarning { get; init; }

    public required bool Sensitive { get; init; }

    /// <summary>When it was posted, or became this by an edit.</summary>
    public required Timestamp WrittenAt { get; init; }
}

/// <summary>A tweet as its author wrote it.</summary>
internal sealed record TweetSource(long Id, string Content, string? ContentWarning);
