using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Linnet.Http.Input;

/// <summary>
/// Parses untrusted JSON: valid UTF-8, no duplicate members, at most 32 levels deep. Errors have
/// words of our own: the parser's quote the text, which may be a password.
/// </summary>
internal static class StrictJson
{
    private const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = MaxDepth,
        // Which of two "content" counts is a question on which a proxy may differ from us.
        AllowDuplicateProperties = false,
    };

    /// <summary>What is wrong, and at which byte.</summary>
    public readonly record struct Problem(string Error, int Position);

    /// <param name="utf8">The text; a byte order mark is skipped. It must not change while the document is in use.</param>
    /// <param name="document">To be disposed of; all its names can be read, its strings may hold half a surrogate pair.</param>
    /// <param name="problem">Of meaning when there is no document.</param>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, [NotNullWhen(true)] out JsonDocument? document, out Problem problem)
    {
        (document, problem) = (null, default);
        if (utf8.Span.StartsWith("\ufeff"u8))
            utf8 = utf8["\ufeff"u8.Length..];
        // The parser validates the bytes of a string only when they are read.
        if (!Utf8.IsValid(utf8.Span))
        {
            problem = new("Invalid UTF-8", LengthOfValidUtf8(utf8.Span));
            return false;
        }
        try
        {
            document = JsonDocument.Parse(utf8, Options);
            return true;
        }
        catch (JsonException)
        {
            problem = Diagnose(utf8.Span);
        }
        catch (InvalidOperationException)
        {
            // The search for duplicates came upon a name with half a surrogate pair.
            problem = new("Invalid member name", 0);
        }
        return false;
    }

    private static Problem Diagnose(ReadOnlySpan<byte> utf8)
    {
        // One level of grace, so that the reader steps on what the parser stumbled over.
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth >= MaxDepth && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    return new($"Nested deeper than {MaxDepth} levels", (int)reader.TokenStartIndex);
            }
        }
        catch (JsonException error)
        {
            var position = PositionOf(error, utf8);
            return new(position < utf8.Length ? "Unexpected character" : "Unexpected end of input", position);
        }
        return new("Duplicate member", 0);
    }

    private static int PositionOf(JsonException error, ReadOnlySpan<byte> utf8)
    {
        var start = 0;
        for (var line = error.LineNumber ?? 0; line > 0; line--)
            start += utf8[start..].IndexOf((byte)'\n') + 1;
        return Math.Min(start + (int)(error.BytePositionInLine ?? 0), utf8.Length);
    }

    private static int LengthOfValidUtf8(ReadOnlySpan<byte> bytes)
    {
        Span<char> discarded = stackalloc char[256];
        var valid = 0;
        OperationStatus status;
        do
        {
            status = Utf8.ToUtf16(bytes[valid..], discarded, out var read, out _, replaceInvalidSequences: false);
            valid += read;
        }
        while (status is OperationStatus.DestinationTooSmall);
        return valid;
    }
}
