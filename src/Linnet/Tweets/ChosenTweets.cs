using Linnet.Http.Input;

namespace Linnet.Tweets;

/// <summary>Tweets by their ids: everything that a page of tweets refers to, in one request.</summary>
internal sealed record ChosenTweets
{
    /// <summary>Ids separated by commas, 100 at most: instead of everyone's tweets, these.</summary>
    [IdList(most: 100)]
    public string? Ids { get; init; }

    /// <returns>Each id once; null when the request has none.</returns>
    public long[]? ToIds() => Ids is null ? null : IdListAttribute.Read(Ids);
}
