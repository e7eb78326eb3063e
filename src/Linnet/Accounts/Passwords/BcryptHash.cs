using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Linnet.Accounts.Passwords;

/// <summary>A stored hash in the usual format: <c>$2b$12$</c>, 22 characters of salt, 31 of checksum.</summary>
internal readonly record struct BcryptHash
{
    public const int MinCost = 4;

    /// <summary>Hashes of a higher cost are not verified: each step doubles the work, and 31 would occupy a thread for weeks.</summary>
    public const int MaxCost = 16;

    private const int Length = 60;
    private const int SaltBytes = 16;
    private const int SaltStart = 7;
    private const int SaltLength = 22;
    private const int ChecksumLength = 31;
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static readonly SearchValues<char> AlphabetCharacters = SearchValues.Create(Alphabet);

    private readonly string _text;

    private BcryptHash(string text, int cost) => (_text, Cost) = (text, cost);

    /// <summary>The base-2 logarithm of the number of rounds.</summary>
    public int Cost { get; }

    /// <summary>Whether the hash has the given cost and the prefix of new hashes.</summary>
    public bool IsCurrent(int cost) => Cost == cost && _text.StartsWith("$2b$", StringComparison.Ordinal);

    /// <summary>
    /// Whether any password can have this hash. The checksum is 184 bits in 31 characters of 6 bits, so the last character
    /// always ends with two 0 bits. In truncated or mistyped hashes it often does not.
    /// </summary>
    public bool CanMatch => (Alphabet.IndexOf(_text[^1]) & 3) is 0;

    public ReadOnlySpan<char> Checksum => _text.AsSpan(SaltStart + SaltLength);

    /// <summary>The setting to pass to <c>crypt</c> to compute the same checksum from the same password.</summary>
    /// <remarks>
    /// Always <c>$2y$</c>, which every libcrypt supports (musl's does not support <c>$2b$</c>). The prefixes distinguish old bugs
    /// with bytes of 0xFF and with 255 bytes and more. Valid UTF-8 of up to 72 bytes triggers neither, so for our passwords
    /// <c>$2a$</c>, <c>$2b$</c> and <c>$2y$</c> are the same function.
    /// </remarks>
    public string Setting => $"$2y${_text[4..(SaltStart + SaltLength)]}";

    /// <summary>A setting with a new random salt.</summary>
    public static BcryptHash NewSetting(int cost)
    {
        Span<byte> salt = stackalloc byte[SaltBytes];
        RandomNumberGenerator.Fill(salt);
        // bcrypt's base64 is the standard one with its characters in another order.
        var letters = Convert.ToBase64String(salt)[..SaltLength].Select(letter => Alphabet[Base64Alphabet.IndexOf(letter)]);
        return WithoutPassword(cost, string.Concat(letters));
    }

    /// <summary>A hash that matches no password. Verifying against it costs as much as against a real one.</summary>
    public static BcryptHash Unmatchable(int cost) => WithoutPassword(cost, new string('.', SaltLength));

    public BcryptHash WithChecksum(ReadOnlySpan<char> checksum) =>
        new(string.Concat(_text.AsSpan(0, SaltStart + SaltLength), checksum), Cost);

    public static bool TryParse([NotNullWhen(true)] string? text, out BcryptHash hash)
    {
        hash = default;
        if (text is not { Length: Length } || !HasKnownPrefix(text) || text[6] is not '$')
            return false;
        if (!TryParseCost(text.AsSpan(4, 2), out var cost))
            return false;
        if (text.AsSpan(SaltStart).ContainsAnyExcept(AlphabetCharacters))
            return false;
        hash = new BcryptHash(text, cost);
        return true;
    }

    /// <summary>Whether the text is a bcrypt hash that <see cref="TryParse"/> rejects only for its cost.</summary>
    public static bool IsTooCostly(string text) =>
        text is { Length: Length } && HasKnownPrefix(text) && int.TryParse(text.AsSpan(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var cost) && cost > MaxCost;

    /// <summary>Parses the two digits of a cost; false outside <see cref="MinCost"/> to <see cref="MaxCost"/>.</summary>
    public static bool TryParseCost(ReadOnlySpan<char> digits, out int cost) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out cost) && cost is >= MinCost and <= MaxCost;

    public override string ToString() => _text;

    private static bool HasKnownPrefix(string text) =>
        text.StartsWith("$2b$", StringComparison.Ordinal)
        || text.StartsWith("$2a$", StringComparison.Ordinal)
        || text.StartsWith("$2y$", StringComparison.Ordinal);

    private static BcryptHash WithoutPassword(int cost, string salt) =>
        new($"$2b${cost:00}${salt}{new string('.', ChecksumLength)}", cost);
}
