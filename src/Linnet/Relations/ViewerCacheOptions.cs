using System.ComponentModel.DataAnnotations;

namespace Linnet.Relations;

/// <summary>How many viewers stay in memory. Section <c>Caches</c>. A small number makes answers slower, never wrong.</summary>
internal sealed class ViewerCacheOptions
{
    /// <summary>Viewers: 0.3 KB each, 8 bytes for each account they follow or hide, 32 bytes for each of their newest 1,000 likes, reposts and bookmarks, 8 bytes for each of as many muted threads.</summary>
    [Range(1, 10_000_000)]
    public int Viewers { get; set; } = 5_000;
}
