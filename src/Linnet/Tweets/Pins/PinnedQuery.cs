namespace Linnet.Tweets.Pins;

/// <summary>How the tweets of a profile are listed.</summary>
internal sealed record PinnedQuery
{
    /// <summary>Whether the pinned tweets come first on the first page, which has up to 5 more then. Each tweet is on it once.</summary>
    public bool Pinned { get; init; }
}
