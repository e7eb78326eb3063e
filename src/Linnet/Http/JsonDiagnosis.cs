using System.Text.Json;

namespace Linnet.Http;

/// <summary>
/// Says what is wrong with a text that the parser refused, and where. In our own words: the parser's quote the text,
/// which may be a password.
/// </summary>
internal static class JsonDiagnosis
{
    /// <returns>The position is a count of bytes.</returns>
    public static (string Error, int Position) Of(ReadOnlySpan<byte> utf8, int maxDepth)
    {
        // One level of grace, so that the reader steps on what the parser stumbled over.
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maxDepth + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= maxDepth && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    return ($"Nested deeper than {maxDepth} levels", (int)reader.TokenStartIndex);
            }
        }
        catch (JsonException error)
        {
            var position = PositionOf(error, utf8);
            return (position < utf8.Length ? "Unexpected character" : "Unexpected end of input", position);
        }
        return ("Duplicate member", 0);
    }

    private static int PositionOf(JsonException error, ReadOnlySpan<byte> utf8)
    {
        var start = 0;
        for (var line = error.LineNumber ?? 0; line > 0; line--)
            start += utf8[start..].IndexOf((byte)'\n') + 1;
        return Math.Min(start + (int)(error.BytePositionInLine ?? 0), utf8.Length);
    }
}
