using System.Text;
using Linnet.Users;

namespace Linnet.Tweets.Entities;

/// <summary>The grammar of mentions: <c>@ben</c>, but not within an e-mail address, a path or an address on another server.</summary>
internal static class Mentions
{
    /// <returns>The mention that starts at a sign, in code units.</returns>
    public static FoundEntity? Find(ref SourceText text, int sign)
    {
        if (!MayStart(ref text, sign))
            return null;
        var start = sign + 1;
        var end = start;
        while (end - start < UserNames.MaxLength && RuneClass.IsUsername(text.At(end)))
            end++;
        return end > start && MayEnd(ref text, end)
            ? new FoundEntity(EntityKind.Mention, sign, end, text.Cut(start, end).ToString())
            : null;
    }

    private static bool MayStart(ref SourceText text, int sign)
    {
        var before = text.BaseBefore(sign, out var start);
        return before.Value switch
        {
            '@' or '＠' or '_' => false,
            // What e-mail addresses and paths consist of, besides letters and digits. ".@ben" is a mention, "me.@ben" is not.
            '!' or '#' or '＃' or '$' or '%' or '&' or '*' or '`' or '=' or '/' or '+' or '~' or '-' or '.' =>
                !Rune.IsLetterOrDigit(text.BaseBefore(start, out _)),
            // Scripts other than Latin have no letters in common with usernames, and many put no space between words.
            _ => !Rune.IsDigit(before) && !RuneClass.IsLatinLetter(before),
        };
    }

    private static bool MayEnd(ref SourceText text, int end)
    {
        var after = text.At(end);
        return after.Value switch
        {
            '@' or '＠' => false,
            ':' => !text.Has("://", end),
            // "@ada.example" is an address on another server.
            '.' => !Rune.IsLetter(text.At(end + 1)),
            _ => !RuneClass.IsUsername(after) && !RuneClass.IsLatinLetter(after) && !RuneClass.IsMark(after),
        };
    }
}
