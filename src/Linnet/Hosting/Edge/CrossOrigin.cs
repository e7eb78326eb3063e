using Linnet.Accounts.Sessions;
using Linnet.Common.Settings;
using Linnet.Http;
using Linnet.Http.RateLimits;
using Microsoft.Net.Http.Headers;

namespace Linnet.Hosting.Edge;

/// <summary>Lets pages of other origins call the API (CORS), those that are configured and no others.</summary>
/// <remarks>
/// Never with credentials: tokens go into a header, and the cookie of a browser's session is for our own pages. For the
/// same reason <c>Linnet-Session</c> is not among the headers that another origin may send.
/// </remarks>
internal static class CrossOrigin
{
    public const string Any = "*";

    private static readonly string[] Sent =
        [HeaderNames.Authorization, HeaderNames.ContentType, HeaderNames.IfNoneMatch, IdempotencyKey.Header];

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
        {
            app.UseCors(policy => policy.WithOrigins([.. origins]).WithMethods("GET", "POST", "PUT", "DELETE")
                .WithHeaders(Sent).WithExposedHeaders(Shown).SetPreflightMaxAge(TimeSpan.FromHours(1)));
        }
    }
}
