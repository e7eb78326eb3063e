using Linnet.Http.Input;

namespace Linnet.Relations.Transfer;

/// <summary>Which of one's lists of accounts.</summary>
internal enum TransferList
{
    /// <summary>Whom one follows, and whether one sees their reposts.</summary>
    Follows,

    /// <summary>Whom one blocks.</summary>
    Blocks,

    /// <summary>Whom one mutes for good, and whether also in notifications.</summary>
    Mutes,
}

/// <summary>A list to import.</summary>
internal sealed record ImportDraft
{
    /// <summary>
    /// The text of a CSV file as Mastodon and Linnet export it, at most 1,000 accounts: send longer lists in parts. A list without a
    /// header has the account's address first. An address is a user name, or one with the host of this server.
    /// </summary>
    [Text(max: 60_000, Min = 1)]
    public required string Csv { get; init; }
}

/// <summary>What an import did.</summary>
/// <param name="Imported">How many lines hold now, also those that did before.</param>
/// <param name="Failed">The others, in the order of the list.</param>
internal sealed record ImportResult(int Imported, IReadOnlyList<FailedLine> Failed);

/// <summary>A line that was not imported.</summary>
/// <param name="Line">Its number in the file, from 1.</param>
/// <param name="Address">The account's address as the file has it; empty for a line that is no CSV.</param>
/// <param name="Code">A word for programs, as in errors.</param>
/// <param name="Detail">A sentence for people.</param>
internal sealed record FailedLine(int Line, string Address, string Code, string Detail);
