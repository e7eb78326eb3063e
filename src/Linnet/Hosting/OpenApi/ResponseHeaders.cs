using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>The headers that answers carry, each described once.</summary>
internal static class ResponseHeaders
{
    public static readonly string Link = HeaderNames.Link;
    public static readonly string Location = HeaderNames.Location;
    public static readonly string RetryAfter = HeaderNames.RetryAfter;
    public static readonly string WwwAuthenticate = HeaderNames.WWWAuthenticate;

    public static void AddHeader(this OpenApiResponse response, string name, OpenApiDocument document)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        response.Headers[name] = new OpenApiHeaderReference(name, document);
    }

    public static void AddTo(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiHeader>(Link, Text(
            "The URLs of the next page (first) and of the previous one (RFC 8288). Absent when the page is empty.",
            "<http://localhost:8000/tweets?max_id=87>; rel=\"next\", <http://localhost:8000/tweets?min_id=106>; rel=\"prev\""));
        document.AddComponent<IOpenApiHeader>(Location, Text("Where to find what was created.", "/tweets/107"));
        document.AddComponent<IOpenApiHeader>(WwwAuthenticate, Text("Always `Bearer`.", "Bearer"));
        document.AddComponent<IOpenApiHeader>(RetryAfter, new OpenApiHeader
        {
            Description = "In how many seconds to try again.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0" },
            Example = 1,
        });
    }

    private static OpenApiHeader Text(string description, string example) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = example };
}
