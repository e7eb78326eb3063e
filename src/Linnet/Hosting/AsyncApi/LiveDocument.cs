using System.Text.Json;
using System.Text.Json.Nodes;
using Linnet.Common;
using Linnet.Hosting.OpenApi;
using Linnet.Http.Rendering;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Linnet.Hosting.AsyncApi;

/// <summary>
/// <c>/asyncapi.json</c>: an AsyncAPI 3 document of the live connections, which OpenAPI cannot describe. It is written by hand,
/// because the framework knows no messages; tests compare it with real connections.
/// </summary>
internal static class LiveDocument
{
    private const string MediaType = "application/vnd.aai.asyncapi+json;version=3.0.0";
    private const string Resource = "AsyncApi/asyncapi.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = HttpJson.WriterOptions.Encoder };
    private static readonly Lazy<(byte[] Json, EntityTagHeaderValue Tag)> Published = new(Publish);

    public static void MapLiveDocument(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/asyncapi.json", Send).ExcludeFromDescription();

    private static FileContentHttpResult Send() =>
        TypedResults.Bytes(Published.Value.Json, MediaType, entityTag: Published.Value.Tag);

    private static (byte[] Json, EntityTagHeaderValue Tag) Publish()
    {
        using var resource = typeof(LiveDocument).Assembly.GetManifestResourceStream(Resource)!;
        var document = JsonNode.Parse(resource)!;
        document["info"]!["version"] = LinnetVersion.Text;
        var json = JsonSerializer.SerializeToUtf8Bytes(document, Indented);
        return (json, EntityTags.Of(json));
    }
}
