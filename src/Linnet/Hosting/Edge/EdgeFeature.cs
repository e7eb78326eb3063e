using Linnet.Hosting.Edge.Connections;
using Linnet.Http;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Linnet.Hosting.Edge;

/// <summary>The middleware that runs before routing. What is not configured is not added and costs nothing.</summary>
internal static class EdgeFeature
{
    private const int MaxBodyBytes = 64 * 1024;

    public static void AddEdge(this IServiceCollection services)
    {
        services.AddCors();
        services.AddConnectionBounds();
        services.AddOptions<HostFilteringOptions>()
            .Configure<IOptions<EdgeOptions>>((filter, edge) => HostNames.Configure(filter, edge.Value.AllowedHosts));
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<EdgeOptions>>((kestrel, edge) => Bound(kestrel, edge.Value));
    }

    public static void UseEdge(this IApplicationBuilder app)
    {
        var edge = app.ApplicationServices.GetRequiredService<IOptions<EdgeOptions>>().Value;
        ProxyList.Parse(edge.TrustedProxies).Use(app, edge.TrustForwardedHost);
        if (edge.HstsSeconds > 0)
            UseHsts(app, $"max-age={edge.HstsSeconds}");
        HostNames.Use(app, edge.AllowedHosts);
        CrossOrigin.Use(app, app.ApplicationServices.GetRequiredService<IOptions<OriginOptions>>().Value.AllowedOrigins);
    }

    /// <summary>Register after authentication and before the endpoints.</summary>
    public static void UseCompression(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<EdgeOptions>>().Value.Compress is not CompressFor.None)
            app.UseMiddleware<Compression>();
    }

    // Runs after the forwarded headers have set the scheme. Browsers ignore the header over http.
    private static void UseHsts(IApplicationBuilder app, string policy) => app.Use(next => context =>
    {
        if (context.Request.IsHttps)
            context.Response.Headers.StrictTransportSecurity = policy;
        return next(context);
    });

    private static void Bound(KestrelServerOptions kestrel, EdgeOptions edge)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(edge.HeaderTimeoutSeconds);
        kestrel.Limits.MinRequestBodyDataRate = new(edge.MinBodyBytesPerSecond, TimeSpan.FromSeconds(edge.BodyGraceSeconds));
    }
}
