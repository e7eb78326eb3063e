using System.Text.Json;

namespace Linnet.Http;

/// <summary>The 422 that lists what is wrong with a request.</summary>
internal sealed class ValidationResult(ValidationFaults faults) : IResult
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
        foreach (var fault in faults.InOrder)
            Write(writer, fault);
        writer.WriteEndArray();
        writer.WriteString("code", Code);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ValidationFault fault)
    {
        writer.WriteStartObject();
        writer.WriteString("type", fault.Fault.Type);
        writer.WriteStartArray("loc");
        writer.WriteStringValue(fault.Source switch
        {
            InputSource.Path => "path",
            InputSource.Query => "query",
            InputSource.Header => "header",
            _ => "body",
        });
        fault.Place?.WriteTo(writer);
        writer.WriteEndArray();
        writer.WriteString("msg", fault.Fault.Message);
        writer.WritePropertyName("input");
        if (fault.Input is null)
            writer.WriteNullValue();
        else
            fault.Input.WriteTo(writer);
        if (fault.Fault.Context is { } context)
        {
            writer.WritePropertyName("ctx");
            context.WriteTo(writer);
        }
        writer.WriteEndObject();
    }
}
