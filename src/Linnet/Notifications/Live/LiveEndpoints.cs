using Linnet.Accounts.Sessions;
using Linnet.Accounts.Tokens;
using Linnet.Common;
using Linnet.Http;
using Microsoft.Extensions.Options;

namespace Linnet.Notifications.Live;

internal static class LiveEndpoints
{
    private const string BearerProtocol = "bearer";

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Neither is an operation of the OpenAPI document, which knows no sockets: /asyncapi.json describes them.
        routes.MapGet("/ws/notifications", OpenSocket).ExcludeFromDescription();
        routes.MapGet("/sse/notifications", OpenStream).ExcludeFromDescription();
    }

    private static async Task OpenSocket(
        Query<LiveQuery> query,
        HttpContext http,
        CallerResolver callers,
        LiveHub hub,
        LiveFeed feed,
        ClientMessages messages,
        IOptions<RealtimeOptions> options,
        TimeProvider clock)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.Headers.Upgrade = "websocket";
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }
        var (grant, refusal) = await AdmitAsync(query.Value.Token ?? TokenFromProtocol(http), http, callers, hub, options.Value);
        if (grant is null)
        {
            await refusal!.ToResult().ExecuteAsync(http);
            return;
        }
        var connection = new LiveConnection(grant, options.Value, hub.Sent);
        using var membership = await hub.JoinAsync(connection, http.RequestAborted);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            // A browser refuses a socket that echoes none of the protocols it offered.
            SubProtocol = http.WebSockets.WebSocketRequestedProtocols.Contains(BearerProtocol) ? BearerProtocol : null,
            KeepAliveInterval = TimeSpan.FromSeconds(options.Value.PingSeconds),
            KeepAliveTimeout = TimeSpan.FromSeconds(options.Value.PongTimeoutSeconds),
        });
        // They would be kept as long as the socket is open: with a token 0.8 KB, with a browser's cookies and names more.
        http.Request.Headers.Clear();
        await new SocketTransport(socket, connection, messages, options.Value, clock)
            .RunAsync(feed.ReadAsync(connection, query.Value.Since, http.RequestAborted), http.RequestAborted);
    }

    private static async Task OpenStream(
        Query<LiveQuery> query,
        HttpContext http,
        CallerResolver callers,
        LiveHub hub,
        LiveFeed feed,
        IOptions<RealtimeOptions> options,
        TimeProvider clock)
    {
        var (grant, refusal) = await AdmitAsync(query.Value.Token, http, callers, hub, options.Value);
        if (grant is null)
        {
            await (refusal == NotificationFaults.BadToken ? CallerFaults.InvalidToken : refusal!).ToResult().ExecuteAsync(http);
            return;
        }
        var since = long.TryParse(http.Request.Headers["Last-Event-ID"], out var last) ? last : query.Value.Since;
        var connection = new LiveConnection(grant, options.Value, hub.Sent);
        using var membership = await hub.JoinAsync(connection, http.RequestAborted);
        await new StreamTransport(http, connection, options.Value, clock).RunAsync(feed.ReadAsync(connection, since, http.RequestAborted));
    }

    private static async Task<(AccessGrant? Grant, Fault? Refusal)> AdmitAsync(
        string? token, HttpContext http, CallerResolver callers, LiveHub hub, RealtimeOptions options)
    {
        if (hub.IsClosed)
            return (null, NotificationFaults.ShuttingDown);
        if (!IsOwnOrigin(http.Request, options))
            return (null, NotificationFaults.ForeignOrigin);
        token ??= BearerToken.HeaderOf(http.Request);
        if (token is null)
            return (null, NotificationFaults.BadToken);
        var resolved = await callers.ResolveAsync(token, http.RequestAborted);
        return resolved.Succeeded(out var grant, out _) ? (grant, null) : (null, NotificationFaults.BadToken);
    }

    // Browsers send an Origin and let any page open a socket to anywhere; other clients send none and may come.
    private static bool IsOwnOrigin(HttpRequest request, RealtimeOptions options) =>
        request.Headers.Origin.ToString() is not { Length: > 0 } origin
        || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase))
        || options.ParseAllowedOrigins().Contains(origin);

    // "bearer, <token>": the way for a browser, whose sockets take no headers, to keep the token out of the URL.
    private static string? TokenFromProtocol(HttpContext http) =>
        http.WebSockets.WebSocketRequestedProtocols is [BearerProtocol, var token] ? token : null;
}

/// <summary>How a live connection is asked for.</summary>
internal sealed record LiveQuery
{
    /// <summary>The access token, for clients that can send it in no better place.</summary>
    [Secret]
    public string? Token { get; init; }

    /// <summary>The last notification the client knows: those after it are sent first.</summary>
    public long? Since { get; init; }
}
