using System.Globalization;
using System.Text;

namespace Linnet.Tweets.Entities;

/// <summary>The grammar of URLs: <c>http://</c> or <c>https://</c>, a host, and a path that ends where the sentence goes on.</summary>
internal static class Urls
{
    private const int MaxPort = 65535;
    private const int MaxDisplay = 40;

    /// <param name="colon">The colon after the scheme.</param>
    /// <returns>The URL around a colon, in code units.</returns>
    public static FoundEntity? Find(ref SourceText text, int colon)
    {
        if (!text.Has("://", colon) || StartOf(ref text, colon) is not (>= 0 and var start) || !MayStart(ref text, start))
            return null;
        var host = colon + "://".Length;
        var end = UrlHost.EndOf(ref text, host);
        if (end < 0)
            return null;
        var hasEastAsianHost = HasEastAsian(ref text, host, end);
        end = EndOfPort(ref text, end);
        // In "https://a.example@b.example" the host is the second. What ends before "://" is a scheme, which starts the next URL.
        if (text.At(end).Value is '@' || text.Has("://", end))
            return null;
        if (text.At(end).Value is '/' or '?' or '#')
            end = TrimmedEnd(ref text, end, EndOfPath(ref text, end, hasEastAsianHost), text.Before(start));
        return new FoundEntity(EntityKind.Url, start, end, text.Cut(start, end).ToString());
    }

    /// <summary>A URL as texts show it: short enough for a line, its host first.</summary>
    public static string DisplayOf(string url)
    {
        var shown = url.AsSpan(url.IndexOf("://", StringComparison.Ordinal) + "://".Length);
        if (shown.StartsWith("www.", StringComparison.OrdinalIgnoreCase))
            shown = shown["www.".Length..];
        if (shown is [.., '/'])
            shown = shown[..^1];
        var (length, kept) = (0, 0);
        foreach (var rune in shown.EnumerateRunes())
        {
            if (length++ < MaxDisplay - 1)
                kept += rune.Utf16SequenceLength;
        }
        return length <= MaxDisplay ? shown.ToString() : $"{shown[..kept]}…";
    }

    private static int StartOf(ref SourceText text, int colon) =>
        text.HasBefore("https", colon) ? colon - "https".Length : text.HasBefore("http", colon) ? colon - "http".Length : -1;

    private static bool MayStart(ref SourceText text, int start)
    {
        var before = text.BaseBefore(start, out var at);
        return before.Value switch
        {
            '@' or '＠' => false,
            '#' or '＃' or '$' or '_' or '/' or '.' => !Rune.IsLetterOrDigit(text.BaseBefore(at, out _)),
            _ => !Rune.IsDigit(before) && !RuneClass.IsLatinLetter(before),
        };
    }

    private static bool HasEastAsian(ref SourceText text, int start, int end)
    {
        for (var at = start; at < end; at += text.At(at).Utf16SequenceLength)
        {
            if (RuneClass.IsEastAsian(text.At(at)))
                return true;
        }
        return false;
    }

    private static int EndOfPort(ref SourceText text, int colon)
    {
        var port = 0;
        var end = colon + 1;
        if (text.At(colon).Value is not ':')
            return colon;
        while (port <= MaxPort && text.At(end).Value is >= '0' and <= '9' and var digit)
        {
            port = (port * 10) + digit - '0';
            end++;
        }
        return end > colon + 1 && port <= MaxPort ? end : colon;
    }

    private static int EndOfPath(ref SourceText text, int start, bool hasEastAsianHost)
    {
        var open = 0;
        for (var at = start; ; at += text.At(at).Utf16SequenceLength)
        {
            var rune = text.At(at);
            if (EndsPath(rune, hasEastAsianHost))
                return at;
            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.OpenPunctuation)
                open++;
            // A closing bracket that the URL did not open closes one before the URL.
            else if (category is UnicodeCategory.ClosePunctuation && --open < 0)
                return at;
        }
    }

    // White space, quotation marks, characters that are not visible, and, because they follow without a space, the letters and
    // punctuation of Chinese, Japanese and Korean. Such letters belong to the path if the host has some.
    private static bool EndsPath(Rune rune, bool hasEastAsianHost) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation => true,
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
        _ => rune.Value is '<' or '>' or '"' or '`' or '„' or '‚'
            || (RuneClass.IsEastAsian(rune) && !(hasEastAsianHost && RuneClass.IsWord(rune))),
    };

    // Without the punctuation of the sentence, and without the emphasis that began before the URL.
    private static int TrimmedEnd(ref SourceText text, int start, int end, Rune before)
    {
        while (end > start)
        {
            var last = text.Before(end);
            var isTrimmed = last.Value switch
            {
                '/' or '#' or '%' or '&' or '@' or '\\' => false,
                '*' or '_' or '~' => last == before,
                _ => Rune.GetUnicodeCategory(last) is UnicodeCategory.OtherPunctuation or UnicodeCategory.OpenPunctuation,
            };
            if (!isTrimmed)
                return end;
            end -= last.Utf16SequenceLength;
        }
        return end;
    }
}
