using Linnet.Http.Errors;
using Linnet.Media.Files;
using Linnet.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Linnet.Media;

/// <summary>Serves the files of pictures to everyone who knows their URLs, which cannot be guessed.</summary>
internal static class FileEndpoints
{
    // A file never changes under its URL.
    private const string Forever = "public, max-age=31536000, immutable";

    // Opened as a page it can do nothing, and is of no origin.
    private const string Sandbox = "sandbox; default-src 'none'";

    public static void Map(RouteGroupBuilder files) =>
        files.MapGet("/{name}", Get).WithName("getMediaFile").ProducesErrors(MediaErrors.FileNotFound, MediaErrors.StoreDown)
            .Produces<string>(contentType: "image/webp", additionalContentTypes: "image/jpeg");

    /// <summary>Get a picture's file</summary>
    /// <remarks>Without a token: the URL is the permission. A deleted picture is not found at once, but for copies that were kept.</remarks>
    /// <param name="name">As URLs of pictures have it.</param>
    internal static async Task<Results<FileStreamHttpResult, ErrorResult>> Get(
        string name, Database database, MediaStore store, HttpContext http, CancellationToken cancellation)
    {
        if (MediaUrls.Parse(name) is not { } parsed
            || await database.ReadOneAsync(db => MediaRows.FindFileAsync(db, parsed.Key, parsed.IsSmall), cancellation) is not { } file
            || (!parsed.IsSmall && file.Type != parsed.Type)
            || await store.OpenAsync(BlobName.Of(file.Sha256, file.Id), file.Size, cancellation) is not { } bytes)
            return MediaErrors.FileNotFound.ToResult();
        var headers = http.Response.Headers;
        headers.CacheControl = Forever;
        headers.ContentSecurityPolicy = Sandbox;
        headers.ContentDisposition = $"inline; filename=\"{name}\"";
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return TypedResults.Stream(
            bytes,
            parsed.Type is "jpg" ? "image/jpeg" : "image/webp",
            entityTag: new EntityTagHeaderValue($"\"{file.Sha256[..32]}\""),
            enableRangeProcessing: true);
    }
}
