using System.Text.Json;

namespace Linnet.Bench.Data;

/// <summary>The mention or the hashtag of a text that has one, as the product finds it.</summary>
/// <param name="Start">Where it starts, in code points.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Name">What it says, without the sign.</param>
internal sealed record TaggedWord(int Start, int End, string Name, bool IsMention)
{
    /// <summary>Of a hashtag: what all its spellings have in common.</summary>
    public string Key => Name.ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal);

    /// <summary>Of a mention.</summary>
    public long UserId => DataSet.IdOf(Name);

    public static TaggedWord In(string text)
    {
        var sign = text.LastIndexOfAny(['@', '#']);
        var end = text.IndexOf(' ', sign) is >= 0 and var space ? space : text.Length;
        var (start, name) = (LengthOf(text[..sign]), text[(sign + 1)..end]);
        return new TaggedWord(start, start + 1 + LengthOf(name), name, text[sign] is '@');
    }

    /// <summary>The column of the tweet.</summary>
    public string ToEntities() => IsMention
        ? JsonSerializer.Serialize(new
        {
            mentions = new[] { new { user_id = UserId, username = Name, start = Start, end = End } },
            hashtags = Array.Empty<object>(),
            urls = Array.Empty<object>(),
        })
        : JsonSerializer.Serialize(new
        {
            mentions = Array.Empty<object>(),
            hashtags = new[] { new { tag = Key, start = Start, end = End } },
            urls = Array.Empty<object>(),
        });

    private static int LengthOf(string text) => text.EnumerateRunes().Count();
}
