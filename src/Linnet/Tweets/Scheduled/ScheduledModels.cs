using System.Text.Json.Serialization;
using Linnet.Common;
using Linnet.Relations;

namespace Linnet.Tweets.Scheduled;

/// <summary>What is to be posted later. It is not a tweet before, and only its owner sees it.</summary>
internal sealed record ScheduledTweet
{
    /// <summary>Not the id of a tweet.</summary>
    public required long Id { get; init; }

    /// <summary>When it is posted, within seconds.</summary>
    public required Timestamp ScheduledAt { get; init; }

    public required ScheduledState State { get; init; }

    /// <summary>Why it could not be posted; null while it waits.</summary>
    public required ScheduledFailure? Error { get; init; }

    public required Timestamp CreatedAt { get; init; }

    /// <summary>When it was last changed, or failed.</summary>
    public required Timestamp UpdatedAt { get; init; }

    /// <summary>What was sent, but for the time: as <c>PUT</c> takes it.</summary>
    public required ScheduledContent Tweet { get; init; }
}

/// <summary>The members of a <see cref="TweetDraft"/>, as an answer.</summary>
internal sealed record ScheduledContent
{
    public required string Content { get; init; }

    /// <summary>The tweet that it is to answer.</summary>
    public required long? ReplyToId { get; init; }

    /// <summary>The tweet that it is to quote.</summary>
    public required long? RetweetOfId { get; init; }

    /// <summary>Null for that of the tweets which it answers and quotes, or <c>public</c>.</summary>
    public required Visibility? Visibility { get; init; }

    /// <summary>Null for false.</summary>
    public required bool? Sensitive { get; init; }

    public required string? ContentWarning { get; init; }

    /// <summary>Null for everyone.</summary>
    public required AudiencePolicy? ReplyPolicy { get; init; }

    /// <summary>Null for everyone.</summary>
    public required AudiencePolicy? QuotePolicy { get; init; }

    public required ScheduledPoll? Poll { get; init; }

    /// <summary>After how many seconds from when it is posted it deletes itself; null for never.</summary>
    public required long? ExpiresIn { get; init; }

    /// <summary>The ids of its pictures; null for none.</summary>
    public required IReadOnlyList<long>? MediaIds { get; init; }

    public static ScheduledContent Of(TweetDraft draft) => new()
    {
        Content = draft.Content,
        ReplyToId = draft.ReplyToId,
        RetweetOfId = draft.RetweetOfId,
        Visibility = draft.Visibility is { } visibility ? Words.ToVisibility(visibility) : null,
        Sensitive = draft.Sensitive,
        ContentWarning = draft.ContentWarning,
        ReplyPolicy = draft.ReplyPolicy is { } replies ? Words.ToPolicy(replies) : null,
        QuotePolicy = draft.QuotePolicy is { } quotes ? Words.ToPolicy(quotes) : null,
        Poll = draft.Poll is { } poll ? new ScheduledPoll(poll.Options, poll.ExpiresIn, poll.Multiple, poll.HideTotals) : null,
        MediaIds = draft.MediaIds,
        ExpiresIn = draft.ExpiresIn,
    };
}

/// <param name="Options">What one will be able to vote for.</param>
/// <param name="ExpiresIn">How long it will take votes, in seconds from when it is posted.</param>
/// <param name="Multiple">Whether one may vote for several options.</param>
/// <param name="HideTotals">Whether counts are hidden from those who have not voted, until it ends.</param>
internal sealed record ScheduledPoll(IReadOnlyList<string> Options, long ExpiresIn, bool Multiple, bool HideTotals);

/// <remarks>Stored: each value keeps its number.</remarks>
[JsonConverter(typeof(WordConverter<ScheduledState>))]
internal enum ScheduledState
{
    Waiting = 0,

    /// <summary>It could not be posted. A <c>PUT</c> with a new time has it wait again.</summary>
    Failed = 1,
}

/// <param name="Code">The machine word that <c>POST /tweets/</c> would have answered with, or <c>too_late</c>.</param>
/// <param name="Detail">A sentence for people.</param>
internal sealed record ScheduledFailure(string Code, string Detail);

/// <summary>What became of a request to post: a tweet, one that waits, or a thread.</summary>
/// <param name="TweetId">Only meaningful for a tweet.</param>
/// <param name="Scheduled">The tweet that waits; null for the others.</param>
/// <param name="ThreadIds">The tweets of a thread, in their order; null for the others.</param>
internal readonly record struct Posted(long TweetId, ScheduledTweet? Scheduled, IReadOnlyList<long>? ThreadIds = null)
{
    public static Posted Thread(IReadOnlyList<long> ids) => new(0, null, ids);

    public static Result<Posted> Now(Result<long> outcome) => outcome.Succeeded(out var id, out var error) ? new Posted(id, null) : error;

    public static Result<Posted> Later(Result<ScheduledTweet> outcome) =>
        outcome.Succeeded(out var scheduled, out var error) ? new Posted(0, scheduled) : error;
}
