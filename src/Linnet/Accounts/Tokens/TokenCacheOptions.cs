using System.ComponentModel.DataAnnotations;

namespace Linnet.Accounts.Tokens;

/// <summary>How many verified access tokens stay in memory. Section <c>Caches</c>. A small number makes responses slower, never wrong.</summary>
internal sealed class TokenCacheOptions
{
    /// <summary>Access tokens; about 1 KB each.</summary>
    [Range(1, 10_000_000)]
    public int Tokens { get; set; } = 20_000;
}
