using System.Globalization;

namespace Linnet.Commands;

/// <summary>Makes users' text safe for a terminal.</summary>
internal static class TerminalSafeText
{
    /// <summary>
    /// Returns the text on one line, without the control and format characters that could move the cursor, recolour the screen
    /// or change the reading direction.
    /// </summary>
    public static string Clean(string text) => string.Concat(text.Select(character => IsUnsafe(character) ? '\uFFFD' : character));

    // U+200D joins emoji and is harmless.
    private static bool IsUnsafe(char character) => character is not '\u200D' && char.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
