using System.ComponentModel.DataAnnotations;

namespace Linnet.Storage;

/// <summary>How many first pages of lists stay in memory. Section <c>Caches</c>. A small number makes answers slower, never wrong.</summary>
internal sealed class ListCacheOptions
{
    /// <summary>Lists of each kind (tweets of an author, replies, followers, followed); about 1 KB each.</summary>
    [Range(1, 10_000_000)]
    public int Lists { get; set; } = 10_000;
}
