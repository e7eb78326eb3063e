namespace Linnet.Http;

/// <summary>
/// What stands in the head of every answer, an error's too. An endpoint that knows better writes over it: pages bring a
/// policy that lets them load their own files, and what may be kept says for how long.
/// </summary>
internal static class AnswerHeaders
{
    public const string ReferrerPolicy = "Referrer-Policy";

    // JSON that is opened as a page or in a frame can do nothing.
    private const string NothingToLoad = "default-src 'none'; frame-ancestors 'none'";

    /// <summary>Put it before everything else.</summary>
    public static IApplicationBuilder UseAnswerHeaders(this IApplicationBuilder app) =>
        app.Use(next => context =>
        {
            AddTo(context.Response);
            return next(context);
        });

    /// <summary>Restarts a response with these headers and no others.</summary>
    public static void Restart(this HttpResponse response)
    {
        var overTls = response.Headers.StrictTransportSecurity;
        response.Clear();
        AddTo(response);
        response.Headers.StrictTransportSecurity = overTls;
    }

    private static void AddTo(HttpResponse response)
    {
        var headers = response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = NothingToLoad;
        // A live connection's URL may hold its token.
        headers[ReferrerPolicy] = "no-referrer";
    }
}
