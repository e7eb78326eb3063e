using System.Text.Json.Serialization;
using Linnet.Common;
using Linnet.Http.Input;

namespace Linnet.Relations.Lists;

/// <summary>A list of users, whose tweets make a timeline of their own. Only its owner knows of it.</summary>
internal sealed record MemberList
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Whether the tweets and reposts of its members leave the home timeline, and reposts of their tweets too.</summary>
    public required bool IsExclusive { get; init; }

    /// <summary>Which replies by its members the timeline has.</summary>
    public required ListReplies Replies { get; init; }

    /// <summary>Whether the timeline has what its members repost.</summary>
    public required bool ShowsReposts { get; init; }

    public required long MembersCount { get; init; }

    public required Timestamp CreatedAt { get; init; }
}

/// <summary>Which replies by its members the timeline of a list has.</summary>
/// <remarks>Stored: each value keeps its number.</remarks>
[JsonConverter(typeof(WordConverter<ListReplies>))]
internal enum ListReplies
{
    All = 0,

    /// <summary>Those to members of the list, and to its owner.</summary>
    Members = 1,

    None = 2,
}

/// <summary>What a list shall be.</summary>
internal sealed record ListDraft
{
    /// <summary>1 to 50 Unicode code points, one of them visible.</summary>
    [Text(50, Min = 1, NotBlank = true)]
    public required string Name { get; init; }

    /// <summary>Whether its members leave the home timeline: no, when absent.</summary>
    public bool IsExclusive { get; init; }

    /// <summary>Which replies the timeline has: those to members and to the caller, when absent.</summary>
    [OneOf("all", "members", "none")]
    public string Replies { get; init; } = "members";

    /// <summary>Whether the timeline has reposts: yes, when absent.</summary>
    public bool ShowsReposts { get; init; } = true;

    /// <summary>The value of <see cref="Replies"/>.</summary>
    public static ListReplies ToReplies(string word) => word switch
    {
        "all" => ListReplies.All,
        "none" => ListReplies.None,
        _ => ListReplies.Members,
    };
}
