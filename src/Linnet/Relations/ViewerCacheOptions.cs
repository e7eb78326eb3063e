using System.ComponentModel.DataAnnotations;

namespace Linnet.Relations;

/// <summary>How many viewers stay in memory. Section <c>Caches</c>. A small number makes answers slower, never wrong.</summary>
internal sealed class ViewerCacheOptions
{
    /// <summary>Viewers: whom they follow, hide or are hidden from, and their newest 1,000 likes and reposts; up to 80 KB each.</summary>
    [Range(1, 10_000_000)]
    public int Viewers { get; set; } = 5_000;
}
