using System.Text.Json.Serialization;
using Linnet.Common;
using Linnet.Media;
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

    /// <summary>Its pictures; absent when there are none. Of a repost, <c>reposted</c> has them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Attachment>? Media { get; init; }

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

    [JsonIgnore]
    public bool HasMedia { get; init; }

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

/// <summary>The answer to liking and unliking.</summary>
/// <param name="Message">A sentence for people.</param>
/// <param name="IsLiked">How it stands now.</param>
/// <param name="LikesCount">The tweet's likes, this act included.</param>
internal sealed record LikeResponse(string Message, bool IsLiked, long LikesCount);
