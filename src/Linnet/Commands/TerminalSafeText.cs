using System.Globalization;

namespace Linnet.Commands;

/// <summary>Text of users, made fit for a terminal.</summary>
internal static class TerminalSafeText
{
    /// <summary>
    /// On one line, and without the control and format characters with which a bio could move the cursor, recolour the
    /// screen or turn the reading direction.
    /// </summary>
    public static string Clean(string text) => string.Concat(text.Select(character => IsUnsafe(character) ? '\uFFFD' : character));

    // U+200D joins emoji and does no harm.
    private static bool IsUnsafe(char character) => character is not '\u200D' && char.GetUnicodeCategory(character) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
