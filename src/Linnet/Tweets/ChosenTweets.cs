using System.Globalization;
using Linnet.Http.Input;

namespace Linnet.Tweets;

/// <summary>Tweets by their ids: everything that a page of tweets refers to, in one request.</summary>
internal sealed record ChosenTweets
{
    /// <summary>Ids separated by commas, 100 at most: instead of everyone's tweets, these.</summary>
    [IdList(most: 100)]
    public string? Ids { get; init; }

    /// <returns>Each id once; null when the request has none.</returns>
    public long[]? ToIds() => Ids is null ? null : [.. Ids.Split(',').Select(Read).OfType<long>().Distinct()];

    // Beyond 64 bits no tweet has it: missing, like any other that is not there.
    private static long? Read(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}

/// <summary>Whole numbers separated by commas, and how many at most.</summary>
internal sealed class IdListAttribute(int most) : TextRuleAttribute
{
    public int Most { get; } = most;

    public override string? ErrorIn(string text)
    {
        var ids = text.Split(',');
        if (ids.Any(id => id.Length is 0 || !id.All(char.IsAsciiDigit)))
            return "Ids should be whole numbers separated by commas";
        return ids.Length > Most ? $"List should have at most {Most} ids" : null;
    }
}
