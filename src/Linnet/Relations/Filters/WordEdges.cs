using System.Buffers;
using System.Globalization;
using System.Text;

namespace Linnet.Relations.Filters;

/// <summary>Where words begin and end, for filters of whole words.</summary>
internal static class WordEdges
{
    /// <summary>Whether a part of a text is not inside a longer word on either side.</summary>
    /// <remarks>
    /// A side of the part that is no letter, such as that of <c>#cat</c> or <c>c++</c>, is always an edge. So is one in a script that
    /// writes words without spaces, or joins endings to them (Chinese, Japanese, Thai, Korean): whole words cannot be told there.
    /// </remarks>
    public static bool Surround(string text, int start, int length) =>
        (!IsInWord(Last(text.AsSpan(0, start))) || !IsInWord(First(text.AsSpan(start, length))))
        && (!IsInWord(First(text.AsSpan(start + length))) || !IsInWord(Last(text.AsSpan(start, length))));

    private static Rune? First(ReadOnlySpan<char> text) => Rune.DecodeFromUtf16(text, out var rune, out _) is OperationStatus.Done ? rune : null;

    private static Rune? Last(ReadOnlySpan<char> text) => Rune.DecodeLastFromUtf16(text, out var rune, out _) is OperationStatus.Done ? rune : null;

    private static bool IsInWord(Rune? rune) => rune is { } it && !IsWithoutSpaces(it.Value) && (it.Value is '_' || Rune.GetUnicodeCategory(it) is
        UnicodeCategory.LowercaseLetter or UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    // By Unicode's blocks.
    private static bool IsWithoutSpaces(int value) => value is
        (>= 0x0E00 and <= 0x0EFF) // Thai, Lao
        or (>= 0x1000 and <= 0x109F) // Myanmar
        or (>= 0x1100 and <= 0x11FF) // Hangul Jamo
        or (>= 0x1780 and <= 0x17FF) // Khmer
        or (>= 0x2E80 and <= 0x9FFF) // Chinese, Japanese
        or (>= 0xA960 and <= 0xA97F) or (>= 0xAC00 and <= 0xD7FF) // Hangul
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF); // Chinese
}
