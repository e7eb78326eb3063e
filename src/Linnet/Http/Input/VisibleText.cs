using System.Globalization;
using System.Text;

namespace Linnet.Http.Input;

/// <summary>The visible part of a text, in any font.</summary>
internal static class VisibleText
{
    // Unicode's Default_Ignorable_Code_Point, as far as it is not of the category Cf; then letters and marks that are drawn as
    // nothing: Hangul fillers, the braille pattern without dots, a musical head without a note.
    private static readonly (int First, int Last)[] Blank =
    [
        (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x2065, 0x2065), (0x2800, 0x2800), (0x3164, 0x3164),
        (0xFDD0, 0xFDEF), (0xFE00, 0xFE0F), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1D159, 0x1D159), (0xE0000, 0xE0FFF),
    ];

    // Format characters that are drawn: signs that go before Arabic, Syriac and Kaithi numbers.
    private static readonly (int First, int Last)[] DrawnFormats =
        [(0x0600, 0x0605), (0x06DD, 0x06DD), (0x070F, 0x070F), (0x0890, 0x0891), (0x08E2, 0x08E2), (0x110BD, 0x110BD), (0x110CD, 0x110CD)];

    /// <summary>Whether a reader sees anything but blank space.</summary>
    public static bool IsIn(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsVisible(rune))
                return true;
        }
        return false;
    }

    /// <summary>Whether there is a control character beside the tab and the ends of lines, which forms send as CR LF.</summary>
    public static bool HasControls(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character) && character is not ('\t' or '\n' or '\r'))
                return true;
        }
        return false;
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.Format => IsAmong(DrawnFormats, rune.Value),
        // The last two code points of each plane are no characters.
        _ => (rune.Value & 0xFFFE) is not 0xFFFE && !IsAmong(Blank, rune.Value),
    };

    private static bool IsAmong((int First, int Last)[] ranges, int value)
    {
        foreach (var (first, last) in ranges)
        {
            if (value >= first && value <= last)
                return true;
        }
        return false;
    }
}
