using System.ComponentModel.DataAnnotations;

namespace Linnet.Timelines;

/// <summary>How many home timelines stay in memory. Section <c>Caches</c>. A small number makes answers slower, never wrong.</summary>
internal sealed class TimelineCacheOptions
{
    /// <summary>Home timelines, and those of lists; about 5 KB each and 64 bytes for each followed user.</summary>
    [Range(1, 10_000_000)]
    public int Timelines { get; set; } = 5_000;
}
