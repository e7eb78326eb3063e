using System.ComponentModel.DataAnnotations;

namespace Linnet.Tweets;

/// <summary>How many tweets and viewers stay in memory. Section <c>Caches</c>. A small number makes answers slower, never wrong.</summary>
internal sealed class TweetCacheOptions
{
    /// <summary>Tweets; about 0.7 KB each.</summary>
    [Range(1, 10_000_000)]
    public int Tweets { get; set; } = 100_000;

    /// <summary>Viewers whose likes are kept: 0.2 KB each and 32 bytes a like, for at most 1,000 likes.</summary>
    [Range(1, 10_000_000)]
    public int Viewers { get; set; } = 5_000;
}
