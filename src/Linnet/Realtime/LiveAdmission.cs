using Linnet.Accounts;
using Linnet.Accounts.Sessions;
using Linnet.Accounts.Tokens;
using Linnet.Common;
using Linnet.Http;
using Linnet.Http.RateLimits;

namespace Linnet.Realtime;

/// <summary>Decides who may open a live connection, over a socket or a stream.</summary>
internal sealed class LiveAdmission(TokenAuthenticator callers, SocketTickets tickets, LiveHub hub, OriginPolicy origins, RateLimiter limiter)
{
    /// <summary>A ticket counts before a token, and a token in the URL before one in the protocols or the header.</summary>
    /// <returns>
    /// Whose connection it is, or <see cref="AccountErrors.InvalidTicket"/>, or one of <see cref="CallerErrors"/>, or
    /// <see cref="RealtimeErrors.ForeignOrigin"/>, or <see cref="RealtimeErrors.ShuttingDown"/>, or
    /// <see cref="RateLimitErrors.TooManyRequests"/>.
    /// </returns>
    public async Task<Result<AccessGrant>> AdmitAsync(LiveQuery query, string? tokenFromProtocol, HttpContext http)
    {
        if (hub.IsClosed)
            return RealtimeErrors.ShuttingDown;
        // Browsers send an Origin and let any page open a socket to anywhere; other clients send none and may come.
        if (!origins.Admits(http.Request))
            return RealtimeErrors.ForeignOrigin;
        var identified = await IdentifyAsync(query, tokenFromProtocol, http);
        return identified.Succeeded(out var grant, out _) && limiter.RefuseOpening(http, grant.Caller.AccountId) is { } tooMany ? tooMany : identified;
    }

    private async ValueTask<Result<AccessGrant>> IdentifyAsync(LiveQuery query, string? tokenFromProtocol, HttpContext http)
    {
        if (query.Ticket is { } ticket)
            return await tickets.RedeemAsync(ticket, http.RequestAborted);
        return ((query.Token ?? tokenFromProtocol)?.AsMemory() ?? BearerToken.Of(http.Request)) is { } token
            ? await callers.ResolveAsync(token, http.RequestAborted)
            : CallerErrors.InvalidToken;
    }
}
