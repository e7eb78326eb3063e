using Linnet.Http.RateLimits;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>The response headers, each described once.</summary>
internal static class ResponseHeaders
{
    public static readonly string ETag = HeaderNames.ETag;
    public static readonly string Link = HeaderNames.Link;
    public static readonly string Location = HeaderNames.Location;
    public static readonly string RetryAfter = HeaderNames.RetryAfter;
    public static readonly string WwwAuthenticate = HeaderNames.WWWAuthenticate;

    public static void AddHeader(this OpenApiResponse response, string name, OpenApiDocument document)
    {
        response.Headers ??= new Dictionary<string, IOpenApiHeader>();
        response.Headers[name] = new OpenApiHeaderReference(name, document);
    }

    public static void AddRateLimit(this OpenApiResponse response, OpenApiDocument document)
    {
        response.AddHeader(RateLimitExtensions.Limit, document);
        response.AddHeader(RateLimitExtensions.Remaining, document);
        response.AddHeader(RateLimitExtensions.Reset, document);
    }

    public static void AddTo(OpenApiDocument document)
    {
        document.AddComponent<IOpenApiHeader>(Link, Text(
            "The URLs of the next page (first) and of the previous one (RFC 8288). Absent when the page is empty.",
            "<http://localhost:8000/tweets?max_id=87>; rel=\"next\", <http://localhost:8000/tweets?min_id=106>; rel=\"prev\""));
        document.AddComponent<IOpenApiHeader>(Location, Text("The URL of the created resource.", "/tweets/107"));
        document.AddComponent<IOpenApiHeader>(WwwAuthenticate, Text("Always `Bearer`.", "Bearer"));
        document.AddComponent<IOpenApiHeader>(ETag, Text("Identifies the response: send it back as `If-None-Match`.", "W/\"6f8a1c0e5b7d2934\""));
        document.AddComponent<IOpenApiHeader>(RetryAfter, Number("The number of seconds to wait before retrying.", 1));
        document.AddComponent<IOpenApiHeader>(RateLimitExtensions.Limit, Number("The number of requests of this kind allowed in a window.", 30));
        document.AddComponent<IOpenApiHeader>(RateLimitExtensions.Remaining, Number("The number of requests still allowed now.", 0));
        document.AddComponent<IOpenApiHeader>(
            RateLimitExtensions.Reset, Number("When the full number is allowed again if no request comes before: seconds since 1970.", 1_767_323_345));
    }

    private static OpenApiHeader Number(string description, long example) => new()
    {
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0" },
        Example = example,
    };

    private static OpenApiHeader Text(string description, string example) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = example };
}
