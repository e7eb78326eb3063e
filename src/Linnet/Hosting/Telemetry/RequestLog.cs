using System.Diagnostics;
using Linnet.Http;
using Microsoft.Extensions.Options;

namespace Linnet.Hosting.Telemetry;

/// <summary>Logs requests, one line each, and names and tags their spans.</summary>
/// <remarks>
/// Both contain the route's template, never the path, the query or a header, which hold names, addresses and tokens. They
/// therefore contain no text from the client.
/// </remarks>
internal sealed partial class RequestLog(RequestDelegate next, IOptions<LogOptions> options, ILogger<RequestLog> logger)
{
    private readonly RequestLines _lines = logger.IsEnabled(LogLevel.Information) ? options.Value.Requests : RequestLines.None;
    private readonly TimeSpan _slow = TimeSpan.FromMilliseconds(options.Value.SlowMilliseconds);

    public async Task InvokeAsync(HttpContext context)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var took = Stopwatch.GetElapsedTime(began);
            if (Activity.Current is { IsAllDataRequested: true } span)
                Describe(span, context);
            if (_lines is RequestLines.All || (_lines is RequestLines.Notable && IsNotable(context, took)))
                Write(context, took);
        }
    }

    private bool IsNotable(HttpContext context, TimeSpan took) =>
        context.Response.StatusCode >= StatusCodes.Status500InternalServerError || (took >= _slow && !IsLive(context));

    private static bool IsLive(HttpContext context) =>
        context.WebSockets.IsWebSocketRequest || context.Response.ContentType is "text/event-stream";

    // The names are those of https://opentelemetry.io/docs/specs/semconv/http/http-spans/.
    private static void Describe(Activity span, HttpContext context)
    {
        var (method, route) = (RouteName.MethodOf(context), RouteName.Of(context));
        span.DisplayName = $"{method} {route}";
        span.SetTag("http.request.method", method);
        span.SetTag("http.route", route);
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            span.SetStatus(ActivityStatusCode.Error);
    }

    private void Write(HttpContext context, TimeSpan took) => Log.Answered(
        logger,
        RouteName.MethodOf(context),
        RouteName.Of(context),
        context.Response.StatusCode,
        Math.Round(took.TotalMilliseconds, 3),
        Caller.TryGet(context, out var caller) ? caller.Value.AccountId : null,
        Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier);

    private static partial class Log
    {
        [LoggerMessage(8001, LogLevel.Information, "{Method} {Route} {Status} {Milliseconds} ms, caller {Caller}, trace {Trace}")]
        public static partial void Answered(
            ILogger logger, string method, string route, int status, double milliseconds, long? caller, string trace);
    }
}

internal static class RequestLogExtensions
{
    /// <summary>Register first, so that it sees the final response. Without request logging or export it is not added.</summary>
    public static void UseRequestLog(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<LogOptions>>().Value;
        if (options.Requests is not RequestLines.None || OtlpExport.IsConfigured)
            app.UseMiddleware<RequestLog>();
    }
}
