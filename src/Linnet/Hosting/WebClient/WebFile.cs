using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Linnet.Hosting.WebClient;

/// <summary>An embedded file of the web client, plain and as Brotli, both made at build time.</summary>
/// <remarks>Read from the mapped image of the program each time, so no copy stays on the heap.</remarks>
internal sealed class WebFile
{
    private const string Brotli = "br";

    private readonly string _resource;
    private readonly string _contentType;
    private readonly bool _hasBrotli;
    private readonly string _hash;

    /// <param name="resource">The resource's name.</param>
    /// <param name="contentType">The media type, with its charset if it has one.</param>
    /// <param name="hasBrotli">Whether <c>{resource}.br</c> exists too.</param>
    public WebFile(string resource, string contentType, bool hasBrotli)
    {
        (_resource, _contentType, _hasBrotli) = (resource, contentType, hasBrotli);
        using var content = Open(resource);
        _hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
    }

    /// <summary>Responds with the best form that the client accepts, or with 304 when the client already has that form.</summary>
    public FileStreamHttpResult Answer(HttpContext http, string cacheControl)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = cacheControl;
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (!_hasBrotli || !Accepts(http.Request, Brotli))
            return Send(_resource, _hash);
        headers.ContentEncoding = Brotli;
        // RFC 9110, section 8.8.1: a strong validator identifies the bytes sent, so each coding needs its own.
        return Send($"{_resource}.br", $"{_hash}-br");
    }

    private FileStreamHttpResult Send(string resource, string tag) =>
        TypedResults.Stream(Open(resource), _contentType, entityTag: new EntityTagHeaderValue($"\"{tag}\""));

    private static bool Accepts(HttpRequest request, string coding)
    {
        foreach (var accepted in request.GetTypedHeaders().AcceptEncoding)
        {
            if (accepted.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
                return accepted.Quality is not 0;
        }
        return false;
    }

    private static Stream Open(string resource) => Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
}
