using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Linnet.Http.Rendering;

/// <summary>
/// Writes the <c>Link</c> header (RFC 8288) from which clients page by cursors: the URL that was asked for, with its
/// paging replaced by one cursor and everything else kept. An empty page has none.
/// </summary>
internal static class LinkHeader
{
    private static readonly string[] Replaced = ["max_id", "since_id", "min_id", "skip", "page"];

    /// <summary>For a list whose highest id comes first: the next page is the older one.</summary>
    /// <param name="context">The request, and the response that gets the header.</param>
    /// <param name="examined">The ids that the list had for this page, whether or not all of them are shown.</param>
    public static void WriteNewestFirst(HttpContext context, IReadOnlyList<long> examined) =>
        Write(context, examined, next: "max_id", previous: "min_id");

    /// <summary>For a list whose lowest id comes first, such as users: the next page is the newer one.</summary>
    /// <inheritdoc cref="WriteNewestFirst"/>
    public static void WriteOldestFirst(HttpContext context, IReadOnlyList<long> examined) =>
        Write(context, examined, next: "min_id", previous: "max_id");

    private static void Write(HttpContext context, IReadOnlyList<long> examined, string next, string previous)
    {
        if (examined.Count is 0)
            return;
        var (last, first) = (examined[^1], examined[0]);
        var request = context.Request;
        if (request.QueryString.HasValue || !request.Host.HasValue)
        {
            var url = UrlWithoutPaging(request);
            context.Response.Headers.Link = $"<{url}{next}={last}>; rel=\"next\", <{url}{previous}={first}>; rel=\"prev\"";
            return;
        }
        // The URL of most first pages, in one concatenation.
        var (scheme, host, path) = (request.Scheme, request.Host.ToUriComponent(), (request.PathBase + request.Path).ToUriComponent());
        context.Response.Headers.Link =
            $"<{scheme}://{host}{path}?{next}={last}>; rel=\"next\", <{scheme}://{host}{path}?{previous}={first}>; rel=\"prev\"";
    }

    /// <summary>Ends in <c>?</c> or <c>&amp;</c>, ready for one more parameter.</summary>
    private static string UrlWithoutPaging(HttpRequest request)
    {
        var url = new StringBuilder(128);
        // Without a Host header (HTTP/1.0) the link is relative to the request, which RFC 8288 allows.
        if (request.Host.HasValue)
            url.Append(request.Scheme).Append(Uri.SchemeDelimiter).Append(request.Host.ToUriComponent());
        url.Append(request.PathBase.ToUriComponent()).Append(request.Path.ToUriComponent()).Append('?');
        foreach (var parameter in new QueryStringEnumerable(request.QueryString.Value))
        {
            if (IsPaging(parameter.DecodeName().Span))
                continue;
            AppendEscaped(url, parameter.EncodedName.Span);
            url.Append('=');
            AppendEscaped(url, parameter.EncodedValue.Span);
            url.Append('&');
        }
        return url.ToString();
    }

    private static bool IsPaging(ReadOnlySpan<char> name)
    {
        foreach (var replaced in Replaced)
        {
            // Without regard to case, like the query collection that the values are read from.
            if (name.Equals(replaced, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    // The query is kept as it was sent, save for what would end the URL within the header, or what no header may hold.
    private static void AppendEscaped(StringBuilder url, ReadOnlySpan<char> encoded)
    {
        foreach (var character in encoded)
        {
            if (character is '<' or '>' or '"' or <= ' ' or > '~')
                url.Append(Uri.EscapeDataString(character.ToString()));
            else
                url.Append(character);
        }
    }
}
