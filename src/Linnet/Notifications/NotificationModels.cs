using Linnet.Common;
using Linnet.Http.Input;
using Linnet.Tweets;
using Linnet.Users;

namespace Linnet.Notifications;

/// <summary>What a notification can be about.</summary>
internal static class NotificationKinds
{
    public const string Like = "like";

    public const string Follow = "follow";

    public const string Reply = "reply";

    /// <summary>A repost or a quote.</summary>
    public const string Retweet = "retweet";

    /// <summary>Somebody asks to follow the viewer's locked account.</summary>
    public const string FollowRequest = "follow_request";

    /// <summary>A locked account accepted the viewer's request.</summary>
    public const string FollowAccepted = "follow_accepted";

    /// <summary>A tweet mentions the viewer, and is neither a reply to theirs nor a quote of it.</summary>
    public const string Mention = "mention";

    /// <summary>A tweet that the viewer reposted was edited.</summary>
    public const string TweetEdited = "tweet_edited";

    /// <summary>A poll ended that is the viewer's, or in which the viewer voted.</summary>
    public const string PollEnded = "poll_ended";

    /// <summary>A scheduled tweet of the viewer could not be posted.</summary>
    public const string ScheduledFailed = "scheduled_failed";

    public static readonly string[] All =
        [Like, Follow, Reply, Retweet, FollowRequest, FollowAccepted, Mention, TweetEdited, PollEnded, ScheduledFailed];
}

/// <summary>An act of another user that concerns the viewer, the end of a poll, or a scheduled tweet that failed.</summary>
internal sealed record Notification
{
    public required long Id { get; init; }

    /// <summary><c>like</c>, <c>follow</c>, <c>reply</c>, <c>retweet</c>, <c>follow_request</c>, <c>follow_accepted</c>, <c>mention</c>, <c>tweet_edited</c>, <c>poll_ended</c> or <c>scheduled_failed</c>. More may come.</summary>
    public required string Type { get; init; }

    public required Timestamp CreatedAt { get; init; }

    /// <summary>Whether the reader has marked it, or a later one, as read.</summary>
    public required bool IsRead { get; init; }

    /// <summary>Who did it; of a poll that ended, its author; of a scheduled tweet that failed, the viewer.</summary>
    public required User Actor { get; init; }

    /// <summary>The tweet that was liked or edited or whose poll ended, or the reply, retweet or mention itself; null for a follow, a request or a scheduled tweet.</summary>
    public required Tweet? Tweet { get; init; }
}

/// <summary>All notifications of one kind about one tweet (or all follows), as one entry.</summary>
internal sealed record NotificationGroup
{
    /// <summary>The newest notification's id: what cursors speak of.</summary>
    public required long Id { get; init; }

    /// <summary><c>like</c>, <c>follow</c>, <c>reply</c>, <c>retweet</c>, <c>follow_request</c>, <c>follow_accepted</c>, <c>mention</c>, <c>tweet_edited</c>, <c>poll_ended</c> or <c>scheduled_failed</c>. More may come.</summary>
    public required string Type { get; init; }

    /// <summary>When the newest came.</summary>
    public required Timestamp CreatedAt { get; init; }

    /// <summary>Whether even the newest is read.</summary>
    public required bool IsRead { get; init; }

    /// <summary>How many notifications the group holds.</summary>
    public required long Count { get; init; }

    /// <summary>The users behind the newest of them, at most three, newest first.</summary>
    public required List<User> Actors { get; init; }

    /// <summary>The reader's tweet that was liked, answered or retweeted, or the tweet that mentions them, was edited or whose poll ended; null for follows and scheduled tweets.</summary>
    public required Tweet? Tweet { get; init; }
}

/// <summary>How notifications are listed.</summary>
internal sealed record NotificationQuery
{
    /// <summary>How many to give at most.</summary>
    [Integer(Min = 1, Max = 100)]
    public int Limit { get; init; } = 20;

    /// <summary>Only what is older than this id.</summary>
    public long? MaxId { get; init; }

    /// <summary>Only what is newer than this id, the newest first.</summary>
    public long? SinceId { get; init; }

    /// <summary>Only what is newer than this id, starting right after it.</summary>
    public long? MinId { get; init; }

    /// <summary>Only these kinds, separated by commas: <c>like,follow,reply,retweet,follow_request,follow_accepted,mention,tweet_edited,poll_ended,scheduled_failed</c>. Looked for among the newest 10,000, or those before <c>max_id</c>.</summary>
    [NotificationTypes]
    public string Types { get; init; } = string.Join(',', NotificationKinds.All);

    /// <summary>One entry for each tweet and kind instead of one for each act, made of the newest 10,000.</summary>
    public bool Grouped { get; init; }

    public Slice ToSlice() => new(Skip: 0, Limit, MaxId, SinceId, MinId);

    public string[] ToKinds() => Types.Split(',', StringSplitOptions.TrimEntries);
}

internal sealed class NotificationTypesAttribute : TextRuleAttribute
{
    public override string? ErrorIn(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries).Except(NotificationKinds.All).Any()
            ? $"types are {string.Join(", ", NotificationKinds.All)}, separated by commas"
            : null;
}

/// <summary>How far the reader has read.</summary>
internal sealed record ReadMark
{
    /// <summary>The newest notification that was read; it and all before it are read from now on.</summary>
    [Integer(Min = 0)]
    public required long UpToId { get; init; }
}

/// <param name="UnreadCount">How many notifications are newer than the last one read.</param>
internal sealed record UnreadNotifications(long UnreadCount);
