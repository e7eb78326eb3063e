using Linnet.Common;
using Linnet.Http.Input;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>A tweet as one viewer sees it.</summary>
internal sealed record Tweet
{
    public required long Id { get; init; }

    public required string Content { get; init; }

    public required Timestamp CreatedAt { get; init; }

    /// <summary>When the content was last changed; <c>created_at</c> if never.</summary>
    public required Timestamp UpdatedAt { get; init; }

    public required long AuthorId { get; init; }

    /// <summary>The tweet this one answers; null also when that one was deleted.</summary>
    public required long? ReplyToId { get; init; }

    /// <summary>The tweet this one passes on; null also when that one was deleted.</summary>
    public required long? RetweetOfId { get; init; }

    public required long LikesCount { get; init; }

    public required long RepliesCount { get; init; }

    public required long RetweetsCount { get; init; }

    /// <summary>Whether the viewer likes it.</summary>
    public required bool IsLiked { get; init; }

    public required User Author { get; init; }
}

/// <summary>What a new tweet says.</summary>
internal sealed record TweetDraft
{
    /// <summary>1 to 280 Unicode code points, one of them visible.</summary>
    [Text(TweetLimits.ContentLength, Min = 1, NotBlank = true)]
    public required string Content { get; init; }

    /// <summary>The tweet that this one answers.</summary>
    public long? ReplyToId { get; init; }

    /// <summary>The tweet that this one passes on.</summary>
    public long? RetweetOfId { get; init; }
}

/// <summary>What a tweet shall say from now on.</summary>
internal sealed record TweetEdit
{
    /// <summary>1 to 280 Unicode code points, one of them visible.</summary>
    [Text(TweetLimits.ContentLength, Min = 1, NotBlank = true)]
    public required string Content { get; init; }
}

internal static class TweetLimits
{
    /// <summary>In Unicode code points: an emoji outside the basic plane counts as one.</summary>
    public const int ContentLength = 280;
}

/// <summary>The answer to liking and unliking.</summary>
/// <param name="Message">A sentence for people.</param>
/// <param name="IsLiked">How it stands now.</param>
/// <param name="LikesCount">The tweet's likes, this act included.</param>
internal sealed record LikeResponse(string Message, bool IsLiked, long LikesCount);
