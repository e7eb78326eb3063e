using System.Globalization;
using Linnet.Common;
using Linnet.Http.Errors;

namespace Linnet.Http.RateLimits;

/// <summary>The kinds of requests that have separate limits.</summary>
internal enum LimitedAction
{
    Read,
    Write,
    Post,
    LogIn,
    Register,

    /// <summary>Opening a live connection.</summary>
    Open,

    /// <summary>Importing a list of accounts, which is up to a thousand writes.</summary>
    Import,
}

/// <summary>The endpoint's requests are counted.</summary>
/// <param name="action">Null for reading or writing, as the method says.</param>
internal sealed class RateLimitMetadata(LimitedAction? action)
{
    public LimitedAction ActionOf(HttpRequest request) => action ?? (HeadRequests.IsReading(request.Method) ? LimitedAction.Read : LimitedAction.Write);
}

internal static class RateLimitErrors
{
    public static readonly Error TooManyRequests = new(ErrorKind.TooMany, "rate_limited", "Too many requests, try again later");
}

/// <summary>Counts requests by account and address, and rejects those beyond the limits before they cost anything.</summary>
internal sealed class RateLimiting(RequestDelegate next, RateLimiter limiter)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<RateLimitMetadata>() is not { } limited)
            return next(context);
        var accountId = Caller.TryGet(context, out var caller) ? caller.Value.AccountId : (long?)null;
        var result = limiter.Take(limited.ActionOf(context.Request), accountId, context.Connection.RemoteIpAddress);
        limiter.WriteHeaders(context.Response, result);
        return result.IsAllowed ? next(context) : RateLimitErrors.TooManyRequests.ToResult().ExecuteAsync(context);
    }
}

internal static class RateLimitExtensions
{
    public const string Limit = "X-RateLimit-Limit";
    public const string Remaining = "X-RateLimit-Remaining";
    public const string Reset = "X-RateLimit-Reset";

    /// <summary>Register after authentication and before authorization. Does nothing when limits are off.</summary>
    public static void UseRateLimits(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<RateLimiter>().Enabled)
            app.UseMiddleware<RateLimiting>();
    }

    /// <summary>Has requests to the endpoint, or to every endpoint of the group, counted.</summary>
    public static TBuilder LimitRate<TBuilder>(this TBuilder builder, LimitedAction? action = null)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new RateLimitMetadata(action)).ProducesErrors(RateLimitErrors.TooManyRequests);

    /// <summary>Writes the headers; of several limits that apply, those of the nearest.</summary>
    /// <param name="response">Not begun yet.</param>
    /// <param name="result">Of one limit.</param>
    /// <param name="now">The time of day, in which the header that says when is given.</param>
    public static void Write(HttpResponse response, in RateLimitResult result, DateTimeOffset now)
    {
        var headers = response.Headers;
        if (result.IsAllowed && int.TryParse(headers[Remaining], CultureInfo.InvariantCulture, out var written) && written < result.Remaining)
            return;
        headers[Limit] = result.Limit.ToString(CultureInfo.InvariantCulture);
        headers[Remaining] = result.Remaining.ToString(CultureInfo.InvariantCulture);
        headers[Reset] = (now.ToUnixTimeSeconds() + result.ResetAfter).ToString(CultureInfo.InvariantCulture);
        if (!result.IsAllowed)
            headers.RetryAfter = result.RetryAfter.ToString(CultureInfo.InvariantCulture);
    }
}
