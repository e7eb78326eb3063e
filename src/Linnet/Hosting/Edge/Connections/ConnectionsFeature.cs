using Linnet.Common;
using Linnet.Hosting.Probes;
using Linnet.Http.Errors;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Linnet.Hosting.Edge.Connections;

/// <summary>Limits the number of connections, and how long a connection may stay silent.</summary>
internal static class ConnectionsFeature
{
    private static readonly Error Full = new(ErrorKind.Unavailable, "server_full", "The server has as many connections as it can hold, try again later");

    public static void AddConnectionBounds(this IServiceCollection services)
    {
        services.AddSingleton<ConnectionBounds>();
        services.AddSingleton<ConnectionTable>();
        services.AddSingleton<SocketTransportFactory>();
        // Of several factories that can bind an address, Kestrel uses the last one registered.
        services.AddSingleton<IConnectionListenerFactory, BoundedTransport>();
        services.Configure<KestrelServerOptions>(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(WaitForFirstByte)));
    }

    /// <summary>On connections beyond the limit, serves probes as usual and responds to all other requests that the server is full.</summary>
    public static void UseConnectionBounds(this IApplicationBuilder app)
    {
        var table = app.ApplicationServices.GetRequiredService<ConnectionTable>();
        app.Use(next => context => table.HasExtra && context.Features.Get<ExtraConnection>() is not null ? AnswerExtra(context, next) : next(context));
    }

    private static Task AnswerExtra(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.Connection = "close";
        return HealthEndpoints.IsProbe(context.Request) ? next(context) : Full.ToResult().ExecuteAsync(context);
    }

    private static ConnectionDelegate WaitForFirstByte(ConnectionDelegate next) => async connection =>
    {
        if (connection is not BoundedConnection bounded || await bounded.WaitForInputAsync())
            await next(connection);
    };
}
