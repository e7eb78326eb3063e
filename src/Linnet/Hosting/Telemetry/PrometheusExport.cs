using System.Security.Cryptography;
using System.Text;
using Linnet.Http;
using Linnet.Http.Errors;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace Linnet.Hosting.Telemetry;

/// <summary>Serves <c>/metrics</c> in Prometheus' format, at a separate address or to clients with the token, if it is configured.</summary>
/// <remarks>A separate address is a separate server: it serves nothing else, and the main server's settings do not apply to it.</remarks>
internal sealed class PrometheusExport(IOptions<MetricsOptions> options, ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private const string Path = "/metrics";

    private readonly MeterProvider _metrics = TelemetrySources.Metrics().AddPrometheusExporter().Build();
    private WebApplication? _own;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Url is "")
            return;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(options.Value.Url).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton(loggers);
        _own = builder.Build();
        AddTo(_own);
        await _own.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _own?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
            await _own.DisposeAsync();
        _metrics.Dispose();
    }

    /// <summary>Register before authentication: a collector has no account.</summary>
    public static void Use(IApplicationBuilder app) => app.ApplicationServices.GetRequiredService<PrometheusExport>().AddTo(app);

    private void AddTo(IApplicationBuilder app)
    {
        var token = options.Value.Token;
        app.UseOpenTelemetryPrometheusScrapingEndpoint(
            _metrics,
            predicate: context => context.Request.Path == Path && HeadRequests.IsReading(context.Request.Method),
            path: null,
            configureBranchedPipeline: branch => branch.Use(answer => context => IsAllowed(context.Request, token)
                ? answer(context)
                : CallerErrors.NotAuthenticated.ToResult().ExecuteAsync(context)),
            optionsName: null);
    }

    private static bool IsAllowed(HttpRequest request, string token) =>
        token is ""
        || CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {token}"));
}
