using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Linnet.Http.Input;

/// <summary>Texts: Unicode without NUL, by the member's attributes. Reports the first broken rule.</summary>
/// <remarks>A text that is shown has no control characters but tabs and ends of lines: a terminal would obey them.</remarks>
internal sealed class TextInput : InputReader<string>
{
    /// <summary>The text holds half a surrogate pair.</summary>
    public static readonly ValueError NotUnicode =
        new("string_unicode", "Input should be a valid string, unable to parse raw data as a unicode string");

    private static readonly ValueError NotAText = new("string_type", "Input should be a valid string");

    // PostgreSQL cannot store NUL, and SQLite's functions end a text there: rejected before either sees it.
    private static readonly ValueError HoldsNul = ValueError.Custom("String should not contain NUL characters");
    private static readonly ValueError HoldsControls = ValueError.Custom("String should not contain control characters");
    private static readonly ValueError Blank = ValueError.Custom("String should not be blank");

    private readonly TextAttribute? _length;
    private readonly string? _pattern;
    private readonly Lazy<Regex>? _regex;
    private readonly IReadOnlyList<string>? _words;
    private readonly bool _isEmail;
    private readonly bool _isShown;
    private readonly TextRuleAttribute[] _rules;

    public TextInput(MemberInfo member)
    {
        _length = member.GetCustomAttribute<TextAttribute>();
        // A text with a length is stored and shown; a password is never shown.
        _isShown = _length is not null && !member.IsDefined(typeof(SecretAttribute));
        _words = member.GetCustomAttribute<OneOfAttribute>()?.Words;
        _isEmail = member.IsDefined(typeof(EmailAttribute));
        _rules = [.. member.GetCustomAttributes<TextRuleAttribute>()];
        _pattern = member.GetCustomAttribute<RegularExpressionAttribute>()?.Pattern;
        _regex = _pattern is null ? null : new Lazy<Regex>(() => NonBacktracking(_pattern));
    }

    /// <summary>A bound of code points was exceeded.</summary>
    public static ValueError TooLong(int bound) => OutOfLength("string_too_long", "at most", "max_length", bound);

    public override ValueError? Read(InputValue input, out string value)
    {
        value = "";
        if (input.Kind is not JsonValueKind.String)
            return NotAText;
        if (input.Text() is not { } text || !TryCountCodePoints(text, out var length))
            return NotUnicode;
        value = text;
        if (text.Contains('\0'))
            return HoldsNul;
        return ErrorInLength(length)
            ?? ErrorInCharacters(text)
            ?? ErrorInPattern(text)
            ?? ErrorInWords(text)
            ?? (_isEmail ? EmailAddress.Normalize(text, out value) : null)
            ?? ErrorInRules(value);
    }

    // Linear in the length of any text: no client can make a pattern backtrack.
    private static Regex NonBacktracking(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Timeout.InfiniteTimeSpan);

    private static bool TryCountCodePoints(string text, out int length)
    {
        length = text.Length;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 >= text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
            length--;
        }
        return true;
    }

    private ValueError? ErrorInLength(int length)
    {
        if (_length is null)
            return null;
        if (length > _length.MaximumLength)
            return TooLong(_length.MaximumLength);
        if (length < _length.Min)
            return OutOfLength("string_too_short", "at least", "min_length", _length.Min);
        return null;
    }

    private ValueError? ErrorInCharacters(string text)
    {
        if (_isShown && VisibleText.HasControls(text))
            return HoldsControls;
        return _length is { NotBlank: true } && text.Length > 0 && !VisibleText.IsIn(text) ? Blank : null;
    }

    private static ValueError OutOfLength(string type, string side, string name, int bound) =>
        new(type, $"String should have {side} {bound} {(bound is 1 ? "character" : "characters")}", new JsonObject { [name] = bound });

    private ValueError? ErrorInPattern(string text)
    {
        if (_regex is null)
            return null;
        // The whole text: in .NET, unlike in the patterns of JSON Schema, $ also matches before a last line feed.
        foreach (var match in _regex.Value.EnumerateMatches(text))
        {
            if (match.Index is 0 && match.Length == text.Length)
                return null;
        }
        return new("string_pattern_mismatch", $"String should match pattern '{_pattern}'", new JsonObject { ["pattern"] = _pattern });
    }

    private ValueError? ErrorInWords(string text)
    {
        if (_words is null || _words.Contains(text))
            return null;
        var expected = new StringBuilder();
        for (var i = 0; i < _words.Count; i++)
            expected.Append(i is 0 ? "" : i == _words.Count - 1 ? " or " : ", ").Append('\'').Append(_words[i]).Append('\'');
        return new("literal_error", $"Input should be {expected}", new JsonObject { ["expected"] = expected.ToString() });
    }

    private ValueError? ErrorInRules(string text)
    {
        foreach (var rule in _rules)
        {
            if (rule.ErrorIn(text) is { } sentence)
                return ValueError.Custom(sentence);
        }
        return null;
    }
}
