using Linnet.Http;
using Linnet.Media;
using Microsoft.Net.Http.Headers;

namespace Linnet.Hosting.WebClient;

/// <summary>Serves browsers the web client's page where other clients get JSON.</summary>
internal static class WebPage
{
    private const string Missing =
        "This Linnet was built without its web client: install Node.js 20.19 or later and rebuild it. Its API is described at /docs.";

    // Everything is loaded from this server, nothing is inlined, and no text can become markup: only Vue's own Trusted Types
    // policy may create markup, from templates compiled at build time.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; trusted-types vue; require-trusted-types-for 'script'";

    private static readonly MediaTypeHeaderValue Html = new("text/html");
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Serves the page to clients that prefer HTML, and the endpoint's response to all others.</summary>
    public static RouteHandlerBuilder OrPageForBrowsers(this RouteHandlerBuilder endpoint) =>
        endpoint.AddEndpointFilter((call, next) =>
        {
            call.HttpContext.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
            return PrefersHtml(call.HttpContext.Request) ? ValueTask.FromResult<object?>(Answer(call.HttpContext)) : next(call);
        });

    /// <summary>
    /// Shows browsers the client's page, still with status 404, at unknown URLs, which are most likely mistyped links of the
    /// client. Responses of the API stay unchanged.
    /// </summary>
    public static void UseMissingPage(this IApplicationBuilder app) =>
        app.Use((http, next) => http.GetEndpoint() is null ? AnswerMissingAsync(http, next) : next(http));

    private static async Task AnswerMissingAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (IsBareMiss(http) && WebFiles.Embedded.Page is not null && PrefersHtml(http.Request))
        {
            http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
            await Answer(http).ExecuteAsync(http);
        }
    }

    private static bool IsBareMiss(HttpContext http) =>
        (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        && http.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound, ContentLength: null, ContentType: null };

    private static IResult Answer(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = PolicyWith(http.RequestServices.GetRequiredService<MediaUrls>().Origin);
        headers[AnswerHeaders.ReferrerPolicy] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Cached, but revalidated each time, because the page names the assets of the current build.
        return WebFiles.Embedded.Page?.Answer(http, "no-cache")
            ?? (IResult)TypedResults.Text(Missing, "text/plain; charset=utf-8", statusCode: StatusCodes.Status404NotFound);
    }

    // Pictures may have an origin of their own.
    private static string PolicyWith(string origin) =>
        origin.Length is 0 ? Policy : Policy.Replace("img-src 'self'", $"img-src 'self' {origin}", StringComparison.Ordinal);

    /// <summary>Whether the client accepts HTML by name. A client that accepts anything (<c>*/*</c>) is not a browser.</summary>
    private static bool PrefersHtml(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return QualityOf(Html) is > 0 and var html && html >= QualityOf(Json);

        double QualityOf(MediaTypeHeaderValue type)
        {
            foreach (var range in accepted)
            {
                if (range.MediaType.Equals(type.MediaType, StringComparison.OrdinalIgnoreCase))
                    return range.Quality ?? 1;
            }
            return 0;
        }
    }
}
