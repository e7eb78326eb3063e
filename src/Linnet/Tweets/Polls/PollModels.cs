using Linnet.Common;
using Linnet.Http.Input;

namespace Linnet.Tweets.Polls;

/// <summary>The poll of a tweet as one viewer sees it.</summary>
/// <param name="Id">That of its tweet.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="Expired">Whether it has ended.</param>
/// <param name="Multiple">Whether one may vote for several options.</param>
/// <param name="HideTotals">Whether counts are hidden from those who have not voted, until it ends.</param>
/// <param name="VotesCount">The sum over the options; null while it is hidden.</param>
/// <param name="VotersCount">How many users voted; null while it is hidden.</param>
/// <param name="Options">In the order of their positions, which begin at 0.</param>
/// <param name="Voted">Whether the viewer has voted.</param>
/// <param name="OwnVotes">The positions of the options that the viewer voted for.</param>
internal sealed record Poll(
    long Id,
    Timestamp ExpiresAt,
    bool Expired,
    bool Multiple,
    bool HideTotals,
    long? VotesCount,
    long? VotersCount,
    IReadOnlyList<PollOption> Options,
    bool Voted,
    IReadOnlyList<int> OwnVotes);

/// <param name="Title">What it says.</param>
/// <param name="VotesCount">How many users voted for it; null while it is hidden.</param>
internal sealed record PollOption(string Title, long? VotesCount);

/// <summary>A poll to be attached to a new tweet.</summary>
internal sealed record PollDraft
{
    /// <summary>2 to 4 different texts of 1 to 50 Unicode code points.</summary>
    [List(Min = 2, Max = PollLimits.Options, IsSet = true)]
    [Text(PollLimits.OptionLength, Min = 1, NotBlank = true)]
    public required IReadOnlyList<string> Options { get; init; }

    /// <summary>How long it takes votes, in seconds: 5 minutes to 7 days.</summary>
    [Integer(Min = 300, Max = 604_800)]
    public required long ExpiresIn { get; init; }

    /// <summary>Whether one may vote for several options.</summary>
    public bool Multiple { get; init; }

    /// <summary>Whether counts are hidden from those who have not voted, until it ends.</summary>
    public bool HideTotals { get; init; }
}

/// <summary>A vote in a poll.</summary>
internal sealed record PollVote
{
    /// <summary>The positions of the options, which begin at 0: one, or several where the poll allows it.</summary>
    [List(Min = 1, Max = PollLimits.Options, IsSet = true)]
    [Integer(Min = 0, Max = PollLimits.Options - 1)]
    public required IReadOnlyList<long> Choices { get; init; }
}

internal static class PollLimits
{
    public const int Options = 4;

    /// <summary>In Unicode code points.</summary>
    public const int OptionLength = 50;
}
