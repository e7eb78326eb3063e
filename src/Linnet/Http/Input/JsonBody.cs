using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Linnet.Http.Input;

/// <summary>Reads the JSON body of a request into an input model. How big it may be is a matter of the server's limit.</summary>
internal static class JsonBody
{
    /// <summary>Null when there were errors, which have been reported; or when there is no body and none is needed.</summary>
    public static async ValueTask<T?> ReadAsync<T>(HttpContext context, bool isOptional = false)
        where T : class
    {
        var reader = context.Request.BodyReader;
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        try
        {
            if (isOptional && IsNothing(body))
                return null;
            var model = Read<T>(context.Request, body, out var errors);
            ValidationErrors.Report(context, errors);
            return model;
        }
        finally
        {
            reader.AdvanceTo(body.End);
        }
    }

    /// <summary>Reads JSON that came in some other way than as the body of a request.</summary>
    public static T? Parse<T>(ReadOnlyMemory<byte> utf8, out List<ValidationError>? errors)
        where T : class
    {
        if (!StrictJson.TryParse(utf8, out var document, out var problem))
        {
            var error = new ValueError("json_invalid", "JSON decode error", new JsonObject { ["error"] = problem.Error });
            errors = [error.At(InputSource.Body, problem.Position, new JsonObject())];
            return null;
        }
        using (document)
        {
            return document.RootElement.ValueKind is JsonValueKind.Null
                ? Refuse<T>(ValueError.Missing, out errors)
                : InputModel<T>.FromJson(document.RootElement, out errors);
        }
    }

    private static bool IsNothing(in ReadOnlySequence<byte> body) =>
        body.IsEmpty || (body.Length == 4 && body.ToArray().AsSpan().SequenceEqual("null"u8));

    private static T? Read<T>(HttpRequest request, in ReadOnlySequence<byte> body, out List<ValidationError>? errors)
        where T : class
    {
        if (body.IsEmpty)
            return Refuse<T>(ValueError.Missing, out errors);
        // FastAPI takes a body of no declared type for JSON.
        if (request.ContentType is { Length: > 0 } && !request.HasJsonContentType())
            return Refuse<T>(ValueError.NotAnObject, out errors);
        if (body.IsSingleSegment)
            return Parse<T>(body.First, out errors);
        var length = (int)body.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(buffer);
            return Parse<T>(buffer.AsMemory(0, length), out errors);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>ProducesErrors the body as a whole. What it was is not shown: no one knows what is in it.</summary>
    private static T? Refuse<T>(ValueError error, out List<ValidationError>? errors)
        where T : class
    {
        errors = [error.At(InputSource.Body, null, null)];
        return null;
    }
}
