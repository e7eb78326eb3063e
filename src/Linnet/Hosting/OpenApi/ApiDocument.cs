using System.Security.Cryptography;
using Linnet.Http.Rendering;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Linnet.Hosting.OpenApi;

/// <summary>
/// <c>/openapi.json</c>. It is created on first request, so that it does not delay the start, and cached as bytes, because it
/// cannot change while the program runs.
/// </summary>
internal sealed class ApiDocument([FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider provider)
{
    public const string Name = "v1";

    // Not cancelled with the first request, because others wait for the same document.
    private readonly Lazy<Task<Published>> _published = new(() => PublishAsync(provider));

    public static async Task<IResult> SendAsync(ApiDocument document, HttpContext http)
    {
        var published = await document._published.Value;
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(published.Json, HttpJson.MediaType, entityTag: published.Tag);
    }

    private static async Task<Published> PublishAsync(IOpenApiDocumentProvider provider)
    {
        var document = await provider.GetOpenApiDocumentAsync();
        using var json = new MemoryStream();
        await document.SerializeAsJsonAsync(json, OpenApiSpecVersion.OpenApi3_1);
        var bytes = json.ToArray();
        return new(bytes, EntityTags.Of(bytes));
    }

    private sealed record Published(byte[] Json, EntityTagHeaderValue Tag);
}

internal static class EntityTags
{
    /// <summary>A strong tag: it changes with every byte.</summary>
    public static EntityTagHeaderValue Of(byte[] bytes) =>
        new(new StringSegment($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16))}\""));
}
