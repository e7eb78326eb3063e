using System.Buffers;

namespace Linnet.Tweets.Entities;

/// <summary>
/// Finds the mentions, hashtags and URLs in a text, in time linear in its length. Written by hand: the grammar looks both ways from a
/// sign, and a text without any costs one vectorized search.
/// </summary>
/// <remarks>
/// The cases in <c>tests/entities.json</c> define the grammar. The web client has the same (<c>text/entities.ts</c>). A domain without
/// <c>http://</c> or <c>https://</c> is plain text: only a list of all top-level domains, which changes every month, tells it
/// from a missing space after a full stop or from the name of a file.
/// </remarks>
internal static class TextScanner
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("@＠#＃:");

    /// <summary>The entities of a text, in order. They never overlap.</summary>
    public static IReadOnlyList<FoundEntity> Scan(string text) => Scan(text, out _);

    /// <inheritdoc cref="Scan(string)"/>
    /// <param name="reads">How many characters were read one by one.</param>
    internal static IReadOnlyList<FoundEntity> Scan(string text, out int reads)
    {
        var source = new SourceText(text);
        List<FoundEntity>? found = null;
        var at = 0; // Everything before it is examined.
        var end = 0; // Of the entity before, in code units,
        var points = 0; // and in code points.
        while (text.AsSpan(at).IndexOfAny(Signs) is >= 0 and var distance)
        {
            var sign = at + distance;
            at = sign + 1;
            if (Find(ref source, sign) is not { } entity)
                continue;
            var start = points + source.CountPoints(end, entity.Start);
            points = start + source.CountPoints(entity.Start, entity.End);
            at = end = entity.End;
            (found ??= []).Add(entity with { Start = start, End = points });
        }
        reads = source.Reads;
        return found ?? (IReadOnlyList<FoundEntity>)[];
    }

    // In code units.
    private static FoundEntity? Find(ref SourceText text, int sign) => text.At(sign).Value switch
    {
        ':' => Urls.Find(ref text, sign),
        '@' or '＠' => Mentions.Find(ref text, sign),
        _ => Hashtags.Find(ref text, sign),
    };
}
