using Linnet.Http;
using Linnet.Http.Errors;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Accounts.Sessions;

internal static class SocketTicketEndpoints
{
    public static void Map(RouteGroupBuilder live) =>
        live.MapPost("/ticket", Issue).WithName("issueSocketTicket").ProducesErrors(CallerErrors.SessionEnded);

    /// <summary>Get a ticket for a live connection</summary>
    /// <remarks>
    /// Good for one use within 30 seconds: <c>/ws/notifications?ticket=…</c> or <c>/sse/notifications?ticket=…</c>. It keeps the
    /// access token out of URLs, which proxies write into their logs. The connection lasts as long as the token of this request.
    /// </remarks>
    internal static async Task<Results<Ok<SocketTicket>, ErrorResult>> Issue(
        Caller caller, TokenAuthenticator callers, SocketTickets tickets, HttpContext http, CancellationToken cancellation)
    {
        // The token was valid a moment ago; this reads until when.
        if (!(await callers.ResolveAsync(BearerToken.Of(http.Request) ?? default, cancellation)).Succeeded(out var grant, out var error))
            return error.ToResult();
        return (await tickets.IssueAsync(grant with { Caller = caller }, cancellation)).Succeeded(out var ticket, out error)
            ? TypedResults.Ok(ticket)
            : error.ToResult();
    }
}
