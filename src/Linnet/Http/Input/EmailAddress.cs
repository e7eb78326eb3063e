using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Linnet.Http.Input;

/// <summary>
/// The syntax of e-mail addresses as Python's <c>email-validator</c> judges it (RFC 5321 and 5322 without quoted parts
/// and address literals, RFC 6531 for letters beyond ASCII), in its words. It does not query the DNS.
/// </summary>
internal static class EmailAddress
{
    private const int MaxSentLength = 2048;
    private const int MaxLength = 254;
    private const int MaxLocalLength = 64;
    private const int MaxDomainLength = 253;
    private const int MaxLabelLength = 63;

    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly SearchValues<char> LocalCharacters = SearchValues.Create(Alphanumeric + "!#$%&'*+/=?^_`{|}~-.");
    private static readonly SearchValues<char> DomainCharacters = SearchValues.Create(Alphanumeric + "-.");
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    // Names that cannot receive mail (RFC 6761, 6762, 7686).
    private static readonly string[] SpecialUse = ["arpa", "invalid", "local", "localhost", "onion", "test"];

    /// <summary>What <c>lower(email)</c> is in the database: A to Z alone are lowered there.</summary>
    public static string KeyOf(string address) =>
        string.Create(address.Length, address, static (key, text) =>
        {
            for (var index = 0; index < key.Length; index++)
                key[index] = char.IsAsciiLetterUpper(text[index]) ? char.ToLowerInvariant(text[index]) : text[index];
        });

    /// <param name="text">What was sent.</param>
    /// <param name="address">The address without white space around it and with its domain in lower case.</param>
    public static ValueError? Normalize(string text, out string address)
    {
        address = text;
        if (text.Length > MaxSentLength)
            return Error($"Length must not exceed {MaxSentLength} characters");
        address = text.Trim();
        var at = address.IndexOf('@');
        if (at < 0)
            return Error("An email address must have an @-sign.");
        var local = address[..at];
        var domain = address[(at + 1)..].ToLowerInvariant();
        address = $"{local}@{domain}";
        var reason = ErrorInLocalPart(local) ?? ErrorInDomain(domain);
        if (reason is null && Encoding.UTF8.GetByteCount(address) > MaxLength)
            reason = $"The email address is too long {TooMany(Encoding.UTF8.GetByteCount(address) - MaxLength)}.";
        return reason is null ? null : Error(reason);
    }

    private static ValueError Error(string reason) =>
        new("value_error", $"value is not a valid email address: {reason}", new JsonObject { ["reason"] = reason });

    private static string? ErrorInLocalPart(string local)
    {
        if (local.Length is 0)
            return "There must be something before the @-sign.";
        if (local.Length > MaxLocalLength)
            return $"The email address is too long before the @-sign {TooMany(local.Length - MaxLocalLength)}.";
        if (InvalidCharacters(local, LocalCharacters) is { Length: > 0 } invalid)
            return $"The email address contains invalid characters before the @-sign: {invalid}.";
        if (local[^1] is '.')
            return "An email address cannot have a period immediately before the @-sign.";
        if (local[0] is '.')
            return "An email address cannot start with a period.";
        return local.Contains("..") ? "An email address cannot have two periods in a row." : null;
    }

    private static string? ErrorInDomain(string domain)
    {
        if (domain.Length is 0)
            return "There must be something after the @-sign.";
        if (InvalidCharacters(domain, DomainCharacters) is { Length: > 0 } invalid)
            return $"The part after the @-sign contains invalid characters: {invalid}.";
        if (ErrorInSeparators(domain) is { } reason)
            return reason;
        if (domain.Length > MaxDomainLength)
            return $"The email address is too long after the @-sign {TooMany(domain.Length - MaxDomainLength)}.";
        var labels = domain.Split('.');
        foreach (var label in labels)
        {
            if (label.Length > MaxLabelLength)
                return $"After the @-sign, periods cannot be separated by so many characters {TooMany(label.Length - MaxLabelLength)}.";
        }
        if (labels.Length is 1)
            return "The part after the @-sign is not valid. It should have a period.";
        if (!TryToAscii(domain, out var ascii))
            return "The part after the @-sign contains invalid characters.";
        if (!char.IsAsciiLetter(ascii[^1]))
            return "The part after the @-sign is not valid. It is not within a valid top-level domain.";
        return SpecialUse.Contains(labels[^1])
            ? "The part after the @-sign is a special-use or reserved name that cannot be used with email."
            : null;
    }

    private static string? ErrorInSeparators(string domain) => domain switch
    {
        [.., '.'] => "An email address cannot end with a period.",
        ['.', ..] => "An email address cannot have a period immediately after the @-sign.",
        _ when domain.Contains("..") => "An email address cannot have two periods in a row.",
        [.., '-'] => "An email address cannot end with a hyphen.",
        ['-', ..] => "An email address cannot have a hyphen immediately after the @-sign.",
        _ when domain.Contains(".-") || domain.Contains("-.") =>
            "An email address cannot have a period and a hyphen next to each other.",
        _ => null,
    };

    private static bool TryToAscii(string domain, out string ascii)
    {
        try
        {
            ascii = Idn.GetAscii(domain);
            return true;
        }
        catch (ArgumentException)
        {
            ascii = "";
            return false;
        }
    }

    /// <summary>The invalid characters, for the message; empty when there are none.</summary>
    private static string InvalidCharacters(string part, SearchValues<char> allowed)
    {
        if (part.AsSpan().IndexOfAnyExcept(allowed) < 0)
            return "";
        var shown = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var rune in part.EnumerateRunes())
        {
            if (rune.IsAscii ? !allowed.Contains((char)rune.Value) : !IsVisible(rune))
                shown.Add(IsVisible(rune) ? $"'{rune}'" : rune.Value is ' ' ? "SPACE" : $"U+{rune.Value:X4}");
        }
        return string.Join(", ", shown);
    }

    // Format characters, beyond being unseen, could make one address look like another.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);

    private static string TooMany(int characters) => $"({characters} character{(characters > 1 ? "s" : "")} too many)";
}
