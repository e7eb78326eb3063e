using System.Text;
using ADRaffy.ENSNormalize;

namespace Linnet.Common;

/// <summary>Makes a key of a text: two texts that readers take for the same have the same key.</summary>
internal static class Fold
{
    private static readonly Lazy<FoldTable> Table = new(FoldTable.Load);

    /// <summary>
    /// Unicode's toNFKC_Casefold: without differences of case (<c>ß</c> is <c>ss</c>), width, font and the order of marks, and without
    /// characters that are not visible. Accents stay. The key of a key is the same key.
    /// </summary>
    /// <param name="text">Of any length. Half of a surrogate pair becomes U+FFFD.</param>
    public static string Key(string text)
    {
        // The tables are loaded for the first text that is not ASCII.
        if (Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
                folded.Append(char.ToLowerInvariant((char)rune.Value));
            else
                Table.Value.AppendFolded(folded, rune);
        }
        // string.Normalize does nothing in a program without ICU (InvariantGlobalization).
        return ENSNormalize.NF.NFC(folded.ToString());
    }
}
