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
    /// Valid for one use within 30 seconds: <c>/ws/notifications?ticket=…</c> or <c>/sse/notifications?ticket=…</c>. It keeps the
    /// access token out of URLs, which proxies log. The connection lasts until the token of this request expires.
    /// </remarks>
    internal static async Task<Results<Ok<SocketTicket>, ErrorResult>> Issue(
        Caller caller, TokenAuthenticator callers, SocketTickets tickets, HttpContext http, CancellationToken cancellation)
    {
        // The token is already known to be valid. Resolves it again for its expiry.
        if (!(await callers.ResolveAsync(BearerToken.Of(http.Request) ?? default, cancellation)).Succeeded(out var grant, out var error))
            return error.ToResult();
        return (await tickets.IssueAsync(grant with { Caller = caller }, cancellation)).Succeeded(out var ticket, out error)
            ? TypedResults.Ok(ticket)
            : error.ToResult();
    }
}
