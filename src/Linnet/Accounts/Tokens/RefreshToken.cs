using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Linnet.Accounts.Tokens;

/// <summary>
/// The two secrets of a refresh token. The first identifies the session (its family) and stays; the second changes at each
/// use. A token with a known first part and another second part was used before (RFC 9700, section 4.14.2).
/// </summary>
/// <remarks>
/// Stored as SHA-256 without salt or rounds: 128 random bits cannot be guessed, however cheap a guess is.
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

    /// <summary>
    /// The next token of the same family. It is deterministic for each client, so that the server can send it again when the
    /// first response was lost, although it stores no token. It is unpredictable without the key.
    /// </summary>
    /// <param name="key">A derived key that all nodes share.</param>
    /// <param name="client">The client's name for itself. Another client gets another successor.</param>
    public RefreshToken Next(byte[] key, string client)
    {
        byte[] spent = [.. _secrets, .. Encoding.UTF8.GetBytes(client)];
        return new([.. _secrets[..PartLength], .. HMACSHA256.HashData(key, spent)[..PartLength]]);
    }

    /// <summary>Null unless the text has the form of a refresh token.</summary>
    public static RefreshToken? Parse(string text) =>
        Base64Url.IsValid(text, out var length) && length is 2 * PartLength
            ? new(Base64Url.DecodeFromChars(text))
            : null;

    /// <summary>The form for clients: 43 characters, base64url.</summary>
    public string Encode() => Base64Url.EncodeToString(_secrets);
}
