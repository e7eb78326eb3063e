using Linnet.Http;

namespace Linnet.Accounts.Sessions;

/// <summary>Finds out who calls, where an endpoint asks for that, and refuses who has no valid token.</summary>
/// <remarks>
/// One step in place of ASP.NET's authentication and authorization: schemes, tickets, claims and policies were an eighth of
/// what a timeline costs, and the only question here is "which account". An endpoint that asks for a <see cref="Caller"/>
/// without <see cref="CallerRequired"/> fails at its first request, so none is open by mistake.
/// </remarks>
internal sealed class CallerMiddleware(RequestDelegate next, CallerResolver callers)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<CallerRequired>() is { } required ? CheckAsync(context, required) : next(context);

    private async Task CheckAsync(HttpContext context, CallerRequired required)
    {
        var fault = CallerFaults.NotAuthenticated;
        if (BearerToken.Of(context.Request) is { } token)
        {
            if ((await callers.ResolveAsync(token, context.RequestAborted)).Succeeded(out var grant, out var refusal))
                context.Features.Set(new CallerFeature(grant.Caller));
            else
                fault = refusal;
        }
        if (required.IsMetBy(context))
            await next(context);
        else
            await fault.ToResult().ExecuteAsync(context);
    }
}
