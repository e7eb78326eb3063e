using System.Text;
using Linnet.Common;

namespace Linnet.Tweets.Entities;

/// <summary>The grammar of hashtags: a sign, then letters, marks, digits and <c>_</c> of any script, among them a letter.</summary>
internal static class Hashtags
{
    /// <summary>The maximum length without the sign, in code points as written.</summary>
    public const int MaxLength = 100;

    /// <returns>The hashtag that starts at a sign, in code units.</returns>
    public static FoundEntity? Find(ref SourceText text, int sign)
    {
        if (!MayStart(text.Before(sign)))
            return null;
        var start = sign + 1;
        var end = EndOf(ref text, start);
        return end > start && MayEnd(ref text, end) && KeyOf(text.Cut(start, end).ToString()) is { } key
            ? new FoundEntity(EntityKind.Hashtag, sign, end, key)
            : null;
    }

    /// <summary>What all spellings of a hashtag have in common, see <see cref="Fold.Key"/>.</summary>
    /// <param name="tag">The hashtag without its sign.</param>
    /// <returns>The key; null for a text that cannot be a hashtag.</returns>
    public static string? KeyOf(string tag)
    {
        if (!IsTag(tag))
            return null;
        // Some Arabic ligatures stand for a phrase, with spaces.
        var key = Fold.Key(tag).Replace(" ", "", StringComparison.Ordinal);
        // The key has no invisible characters and may be longer: it must be a hashtag too, because it is one in paths.
        return IsTag(key) && HasLetter(key) ? key : null;
    }

    /// <summary>What the keys of all hashtags begin with that begin like a text.</summary>
    /// <param name="start">The beginning of a hashtag without its sign. It need not have a letter yet.</param>
    /// <returns>Null for a text that begins no hashtag.</returns>
    public static string? PrefixOf(string start) =>
        IsTag(start) && Fold.Key(start).Replace(" ", "", StringComparison.Ordinal) is { Length: > 0 } key ? key : null;

    private static bool IsTag(string tag)
    {
        var text = new SourceText(tag);
        return EndOf(ref text, 0) == tag.Length && text.CountPoints(0, tag.Length) <= MaxLength;
    }

    private static bool MayStart(Rune before) =>
        before.Value is not ('_' or '&' or '/' or '#' or '＃') && (!RuneClass.IsWord(before) || RuneClass.IsEmojiMark(before));

    private static bool MayEnd(ref SourceText text, int end) => text.At(end).Value is not ('#' or '＃') && !text.Has("://", end);

    private static int EndOf(ref SourceText text, int start)
    {
        // The sign and such a mark are an emoji.
        if (RuneClass.IsEmojiMark(text.At(start)))
            return start;
        var end = start;
        while (true)
        {
            var next = text.At(end);
            var length = next.Utf16SequenceLength;
            if (end > start && IsConnector(next))
            {
                next = text.At(end + length);
                length += next.Utf16SequenceLength;
            }
            if (!IsBody(next))
                return end;
            end += length;
        }
    }

    private static bool IsBody(Rune rune) => RuneClass.IsWord(rune) || rune.Value is '_';

    // Middle dots, the undertie, and the joiners that some scripts need for correct shapes: within a hashtag only.
    private static bool IsConnector(Rune rune) => rune.Value is '·' or '・' or '‿' or 0x200C or 0x200D;

    // Of the key, because the fillers of Hangul are letters that are not visible.
    private static bool HasLetter(string key)
    {
        foreach (var rune in key.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
                return true;
        }
        return false;
    }
}
