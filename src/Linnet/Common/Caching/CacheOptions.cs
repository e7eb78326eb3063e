using System.ComponentModel.DataAnnotations;

namespace Linnet.Common.Caching;

/// <summary>How much is kept in memory. Section <c>Caches</c>. Any of it may be small: answers stay right, only slower.</summary>
internal sealed class CacheOptions
{
    /// <summary>How many access tokens are remembered as checked; about 1 KB each.</summary>
    [Range(1, 10_000_000)]
    public int Tokens { get; set; } = 20_000;

    /// <summary>How many people are kept; about 0.5 KB each.</summary>
    [Range(1, 10_000_000)]
    public int Users { get; set; } = 50_000;

    /// <summary>How many tweets are kept; about 0.7 KB each.</summary>
    [Range(1, 10_000_000)]
    public int Tweets { get; set; } = 100_000;

    /// <summary>How many readers' likes are kept; 0.2 KB and 32 bytes a like each, for at most 1,000 of their likes.</summary>
    [Range(1, 10_000_000)]
    public int Viewers { get; set; } = 5_000;

    /// <summary>How many home timelines are kept; about 5 KB each and 64 bytes for each followed person.</summary>
    [Range(1, 10_000_000)]
    public int Timelines { get; set; } = 5_000;

    /// <summary>How many lists of each kind (tweets of an author, replies, followers, followed) have their first ids kept; about 1 KB each.</summary>
    [Range(1, 10_000_000)]
    public int Lists { get; set; } = 10_000;
}
