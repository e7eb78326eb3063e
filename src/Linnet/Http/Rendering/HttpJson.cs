using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Linnet.Http.Input;

namespace Linnet.Http.Rendering;

/// <summary>The body of every error but a 422.</summary>
internal sealed record ErrorBody(
    string Detail, string Code, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Index = null);

/// <summary>How this area writes JSON.</summary>
[JsonSerializable(typeof(ErrorBody))]
// Never JSON on the wire, but the OpenAPI document is made from what the serializer knows.
[JsonSerializable(typeof(ListQuery))]
internal sealed partial class HttpJson : JsonSerializerContext
{
    /// <summary>Without a charset: JSON is UTF-8 (RFC 8259, section 8.1).</summary>
    public const string MediaType = "application/json";

    // The relaxed encoder leaves apostrophes and letters beyond ASCII readable. It is unfit for JSON inside a page of
    // HTML, which is nothing that we write: every answer says application/json.
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The context to use: snake_case names, the relaxed encoder.</summary>
    public static readonly HttpJson Wire = new(NewOptions());

    /// <summary>How every area writes JSON. A fresh object, since a serializer context takes its options for itself.</summary>
    public static JsonSerializerOptions NewOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
