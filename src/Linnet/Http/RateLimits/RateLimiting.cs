using System.Globalization;
using Linnet.Common;

namespace Linnet.Http.RateLimits;

/// <summary>What is asked for, as far as limits tell one thing from another.</summary>
internal enum RateAct
{
    Read,
    Write,
    Post,
    LogIn,
    Register,

    /// <summary>Opening a live connection.</summary>
    Open,
}

/// <summary>The endpoint's requests are counted.</summary>
/// <param name="act">Null for reading or writing, as the method says.</param>
internal sealed class RateLimitMetadata(RateAct? act)
{
    public RateAct ActOf(HttpRequest request) => act ?? (HeadRequests.IsReading(request.Method) ? RateAct.Read : RateAct.Write);
}

internal static class RateLimitFaults
{
    public static readonly Fault TooManyRequests = new(FaultKind.TooMany, "rate_limited", "Too many requests, try again later");
}

/// <summary>Counts requests of accounts and addresses, and refuses those that are too many before they cost anything.</summary>
internal sealed class RateLimiting(RequestDelegate next, RateLimiter limiter)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RateLimitMetadata>() is not { } limited)
            return next(context);
        var accountId = Caller.TryGet(context, out var caller) ? caller.Value.AccountId : (long?)null;
        var verdict = limiter.Take(limited.ActOf(context.Request), accountId, context.Connection.RemoteIpAddress);
        limiter.Tell(context.Response, verdict);
        return verdict.IsAllowed ? next(context) : RateLimitFaults.TooManyRequests.ToResult().ExecuteAsync(context);
    }
}

internal static class RateLimitExtensions
{
    public const string Limit = "X-RateLimit-Limit";
    public const string Remaining = "X-RateLimit-Remaining";
    public const string Reset = "X-RateLimit-Reset";

    /// <summary>Put it where the caller is known and has not been let in yet. Does nothing when there are no limits.</summary>
    public static void UseRateLimits(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<RateLimiter>().Enabled)
            app.UseMiddleware<RateLimiting>();
    }

    /// <summary>Has requests to the endpoint, or to every endpoint of the group, counted.</summary>
    public static TBuilder LimitRate<TBuilder>(this TBuilder builder, RateAct? act = null)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RateLimitMetadata(act)).Refuses(RateLimitFaults.TooManyRequests);

    /// <summary>Tells the client; of several limits that apply, of the nearest.</summary>
    /// <param name="response">Not begun yet.</param>
    /// <param name="verdict">Of one limit.</param>
    /// <param name="now">The time of day, in which the header that says when is given.</param>
    public static void Write(HttpResponse response, in RateVerdict verdict, DateTimeOffset now)
    {
        var headers = response.Headers;
        if (verdict.IsAllowed && int.TryParse(headers[Remaining], CultureInfo.InvariantCulture, out var told) && told < verdict.Remaining)
            return;
        headers[Limit] = verdict.Limit.ToString(CultureInfo.InvariantCulture);
        headers[Remaining] = verdict.Remaining.ToString(CultureInfo.InvariantCulture);
        headers[Reset] = (now.ToUnixTimeSeconds() + verdict.ResetAfter).ToString(CultureInfo.InvariantCulture);
        if (!verdict.IsAllowed)
            headers.RetryAfter = verdict.RetryAfter.ToString(CultureInfo.InvariantCulture);
    }
}
