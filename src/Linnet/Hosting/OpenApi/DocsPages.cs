using Microsoft.Net.Http.Headers;

namespace Linnet.Hosting.OpenApi;

/// <summary>
/// The document as web pages: Swagger UI at <c>/docs</c>, to try requests, and ReDoc at <c>/redoc</c>, to read. The pages load
/// nothing from other hosts. They replace the packages' own pages, which fetch fonts from elsewhere.
/// </summary>
internal static class DocsPages
{
    // ReDoc creates two kinds of inline style: empty ones, which it fills rule by rule, and that of its scroll bar. Only their
    // hashes are allowed; unsafe-inline would allow any style. When an update of the package changes them, the browser test of
    // the pages prints the new ones.
    private const string InlineStyles =
        "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc='";

    // Only our script files, and no connection to another host, whatever text the document or a response contains.
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
        // The names do not change with the versions, so browsers revalidate each time and get 304.
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
