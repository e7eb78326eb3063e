using Linnet.Accounts.Sessions;
using Linnet.Common.Settings;
using Linnet.Http.RateLimits;
using Microsoft.Net.Http.Headers;

namespace Linnet.Hosting.Edge;

/// <summary>Lets pages of other origins call the API (CORS): any by default, or those that are configured.</summary>
/// <remarks>
/// Never with credentials: tokens go into a header, and the cookie of a browser's session is for our own pages. Without
/// credentials a page of another origin can do no more than any program can, so any header may be sent: a list of ours would
/// only miss one that a client library adds.
/// </remarks>
internal static class CrossOrigin
{
    private static readonly string[] Shown =
    [
        HeaderNames.ETag, HeaderNames.Link, HeaderNames.Location, HeaderNames.RetryAfter, HeaderNames.WWWAuthenticate,
        RefreshCookie.TokenHeader,
        RateLimitExtensions.Limit, RateLimitExtensions.Remaining, RateLimitExtensions.Reset,
    ];

    /// <summary>Does nothing when no origin is configured.</summary>
    public static void Use(IApplicationBuilder app, string setting)
    {
        var origins = Origins.Parse(setting);
        if (origins.Count > 0)
            app.Use(next => OnlyWithOrigin(app, [.. origins], next));
    }

    // What sends no origin has no use of it. The framework's middleware takes a service scope for each request all the same, and
    // a compiler of expressions at start: so it is made for the first request that does.
    private static RequestDelegate OnlyWithOrigin(IApplicationBuilder app, string[] origins, RequestDelegate next)
    {
        var withCors = new Lazy<RequestDelegate>(() =>
        {
            var branch = app.New();
            branch.UseCors(policy => policy.WithOrigins(origins).WithMethods("GET", "HEAD", "POST", "PUT", "DELETE")
                .AllowAnyHeader().WithExposedHeaders(Shown).SetPreflightMaxAge(TimeSpan.FromHours(1)));
            branch.Run(next);
            return branch.Build();
        });
        return context => context.Request.Headers.Origin.Count is 0 ? next(context) : withCors.Value(context);
    }
}
