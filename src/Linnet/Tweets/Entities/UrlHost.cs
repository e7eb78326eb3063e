using System.Net;
using System.Text;

namespace Linnet.Tweets.Entities;

/// <summary>The grammar of a URL's host: a domain of any script, <c>localhost</c>, or an address.</summary>
internal static class UrlHost
{
    private const int MaxLength = 253;
    private const int MaxLabelLength = 63;
    private const int MaxAddressLength = 45;

    /// <returns>Where the host ends, in code units; -1 if there is none.</returns>
    public static int EndOf(ref SourceText text, int start)
    {
        var end = text.At(start).Value is '[' ? EndOfAddress(ref text, start) : EndOfDomain(ref text, start);
        return end - start <= MaxLength ? end : -1;
    }

    private static int EndOfAddress(ref SourceText text, int bracket)
    {
        var start = bracket + 1;
        var end = start;
        while (end - start < MaxAddressLength && text.At(end) is { IsAscii: true } rune && (char.IsAsciiHexDigit((char)rune.Value) || rune.Value is ':' or '.'))
            end++;
        return text.At(end).Value is ']' && IPAddress.TryParse(text.Cut(start, end), out _) && text.Cut(start, end).Contains(':') ? end + 1 : -1;
    }

    private static int EndOfDomain(ref SourceText text, int start)
    {
        var (label, end, labels, bytes) = (start, start, 0, 0);
        for (var next = start; EndOfLabel(ref text, next) is var labelEnd && labelEnd > next; next = end + 1)
        {
            (label, end) = (next, labelEnd);
            labels++;
            if (IsByte(text.Cut(label, end)))
                bytes++;
            if (text.At(end).Value is not '.')
                break;
        }
        if (labels == 4 && bytes == 4)
            return end;
        if (labels == 0)
            return -1;
        var topEnd = EndOfTopLevel(ref text, label, end);
        return labels > 1 || (topEnd > 0 && text.Cut(label, topEnd).Equals("localhost", StringComparison.OrdinalIgnoreCase)) ? topEnd : -1;
    }

    private static int EndOfLabel(ref SourceText text, int start)
    {
        var end = start;
        if (text.At(start).Value is '-')
            return start;
        while (end - start <= MaxLabelLength && text.At(end) is var rune && (RuneClass.IsWord(rune) || rune.Value is '-' or '_'))
            end += rune.Utf16SequenceLength;
        while (end > start && text.Before(end).Value is '-' or '_')
            end--;
        return end - start <= MaxLabelLength ? end : start;
    }

    private static bool IsByte(ReadOnlySpan<char> label) =>
        label.Length <= 3 && !label.ContainsAnyExceptInRange('0', '9') && byte.TryParse(label, out _);

    // At least two letters, which are all ASCII or all not. A letter of another script after ASCII belongs to the sentence.
    private static int EndOfTopLevel(ref SourceText text, int start, int labelEnd)
    {
        if (text.Cut(start, labelEnd).StartsWith("xn--", StringComparison.OrdinalIgnoreCase) && Ascii.IsValid(text.Cut(start, labelEnd)))
            return labelEnd;
        var isAscii = text.At(start).IsAscii;
        var letters = 0;
        var end = start;
        while (end < labelEnd && text.At(end) is var rune && rune.IsAscii == isAscii)
        {
            if (Rune.IsDigit(rune) || rune.Value is '-' or '_')
                return -1;
            letters++;
            end += rune.Utf16SequenceLength;
        }
        var isCutWithinWord = end < labelEnd && isAscii && (RuneClass.IsLatinLetter(text.At(end)) || RuneClass.IsMark(text.At(end)));
        return letters >= 2 && !isCutWithinWord ? end : -1;
    }
}
