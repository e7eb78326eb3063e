using System.Text.Json.Serialization;
using Linnet.Common;
using Linnet.Relations;

namespace Linnet.Tweets.Bookmarks;

/// <summary>A tweet that the caller keeps. Nobody else sees it.</summary>
internal sealed record Bookmark
{
    /// <summary>The cursor of the list.</summary>
    public required long Id { get; init; }

    public required long TweetId { get; init; }

    /// <summary>When it was bookmarked.</summary>
    public required Timestamp CreatedAt { get; init; }

    public required BookmarkState State { get; init; }

    /// <summary>Null unless it is shown.</summary>
    [JsonPropertyOrder(1)]
    public required Tweet? Tweet { get; init; }
}

[JsonConverter(typeof(WordConverter<BookmarkState>))]
internal enum BookmarkState
{
    Shown,

    /// <summary>The caller may no longer see the tweet. The bookmark stays, so that it can be removed.</summary>
    Unavailable,
}

/// <summary>The answer to bookmarking a tweet and to removing a bookmark.</summary>
/// <param name="IsBookmarked">How it stands now.</param>
internal sealed record BookmarkResponse(bool IsBookmarked);
