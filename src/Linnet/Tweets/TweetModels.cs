using System.Text.Json.Serialization;
using Linnet.Common;
using Linnet.Http.Input;
using Linnet.Relations;
using Linnet.Relations.Filters;
using Linnet.Tweets.Entities;
using Linnet.Tweets.Polls;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>A tweet as one viewer sees it.</summary>
internal sealed record Tweet
{
    public required long Id { get; init; }

    /// <summary>Of a repost: <c>RT @name: </c> and the original's content, cut to 280 code points, for clients that do not know reposts.</summary>
    public required string Content { get; init; }

    public required Timestamp CreatedAt { get; init; }

    /// <summary>When its author last sent a change of it, even one that changed nothing; <c>created_at</c> if never.</summary>
    public required Timestamp UpdatedAt { get; init; }

    public required long AuthorId { get; init; }

    /// <summary>The tweet this one answers; null also when that one was deleted.</summary>
    public required long? ReplyToId { get; init; }

    /// <summary>The tweet that this one reposts or quotes; null also when that one was deleted.</summary>
    public required long? RetweetOfId { get; init; }

    public required long LikesCount { get; init; }

    public required long RepliesCount { get; init; }

    /// <summary>Reposts and quotes.</summary>
    public required long RetweetsCount { get; init; }

    /// <summary>Whether the viewer likes it.</summary>
    public required bool IsLiked { get; init; }

    public required User Author { get; init; }

    /// <summary>The first tweet of its thread: itself if it answers nothing.</summary>
    public required long ConversationId { get; init; }

    public required TweetKind Kind { get; init; }

    public required Visibility Visibility { get; init; }

    /// <summary>Whether its pictures should be hidden until the viewer asks for them.</summary>
    public required bool Sensitive { get; init; }

    /// <summary>What a client shows in place of the content until the viewer asks for it; null shows the content.</summary>
    public required string? ContentWarning { get; init; }

    /// <summary>Who may reply to it, and to what answers it.</summary>
    public required AudiencePolicy ReplyPolicy { get; init; }

    public required AudiencePolicy QuotePolicy { get; init; }

    /// <summary>Whether the author of the tweet that it answers took it out of the list of replies.</summary>
    public required bool IsHiddenReply { get; init; }

    public required long QuotesCount { get; init; }

    /// <summary>What the content refers to; absent when that is nothing. A repost has none: <c>reposted</c> has them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TweetEntities? Entities { get; init; }

    /// <summary>When what it says was last changed; absent if never. <c>GET /tweets/{tweet_id}/history</c> has what it said before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Timestamp? EditedAt { get; init; }

    /// <summary>The tweet that this one answered and that was deleted; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? DeletedParentId { get; init; }

    /// <summary>When it deletes itself; absent if never.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Timestamp? ExpiresAt { get; init; }

    /// <summary>True when its author pinned it to their profile; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPinned { get; init; }

    /// <summary>Whether the viewer has reposted it.</summary>
    public required bool IsReposted { get; init; }

    /// <summary>The original of a repost; null for any other tweet.</summary>
    public required Tweet? Reposted { get; init; }

    /// <summary>What a quote quotes; null for any other tweet.</summary>
    public required QuotedTweet? Quoted { get; init; }

    /// <summary>True when the viewer has bookmarked it; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsBookmarked { get; init; }

    /// <summary>True when the viewer mutes its thread; absent otherwise. Of a repost, <c>reposted</c> has it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsThreadMuted { get; init; }

    /// <summary>Its poll; absent when there is none. Of a repost, <c>reposted</c> has it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Poll? Poll { get; init; }

    /// <summary>
    /// The viewer's filters that it matches; absent when there are none. Clients show their titles in place of the tweet. Of a repost,
    /// <c>reposted</c> has them.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FilterMatch>? Filtered { get; init; }

    /// <summary>Stays when the tweet that this one reposts or quotes goes.</summary>
    [JsonIgnore]
    public long? RetweetOfAuthorId { get; init; }

    /// <summary>Whether the author of the quoted tweet took this quote off it.</summary>
    [JsonIgnore]
    public bool IsDetached { get; init; }

    [JsonIgnore]
    public bool HasPoll { get; init; }

    /// <summary>Its poll, the same for every viewer.</summary>
    [JsonIgnore]
    public CachedPoll? StoredPoll { get; init; }

    /// <summary>The entities as they were stored.</summary>
    [JsonIgnore]
    public string? StoredEntities { get; init; }
}

/// <summary>What a tweet is.</summary>
/// <remarks>Stored: each value keeps its number.</remarks>
[JsonConverter(typeof(WordConverter<TweetKind>))]
internal enum TweetKind
{
    /// <summary>A text, a reply or a quote.</summary>
    Post = 0,

    /// <summary>Another tweet, shown to the reposter's followers. It has no text of its own.</summary>
    Repost = 1,
}

/// <summary>The tweet that a quote quotes, or why it is not shown.</summary>
/// <param name="State">Whether it is shown.</param>
/// <param name="Tweet">Null unless it is shown.</param>
internal sealed record QuotedTweet(QuoteState State, Tweet? Tweet);

[JsonConverter(typeof(WordConverter<QuoteState>))]
internal enum QuoteState
{
    Shown,

    /// <summary>It was deleted.</summary>
    Deleted,

    /// <summary>Its author took the quote off it.</summary>
    Detached,

    /// <summary>The viewer may not see it.</summary>
    Unavailable,

    /// <summary>The viewer blocks its author.</summary>
    Blocked,

    /// <summary>The viewer mutes its author.</summary>
    Muted,

    /// <summary>It is the quote within a quote, which is not shown.</summary>
    Nested,
}

/// <summary>What a new tweet says.</summary>
internal sealed record TweetDraft
{
    /// <summary>1 to 280 Unicode code points, one of them visible.</summary>
    [Text(TweetLimits.ContentLength, Min = 1, NotBlank = true)]
    public required string Content { get; init; }

    /// <summary>The tweet that this one answers. Of a repost: its original.</summary>
    public long? ReplyToId { get; init; }

    /// <summary>The tweet that this one quotes. Of a repost: its original. To repost a tweet: <c>PUT /tweets/{tweet_id}/repost</c>.</summary>
    public long? RetweetOfId { get; init; }

    /// <summary>
    /// Who may see it. When absent: <c>public</c>, or what the tweets that it answers and quotes are. It may not be wider than those,
    /// unless they are the caller's own.
    /// </summary>
    [OneOf(Words.Public, Words.Unlisted, Words.Followers)]
    public string? Visibility { get; init; }

    /// <summary>Whether its pictures should be hidden until a viewer asks for them.</summary>
    public bool? Sensitive { get; init; }

    /// <summary>What clients show in place of the content until a viewer asks for it.</summary>
    [Text(TweetLimits.WarningLength, Min = 1, NotBlank = true)]
    public string? ContentWarning { get; init; }

    /// <summary>Who may reply to it, and to what answers it: everyone, when absent. The policy of the first tweet of a thread counts.</summary>
    [OneOf(Words.Everyone, Words.Followers, Words.Mentioned, Words.Nobody)]
    public string? ReplyPolicy { get; init; }

    /// <summary>Who may quote it: everyone, when absent.</summary>
    [OneOf(Words.Everyone, Words.Followers, Words.Nobody)]
    public string? QuotePolicy { get; init; }

    /// <summary>A poll to go with it.</summary>
    public PollDraft? Poll { get; init; }

    /// <summary>After how many seconds it deletes itself, with its likes and reposts: 5 minutes to 365 days. Never, when absent.</summary>
    [Integer(Min = 300, Max = 31_536_000)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ExpiresIn { get; init; }

    /// <summary>
    /// Post it then, not now: an RFC 3339 time with its offset from UTC, 5 minutes to 365 days ahead, unless the server is set otherwise.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Timestamp? ScheduledAt { get; init; }
}

/// <summary>What a tweet shall say from now on. Absent members but the content stay unchanged.</summary>
internal sealed record TweetEdit
{
    /// <summary>1 to 280 Unicode code points, one of them visible.</summary>
    [Text(TweetLimits.ContentLength, Min = 1, NotBlank = true)]
    public required string Content { get; init; }

    /// <inheritdoc cref="TweetDraft.Sensitive"/>
    public bool? Sensitive { get; init; }

    /// <summary>Null removes it.</summary>
    [Text(TweetLimits.WarningLength, Min = 1, NotBlank = true)]
    public Optional<string?> ContentWarning { get; init; }
}

/// <summary>Who may reply to a tweet from now on.</summary>
internal sealed record ReplyPolicyEdit
{
    [OneOf(Words.Everyone, Words.Followers, Words.Mentioned, Words.Nobody)]
    public required string Policy { get; init; }
}

/// <summary>Who may quote a tweet from now on.</summary>
internal sealed record PolicyEdit
{
    [OneOf(Words.Everyone, Words.Followers, Words.Nobody)]
    public required string Policy { get; init; }
}

internal static class TweetLimits
{
    /// <summary>In Unicode code points: an emoji outside the basic plane counts as one.</summary>
    public const int ContentLength = 280;

    /// <inheritdoc cref="ContentLength"/>
    public const int WarningLength = 280;
}

/// <summary>The answer to liking and unliking.</summary>
/// <param name="Message">A sentence for people.</param>
/// <param name="IsLiked">How it stands now.</param>
/// <param name="LikesCount">The tweet's likes, this act included.</param>
internal sealed record LikeResponse(string Message, bool IsLiked, long LikesCount);
