using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Linnet.Http;

/// <summary>Reads the JSON body of a request into an input model. How big it may be is a matter of the server's limit.</summary>
internal static class JsonBody
{
    private const int MaxDepth = 32;

    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = MaxDepth,
        // Which of two "content" counts is a question on which a proxy may differ from us.
        AllowDuplicateProperties = false,
    };

    /// <summary>Null when there were faults, which have been reported.</summary>
    public static async ValueTask<T?> ReadAsync<T>(HttpContext context)
        where T : class
    {
        var reader = context.Request.BodyReader;
        var body = await ReadToEndAsync(reader, context.RequestAborted);
        try
        {
            var model = Read<T>(context.Request, body, out var faults);
            ValidationFaults.Report(context, faults);
            return model;
        }
        finally
        {
            reader.AdvanceTo(body.End);
        }
    }

    private static async ValueTask<ReadOnlySequence<byte>> ReadToEndAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (result.IsCompleted)
                return result.Buffer;
            reader.AdvanceTo(consumed: result.Buffer.Start, examined: result.Buffer.End);
        }
    }

    private static T? Read<T>(HttpRequest request, in ReadOnlySequence<byte> body, out List<ValidationFault>? faults)
        where T : class
    {
        if (body.IsEmpty)
            return Refuse<T>(ValueFault.Missing, out faults);
        // FastAPI takes a body of no declared type for JSON.
        if (request.ContentType is not null && !request.HasJsonContentType())
            return Refuse<T>(ValueFault.NotAnObject, out faults);
        if (body.IsSingleSegment)
            return Parse<T>(body.First, out faults);
        var buffer = ArrayPool<byte>.Shared.Rent((int)body.Length);
        try
        {
            body.CopyTo(buffer);
            return Parse<T>(buffer.AsMemory(0, (int)body.Length), out faults);
        }
        finally
        {
            // It may hold a password.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>Reads JSON that came in some other way than as the body of a request.</summary>
    public static T? Parse<T>(ReadOnlyMemory<byte> utf8, out List<ValidationFault>? faults)
        where T : class
    {
        if (utf8.Span.StartsWith("\ufeff"u8))
            utf8 = utf8["\ufeff"u8.Length..];
        // The parser looks at bytes within strings only once they are asked for.
        if (!Utf8.IsValid(utf8.Span))
            return Refuse<T>(Invalid("Invalid UTF-8"), out faults, LengthOfValidUtf8(utf8.Span));
        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            return document.RootElement.ValueKind is JsonValueKind.Null
                ? Refuse<T>(ValueFault.Missing, out faults)
                : InputModel<T>.FromJson(document.RootElement, out faults);
        }
        catch (JsonException)
        {
            var (error, position) = JsonDiagnosis.Of(utf8.Span, MaxDepth);
            return Refuse<T>(Invalid(error), out faults, position);
        }
        catch (InvalidOperationException)
        {
            // The search for duplicates came upon a name with half a surrogate pair.
            return Refuse<T>(Invalid("Invalid member name"), out faults, 0);
        }
    }

    private static T? Refuse<T>(ValueFault fault, out List<ValidationFault>? faults)
        where T : class
    {
        faults = [fault.At(InputSource.Body, null, null)];
        return null;
    }

    private static T? Refuse<T>(ValueFault fault, out List<ValidationFault>? faults, int position)
        where T : class
    {
        faults = [fault.At(InputSource.Body, position, new JsonObject())];
        return null;
    }

    private static ValueFault Invalid(string error) => new("json_invalid", "JSON decode error", new JsonObject { ["error"] = error });

    private static int LengthOfValidUtf8(ReadOnlySpan<byte> bytes)
    {
        Span<char> discarded = stackalloc char[256];
        var valid = 0;
        while (Utf8.ToUtf16(bytes[valid..], discarded, out var read, out _, replaceInvalidSequences: false) is OperationStatus.DestinationTooSmall)
            valid += read;
        return valid;
    }
}
