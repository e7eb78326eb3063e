using System.ComponentModel.DataAnnotations;
using System.Text;
using Linnet.Common.Settings;

namespace Linnet.Accounts.Tokens;

/// <summary>The tokens that log-ins receive, and how long they are valid. Section <c>Tokens</c>.</summary>
internal sealed class TokenOptions : IValidatableObject
{
    /// <summary>RFC 7518, section 3.2: a key for HS256 is at least as long as its hash.</summary>
    public const int MinSigningKeyBytes = 32;

    // With names of this length a token stays below AccessTokens.MaxLength.
    private const string NamePattern = "[A-Za-z0-9._~:/?#@!$()*,;=%-]{1,80}";
    private const string NameRule = "must be a name or a URL of at most 80 characters.";

    /// <summary>Signs access tokens: at least 32 bytes as UTF-8. Empty: a random key in a file beside the database.</summary>
    [SecretSetting]
    public string SigningKey { get; set; } = "";

    [Required, RegularExpression(NamePattern, ErrorMessage = NameRule)]
    public string Issuer { get; set; } = "linnet";

    [Required, RegularExpression(NamePattern, ErrorMessage = NameRule)]
    public string Audience { get; set; } = "linnet";

    [Range(1, 24 * 60)]
    public int AccessTokenMinutes { get; set; } = 30;

    /// <summary>A session ends after this time without use.</summary>
    [Range(1, 3650)]
    public int RefreshTokenDays { get; set; } = 30;

    /// <summary>A session ends this long after its log-in, even when it is in use.</summary>
    [Range(1, 3650)]
    public int SessionDays { get; set; } = 90;

    /// <summary>How many sessions an account may have. A further log-in ends the least recently used one.</summary>
    [Range(1, 10_000)]
    public int SessionsPerAccount { get; set; } = 100;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SigningKey is not "" && Encoding.UTF8.GetByteCount(SigningKey) < MinSigningKeyBytes)
            yield return new ValidationResult($"Tokens:SigningKey must have at least {MinSigningKeyBytes} bytes.", [nameof(SigningKey)]);
    }
}
