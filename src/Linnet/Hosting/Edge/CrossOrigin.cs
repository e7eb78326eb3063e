using Linnet.Accounts.Sessions;
using Linnet.Common.Settings;
using Linnet.Http.RateLimits;
using Microsoft.Net.Http.Headers;

namespace Linnet.Hosting.Edge;

/// <summary>Allows pages of other origins to call the API (CORS): any origin by default, or the configured ones.</summary>
/// <remarks>
/// Never allows credentials: tokens belong in a header, and the session cookie is only for our own pages. Without credentials
/// a page of another origin can do no more than any other program, so any request header is allowed. A fixed list would only
/// break libraries that add a header.
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

    // Skipped for requests without an Origin header, because the framework's middleware takes a service scope for each request.
    // Created for the first request that has one, because it needs an expression compiler at start.
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
