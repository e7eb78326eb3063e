using System.Text;
using System.Text.Json;
using Linnet.Http.Rendering;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>What a repost says to clients that do not know reposts: <c>RT @name: </c> and the original's content.</summary>
/// <param name="Author">The original's author when the text was made.</param>
/// <param name="Json">The inside of a JSON text: escaped, without quotation marks.</param>
internal sealed record RepostText(CachedUser Author, byte[] Json)
{
    public static byte[] Make(CachedTweet original, CachedUser author)
    {
        var text = Cut($"RT @{author.ToUser().Username}: {original.Content}");
        return JsonEncodedText.Encode(text, HttpJson.WriterOptions.Encoder).EncodedUtf8Bytes.ToArray();
    }

    private static string Cut(string text)
    {
        var cut = new StringBuilder(text.Length);
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (++length > TweetLimits.ContentLength)
                break;
            cut.Append(rune.ToString());
        }
        return cut.ToString();
    }
}
