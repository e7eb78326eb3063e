using System.Buffers.Text;
using System.Security.Cryptography;

namespace Linnet.Accounts.Tokens;

/// <summary>
/// The two secrets of a refresh token. The first names the session (its family) and stays; the second is new at each use.
/// A token with a known first part and another second part was used before: somebody holds a copy (RFC 9700, section 4.14.2).
/// </summary>
/// <remarks>
/// Kept as SHA-256 without salt or rounds: 128 random bits cannot be guessed, whatever a guess costs.
/// </remarks>
internal sealed class RefreshToken
{
    private const int PartLength = 16;

    private readonly byte[] _secrets;

    private RefreshToken(byte[] secrets) => _secrets = secrets;

    public byte[] FamilyHash => SHA256.HashData(_secrets.AsSpan(0, PartLength));

    public byte[] RotatingHash => SHA256.HashData(_secrets.AsSpan(PartLength));

    /// <summary>The first token of a new session.</summary>
    public static RefreshToken New() => new(RandomNumberGenerator.GetBytes(2 * PartLength));

    /// <summary>The token after this one, of the same family.</summary>
    public RefreshToken Next() => new([.. _secrets[..PartLength], .. RandomNumberGenerator.GetBytes(PartLength)]);

    /// <summary>Null for a text that was never a refresh token.</summary>
    public static RefreshToken? Parse(string text) =>
        Base64Url.IsValid(text, out var length) && length is 2 * PartLength
            ? new(Base64Url.DecodeFromChars(text))
            : null;

    /// <summary>What the client is given: 43 characters, base64url.</summary>
    public string Encode() => Base64Url.EncodeToString(_secrets);
}
