using Linnet.Common;
using Linnet.Http.Rendering;
using Microsoft.AspNetCore.WebUtilities;

namespace Linnet.Http.Errors;

/// <summary>
/// Gives every error that no handler wrote the shape of those that handlers write, and turns exceptions into answers
/// that tell nothing of them.
/// </summary>
internal sealed partial class ErrorResponses(RequestDelegate next, ILogger<ErrorResponses> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException error)
        {
            Log.BadRequest(logger, error.StatusCode, error);
            Start(context, error.StatusCode);
        }
        catch (Exception error) when (context.RequestAborted.IsCancellationRequested && error is OperationCanceledException or IOException)
        {
            // The client is gone; the status is for the access log.
            Log.Aborted(logger, error);
            Start(context, StatusCodes.Status499ClientClosedRequest);
            return;
        }
        catch (OutageException outage) when (!context.Response.HasStarted)
        {
            // What a client does too much of is nothing to wake an operator for.
            if (outage.Error.Kind is not ErrorKind.TooMany)
                Log.Outage(logger, RouteName.MethodOf(context), RouteName.Of(context), outage.Error.Code, outage);
            context.Response.Restart();
            await outage.Error.ToResult().ExecuteAsync(context);
        }
        catch (Exception error)
        {
            Log.Failed(logger, RouteName.MethodOf(context), RouteName.Of(context), error);
            Start(context, StatusCodes.Status500InternalServerError);
        }
        if (IsBareError(context.Response))
            await WriteAsync(context.Response, context.Response.StatusCode, BodyFor(context.Response.StatusCode));
    }

    /// <summary>Writes an error as all of them look.</summary>
    public static Task WriteAsync(HttpResponse response, int status, ErrorBody body)
    {
        response.StatusCode = status;
        return response.WriteAsJsonAsync(body, HttpJson.Wire.ErrorBody, HttpJson.MediaType, response.HttpContext.RequestAborted);
    }

    private static void Start(HttpContext context, int status)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer is out and says 200: cutting the connection is the only way left to say that it failed.
            context.Abort();
            return;
        }
        context.Response.Restart();
        context.Response.StatusCode = status;
    }

    private static bool IsBareError(HttpResponse response) =>
        response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null };

    private static ErrorBody BodyFor(int status) => status switch
    {
        StatusCodes.Status500InternalServerError => new("Internal Server Error", "internal_error"),
        _ => Named(ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error"),
    };

    private static ErrorBody Named(string phrase) =>
        new(phrase, phrase.ToLowerInvariant().Replace(' ', '_').Replace('-', '_'));

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Error, "{Method} {Route} failed")]
        public static partial void Failed(ILogger logger, string method, string route, Exception error);

        [LoggerMessage(1002, LogLevel.Debug, "Request refused with {Status}")]
        public static partial void BadRequest(ILogger logger, int status, Exception error);

        [LoggerMessage(1003, LogLevel.Debug, "Request aborted by its client")]
        public static partial void Aborted(ILogger logger, Exception error);

        [LoggerMessage(1004, LogLevel.Warning, "{Method} {Route} refused: {Code}")]
        public static partial void Outage(ILogger logger, string method, string route, string code, Exception error);
    }
}

internal static class ErrorResponsesExtensions
{
    /// <summary>Put it first: it sees only the errors of what comes after it.</summary>
    public static IApplicationBuilder UseErrorResponses(this IApplicationBuilder app) => app.UseMiddleware<ErrorResponses>();
}
