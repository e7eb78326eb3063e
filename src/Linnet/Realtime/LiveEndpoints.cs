using Linnet.Common;
using Linnet.Http.Errors;
using Linnet.Http.Input;
using Linnet.Http.RateLimits;
using Microsoft.Extensions.Options;

namespace Linnet.Realtime;

internal static class LiveEndpoints
{
    public const string SocketPath = "/ws/notifications";

    private const string BearerProtocol = "bearer";

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Neither is an operation of the OpenAPI document, which knows no sockets: /asyncapi.json describes them.
        routes.MapGet(SocketPath, OpenSocket).LimitRate(LimitedAction.Open).ExcludeFromDescription();
        routes.MapGet("/sse/notifications", OpenStream).LimitRate(LimitedAction.Open).ExcludeFromDescription();
    }

    private static async Task OpenSocket(
        Query<LiveQuery> query,
        HttpContext http,
        LiveAdmission admission,
        LiveHub hub,
        LiveFeed feed,
        ClientMessages messages,
        LiveLimits limits,
        IOptions<RealtimeOptions> options,
        TimeProvider clock)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.Headers.Upgrade = "websocket";
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }
        if (!(await admission.AdmitAsync(query.Value, TokenFromProtocol(http), http)).Succeeded(out var grant, out var refusal))
        {
            // Before an upgrade there is one status for all that is wrong with a token; the code says which.
            var status = refusal.Kind is ErrorKind.Unavailable or ErrorKind.TooMany ? refusal : refusal with { Kind = ErrorKind.Forbidden };
            await status.ToResult().ExecuteAsync(http);
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
        await new SocketTransport(socket, connection, messages, limits, options.Value, clock)
            .RunAsync(feed.ReadAsync(connection, query.Value.Since, http.RequestAborted), http.RequestAborted);
    }

    private static async Task OpenStream(
        Query<LiveQuery> query,
        HttpContext http,
        LiveAdmission admission,
        LiveHub hub,
        LiveFeed feed,
        IOptions<RealtimeOptions> options,
        TimeProvider clock)
    {
        if (!(await admission.AdmitAsync(query.Value, tokenFromProtocol: null, http)).Succeeded(out var grant, out var refusal))
        {
            await refusal.ToResult().ExecuteAsync(http);
            return;
        }
        var since = long.TryParse(http.Request.Headers["Last-Event-ID"], out var last) ? last : query.Value.Since;
        StreamTransport.WriteHead(http.Response);
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        var connection = new LiveConnection(grant, options.Value, hub.Sent);
        using var membership = await hub.JoinAsync(connection, http.RequestAborted);
        await new StreamTransport(http, connection, options.Value, clock).RunAsync(feed.ReadAsync(connection, since, http.RequestAborted));
    }

    // "bearer, <token>": the way for a browser, whose sockets take no headers, to keep the token out of the URL.
    private static string? TokenFromProtocol(HttpContext http) =>
        http.WebSockets.WebSocketRequestedProtocols is [BearerProtocol, var token] ? token : null;
}

/// <summary>The parameters of a live connection.</summary>
internal sealed record LiveQuery
{
    /// <summary>The access token, for clients that can send it in no better place.</summary>
    [Secret]
    public string? Token { get; init; }

    /// <summary>From <c>POST /ws/ticket</c>: good for this one connection.</summary>
    [Secret]
    public string? Ticket { get; init; }

    /// <summary>The last notification the client knows: those after it are sent first.</summary>
    public long? Since { get; init; }
}
