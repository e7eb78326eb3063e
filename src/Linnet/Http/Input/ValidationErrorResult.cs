using System.Text.Json;
using Linnet.Http.Rendering;

namespace Linnet.Http.Input;

/// <summary>The 422 that lists what is wrong with a request.</summary>
internal sealed class ValidationErrorResult(ValidationErrors errors) : IResult
{
    public const string Code = "validation_error";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        response.ContentType = HttpJson.MediaType;
        await using (var writer = new Utf8JsonWriter(response.BodyWriter, HttpJson.WriterOptions))
            Write(writer);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("detail");
        foreach (var error in errors.InOrder)
            Write(writer, error);
        writer.WriteEndArray();
        writer.WriteString("code", Code);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ValidationError error)
    {
        writer.WriteStartObject();
        writer.WriteString("type", error.Error.Type);
        writer.WriteStartArray("loc");
        writer.WriteStringValue(error.Source switch
        {
            InputSource.Path => "path",
            InputSource.Query => "query",
            InputSource.Header => "header",
            _ => "body",
        });
        foreach (var parent in error.Parents)
            parent.WriteTo(writer);
        error.Place?.WriteTo(writer);
        if (error.Index is { } index)
            writer.WriteNumberValue(index);
        writer.WriteEndArray();
        writer.WriteString("msg", error.Error.Message);
        writer.WritePropertyName("input");
        if (error.Input is null)
            writer.WriteNullValue();
        else
            error.Input.WriteTo(writer);
        if (error.Error.Context is { } context)
        {
            writer.WritePropertyName("ctx");
            context.WriteTo(writer);
        }
        writer.WriteEndObject();
    }
}
