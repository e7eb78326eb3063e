using Linnet.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Accounts.Sessions;

internal static class SocketTicketEndpoints
{
    public static void Map(RouteGroupBuilder live) =>
        live.MapPost("/ticket", Issue).WithName("issueSocketTicket").Refuses(CallerFaults.SessionEnded);

    /// <summary>Get a ticket for a live connection</summary>
    /// <remarks>
    /// Good for one use within 30 seconds: <c>/ws/notifications?ticket=…</c> or <c>/sse/notifications?ticket=…</c>. It keeps the
    /// access token out of URLs, which proxies write into their logs. The connection lasts as long as the token of this request.
    /// </remarks>
    internal static async Task<Results<Ok<SocketTicket>, FaultResult>> Issue(
        Caller caller, CallerResolver callers, SocketTickets tickets, HttpContext http, CancellationToken cancellation)
    {
        // The token was found good a moment ago; here it is asked until when.
        if (!(await callers.ResolveAsync(BearerToken.Of(http.Request) ?? default, cancellation)).Succeeded(out var grant, out var fault))
            return fault.ToResult();
        return (await tickets.IssueAsync(grant with { Caller = caller }, cancellation)).Succeeded(out var ticket, out fault)
            ? TypedResults.Ok(ticket)
            : fault.ToResult();
    }
}
