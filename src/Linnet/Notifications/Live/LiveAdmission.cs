using Linnet.Accounts;
using Linnet.Accounts.Sessions;
using Linnet.Accounts.Tokens;
using Linnet.Common;
using Linnet.Http;
using Microsoft.Extensions.Options;

namespace Linnet.Notifications.Live;

/// <summary>Decides who may open a live connection, whatever will carry it.</summary>
internal sealed class LiveAdmission(CallerResolver callers, SocketTickets tickets, LiveHub hub, IOptions<RealtimeOptions> options)
{
    /// <summary>A ticket counts before a token, and a token in the URL before one in the protocols or the header.</summary>
    /// <returns>
    /// Whose connection it is, or <see cref="AccountFaults.InvalidTicket"/>, or one of <see cref="CallerFaults"/>, or
    /// <see cref="NotificationFaults.ForeignOrigin"/>, or <see cref="NotificationFaults.ShuttingDown"/>.
    /// </returns>
    public async Task<Result<AccessGrant>> AdmitAsync(LiveQuery query, string? tokenFromProtocol, HttpContext http)
    {
        if (hub.IsClosed)
            return NotificationFaults.ShuttingDown;
        if (!IsOwnOrigin(http.Request))
            return NotificationFaults.ForeignOrigin;
        if (query.Ticket is { } ticket)
            return await tickets.RedeemAsync(ticket, http.RequestAborted);
        return (query.Token ?? tokenFromProtocol ?? BearerToken.HeaderOf(http.Request)) is { } token
            ? await callers.ResolveAsync(token, http.RequestAborted)
            : CallerFaults.InvalidToken;
    }

    // Browsers send an Origin and let any page open a socket to anywhere; other clients send none and may come.
    private bool IsOwnOrigin(HttpRequest request) =>
        request.Headers.Origin.ToString() is not { Length: > 0 } origin
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase))
        || options.Value.ParseAllowedOrigins().Contains(origin);
}
