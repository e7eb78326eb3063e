using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Linnet.Hosting.WebClient;

/// <summary>A file of the web client inside the program, as it is and as Brotli, both made at build.</summary>
/// <remarks>Read from the program's own image each time, which the operating system maps: no copy stays on the heap.</remarks>
internal sealed class WebFile
{
    private const string Brotli = "br";

    private readonly string _resource;
    private readonly string _contentType;
    private readonly bool _hasBrotli;
    private readonly string _hash;

    /// <param name="resource">Its name among the program's resources.</param>
    /// <param name="contentType">With its charset where it has one.</param>
    /// <param name="hasBrotli">Whether <c>{resource}.br</c> is there too.</param>
    public WebFile(string resource, string contentType, bool hasBrotli)
    {
        (_resource, _contentType, _hasBrotli) = (resource, contentType, hasBrotli);
        using var content = Open(resource);
        _hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
    }

    /// <summary>The file in the best form the client takes, or 304 when it has that form already.</summary>
    public FileStreamHttpResult Answer(HttpContext http, string cacheControl)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = cacheControl;
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (!_hasBrotli || !Takes(http.Request, Brotli))
            return Send(_resource, _hash);
        headers.ContentEncoding = Brotli;
        // RFC 9110, section 8.8.1: a strong validator names the bytes that were sent, so each coding has its own.
        return Send($"{_resource}.br", $"{_hash}-br");
    }

    private FileStreamHttpResult Send(string resource, string tag) =>
        TypedResults.Stream(Open(resource), _contentType, entityTag: new EntityTagHeaderValue($"\"{tag}\""));

    private static bool Takes(HttpRequest request, string coding)
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
