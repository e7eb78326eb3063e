using System.ComponentModel.DataAnnotations;

namespace Linnet.Tweets;

/// <summary>How many tweets stay in memory. Section <c>Caches</c>. A small number makes answers slower, never wrong.</summary>
internal sealed class TweetCacheOptions
{
    /// <summary>Tweets; about 0.7 KB each.</summary>
    [Range(1, 10_000_000)]
    public int Tweets { get; set; } = 100_000;
}
