using Microsoft.Net.Http.Headers;

namespace Linnet.Hosting.OpenApi;

/// <summary>
/// The document as pages: Swagger UI at <c>/docs</c>, to try requests, and ReDoc at <c>/redoc</c>, to read. All that
/// they load comes from this program. The pages are our own: those that come with the packages fetch fonts from elsewhere.
/// </summary>
internal static class DocsPages
{
    // ReDoc makes two sorts of inline style: empty ones, which it fills rule by rule, and that of its scroll bar. Their hashes
    // are all that is let through; unsafe-inline would let through any. After an update of the package that changes
    // them, the test of the pages in a browser prints the new ones.
    private const string InlineStyles =
        "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc='";

    // Only our scripts run, and no other host is contacted, whatever the document or a response contains.
    private const string ContentSecurityPolicy =
        $"default-src 'none'; script-src 'self'; style-src 'self' {InlineStyles}; img-src 'self' data:; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Map(RouteGroupBuilder docs)
    {
        foreach (var asset in DocsAsset.All)
            docs.MapGet(asset.Path, context => SendAsync(context, asset));
    }

    private static Task SendAsync(HttpContext context, DocsAsset asset)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        // The names do not change with versions, so a browser revalidates each time and gets 304.
        headers.CacheControl = "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (!AcceptsGzip(context.Request))
            return TypedResults.Stream(asset.OpenPlain(), asset.ContentType).ExecuteAsync(context);
        headers.ContentEncoding = "gzip";
        return TypedResults.Bytes(asset.Gzip, asset.ContentType, entityTag: asset.Tag).ExecuteAsync(context);
    }

    private static bool AcceptsGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value is { Value: "gzip" or "*" } && encoding.Quality is not 0);
}
