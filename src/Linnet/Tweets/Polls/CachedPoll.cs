using Linnet.Common;

namespace Linnet.Tweets.Polls;

/// <summary>What all viewers of a poll have in common. It stays as it is: a vote drops its tweet from memory.</summary>
internal sealed record CachedPoll(
    long Id, bool IsMultiple, bool HidesTotals, Timestamp EndsAt, long VotersCount, IReadOnlyList<CachedPollOption> Options);

internal sealed record CachedPollOption(string Title, long VotesCount);

/// <summary>A poll as one viewer sees it.</summary>
/// <param name="Poll">The poll.</param>
/// <param name="Choices">The positions of the options that the viewer voted for, as bits; 0 for none.</param>
/// <param name="IsOver">Whether it takes no more votes.</param>
internal sealed record PollView(CachedPoll Poll, long Choices, bool IsOver)
{
    private bool HasVoted => Choices is not 0;

    private bool ShowsTotals => !Poll.HidesTotals || HasVoted || IsOver;

    public Poll ToPoll() => new(
        Poll.Id,
        Poll.EndsAt,
        IsOver,
        Poll.IsMultiple,
        Poll.HidesTotals,
        ShowsTotals ? Poll.Options.Sum(option => option.VotesCount) : null,
        ShowsTotals ? Poll.VotersCount : null,
        [.. Poll.Options.Select(option => new PollOption(option.Title, ShowsTotals ? option.VotesCount : null))],
        HasVoted,
        [.. Enumerable.Range(0, Poll.Options.Count).Where(position => (Choices >> position & 1) is 1)]);
}
