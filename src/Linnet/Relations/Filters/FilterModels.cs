using System.Text.Json.Serialization;
using Linnet.Common;
using Linnet.Http.Input;

namespace Linnet.Relations.Filters;

/// <summary>Words that an account does not want to read, and what becomes of tweets with them.</summary>
internal sealed record Filter
{
    public required long Id { get; init; }

    public required string Title { get; init; }

    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>Whether the words do not match inside longer words.</summary>
    public required bool WholeWord { get; init; }

    public required FilterAction Action { get; init; }

    /// <summary>Where it applies.</summary>
    public required IReadOnlyList<string> Contexts { get; init; }

    /// <summary>When it stops to apply; null for never. It stays in the list after that.</summary>
    public required Timestamp? Until { get; init; }
}

/// <summary>What a filter does.</summary>
/// <remarks>Stored: each value keeps its number.</remarks>
[JsonConverter(typeof(WordConverter<FilterAction>))]
internal enum FilterAction
{
    /// <summary>Clients show the filter's title in place of the tweet until the viewer asks for it.</summary>
    Warn = 0,

    /// <summary>Lists leave the tweet out. Where that would tear a hole, it is as with <see cref="Warn"/>.</summary>
    Hide = 1,
}

/// <summary>A filter that a tweet matches.</summary>
/// <param name="Id">The filter's id.</param>
/// <param name="Title">The filter's title, for the place of the tweet.</param>
/// <param name="Action">What the filter does.</param>
internal sealed record FilterMatch(long Id, string Title, FilterAction Action);

/// <summary>What a filter shall be.</summary>
internal sealed record FilterDraft
{
    [Text(100, Min = 1, NotBlank = true)]
    public required string Title { get; init; }

    /// <summary>1 to 20 words or phrases of up to 100 code points each. The case and the width of letters do not matter.</summary>
    [List(Min = 1, Max = 20)]
    [Text(100, Min = 1, NotBlank = true)]
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>
    /// Whether <c>cat</c> leaves <c>cats</c> alone: yes, when absent. In scripts without spaces between words it makes no difference.
    /// </summary>
    public bool WholeWord { get; init; } = true;

    /// <summary><c>warn</c> (when absent) folds the tweets, <c>hide</c> leaves them out of lists.</summary>
    [OneOf("warn", "hide")]
    public string Action { get; init; } = "warn";

    /// <summary>
    /// Where it applies: everywhere, when absent. <c>thread</c> is a tweet, its replies and quotes. A thread and a notification
    /// only fold: <c>hide</c> works there as <c>warn</c> does.
    /// </summary>
    [List(Min = 1, Max = 5)]
    [OneOf("home", "public", "profile", "thread", "notifications")]
    public IReadOnlyList<string> Contexts { get; init; } = FilterWords.AllContexts;

    /// <summary>From a minute to a year; null, and when absent, for good.</summary>
    [Integer(Min = 60, Max = 31_536_000)]
    public long? ExpiresInSeconds { get; init; }
}
