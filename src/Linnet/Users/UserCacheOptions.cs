using System.ComponentModel.DataAnnotations;

namespace Linnet.Users;

/// <summary>How many users stay in memory. Section <c>Caches</c>. A small number makes answers slower, never wrong.</summary>
internal sealed class UserCacheOptions
{
    /// <summary>Users; about 0.5 KB each.</summary>
    [Range(1, 10_000_000)]
    public int Users { get; set; } = 50_000;
}
