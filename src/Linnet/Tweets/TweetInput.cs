using System.Text.Json.Serialization;
using Linnet.Common;
using Linnet.Http.Input;
using Linnet.Media;
using Linnet.Relations;
using Linnet.Tweets.Polls;

namespace Linnet.Tweets;

/// <summary>What a new tweet says.</summary>
internal sealed record TweetDraft
{
    /// <summary>1 to 280 Unicode code points, one of them visible. With <c>media_ids</c> it may be empty.</summary>
    [Text(TweetLimits.ContentLength, Min = 1, NotBlank = true), EmptyWith("media_ids")]
    public required string Content { get; init; } = "";

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

    /// <summary>One's own pictures, in the order in which they are shown: the ids that <c>POST /media</c> gave.</summary>
    [List(Max = MediaLimits.PerTweet, IsSet = true)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<long>? MediaIds { get; init; }

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
    /// <inheritdoc cref="TweetDraft.Content"/>
    [Text(TweetLimits.ContentLength, Min = 1, NotBlank = true), EmptyWith("media_ids")]
    public required string Content { get; init; } = "";

    /// <inheritdoc cref="TweetDraft.Sensitive"/>
    public bool? Sensitive { get; init; }

    /// <summary>Null removes it.</summary>
    [Text(TweetLimits.WarningLength, Min = 1, NotBlank = true)]
    public Optional<string?> ContentWarning { get; init; }

    /// <summary>The pictures that it has from now on, in this order. One that it loses is deleted. Null changes nothing.</summary>
    [List(Max = MediaLimits.PerTweet, IsSet = true)]
    public IReadOnlyList<long>? MediaIds { get; init; }
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
