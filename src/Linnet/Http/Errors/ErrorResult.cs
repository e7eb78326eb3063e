using Linnet.Common;
using Linnet.Http.Rendering;

namespace Linnet.Http.Errors;

/// <summary>
/// Answers with a <see cref="Error"/>: the one place that maps a <see cref="ErrorKind"/> to a status and its headers.
/// </summary>
internal sealed class ErrorResult(Error error) : IResult, IStatusCodeHttpResult
{
    public Error Error { get; } = error;

    public int StatusCode => StatusOf(Error.Kind);

    int? IStatusCodeHttpResult.StatusCode => StatusCode;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (Error.Kind is ErrorKind.Unauthenticated)
            response.Headers.WWWAuthenticate = "Bearer";
        if (Error.Kind is ErrorKind.Unavailable)
            response.Headers.RetryAfter = "1";
        // A limit has said already when to come back; what is only too much at once is over soon.
        if (Error.Kind is ErrorKind.TooMany && response.Headers.RetryAfter.Count == 0)
            response.Headers.RetryAfter = "1";
        return ErrorResponses.WriteAsync(response, StatusCode, new ErrorBody(Error.Detail, Error.Code, Error.Index));
    }

    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Refused => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        ErrorKind.StorageFull => StatusCodes.Status507InsufficientStorage,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of error without a status"),
    };
}

internal static class ErrorResultExtensions
{
    public static ErrorResult ToResult(this Error error) => new(error);
}
