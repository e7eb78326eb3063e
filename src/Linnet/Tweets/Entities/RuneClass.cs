using System.Globalization;
using System.Text;

namespace Linnet.Tweets.Entities;

/// <summary>Classes of characters that decide where an entity starts and ends. The web client has the same.</summary>
internal static class RuneClass
{
    // Blocks, of which only the letters count: .NET knows no scripts.
    private static readonly (int First, int Last)[] Latin =
    [
        (0x0041, 0x024F), (0x0250, 0x02AF), (0x1D00, 0x1DBF), (0x1E00, 0x1EFF), (0x2C60, 0x2C7F), (0xA720, 0xA7FF), (0xAB30, 0xAB6F),
        (0xFB00, 0xFB06), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A),
    ];

    // The letters, punctuation and full-width forms of Chinese, Japanese and Korean.
    private static readonly (int First, int Last)[] EastAsian =
    [
        (0x1100, 0x11FF), (0x2E80, 0x2FDF), (0x3000, 0x4DBF), (0x4E00, 0x9FFF), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF),
        (0xFE30, 0xFE4F), (0xFF00, 0xFFEF), (0x1AFF0, 0x1B16F), (0x20000, 0x3FFFD),
    ];

    public static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Whether it turns the character before it into an emoji, or back: a variation selector or the frame of a key.</summary>
    public static bool IsEmojiMark(Rune rune) => rune.Value is 0xFE0E or 0xFE0F or 0x20E3;

    /// <summary>A letter, a mark or a decimal digit, of any script.</summary>
    public static bool IsWord(Rune rune) => Rune.IsLetter(rune) || Rune.IsDigit(rune) || IsMark(rune);

    /// <summary>What a username consists of.</summary>
    public static bool IsUsername(Rune rune) => rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '_');

    public static bool IsLatinLetter(Rune rune) => Rune.IsLetter(rune) && IsAmong(Latin, rune.Value);

    /// <summary>Whether it is written in Chinese, Japanese or Korean, punctuation included.</summary>
    public static bool IsEastAsian(Rune rune) => IsAmong(EastAsian, rune.Value);

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
