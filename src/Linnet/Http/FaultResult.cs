using Linnet.Common;

namespace Linnet.Http;

/// <summary>
/// Answers with a <see cref="Fault"/>: the one place that maps a <see cref="FaultKind"/> to a status and its headers.
/// </summary>
internal sealed class FaultResult(Fault fault) : IResult, IStatusCodeHttpResult
{
    public Fault Fault { get; } = fault;

    public int StatusCode => StatusOf(Fault.Kind);

    int? IStatusCodeHttpResult.StatusCode => StatusCode;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (Fault.Kind is FaultKind.Unauthenticated)
            response.Headers.WWWAuthenticate = "Bearer";
        if (Fault.Kind is FaultKind.Unavailable)
            response.Headers.RetryAfter = "1";
        // A limit has said already when to come back; what is only too much at once is over soon.
        if (Fault.Kind is FaultKind.TooMany && response.Headers.RetryAfter.Count == 0)
            response.Headers.RetryAfter = "1";
        return ErrorResponses.WriteAsync(response, StatusCode, new ErrorBody(Fault.Detail, Fault.Code));
    }

    public static int StatusOf(FaultKind kind) => kind switch
    {
        FaultKind.Refused => StatusCodes.Status400BadRequest,
        FaultKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        FaultKind.Forbidden => StatusCodes.Status403Forbidden,
        FaultKind.NotFound => StatusCodes.Status404NotFound,
        FaultKind.TooMany => StatusCodes.Status429TooManyRequests,
        FaultKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        FaultKind.StorageFull => StatusCodes.Status507InsufficientStorage,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind of fault without a status"),
    };
}

internal static class FaultResultExtensions
{
    public static FaultResult ToResult(this Fault fault) => new(fault);
}
