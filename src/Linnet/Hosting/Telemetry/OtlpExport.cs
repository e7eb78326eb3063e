using Linnet.Common.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Linnet.Hosting.Telemetry;

/// <summary>Sends metrics and spans to an OpenTelemetry collector, if the environment names one.</summary>
/// <remarks>
/// The SDK reads OpenTelemetry's own environment variables (<c>OTEL_…</c>,
/// https://opentelemetry.io/docs/specs/otel/protocol/exporter/): headers, protocol, sampling, intervals. Settings of ours would
/// only duplicate them. ASP.NET Core's instrumentation package is not used: the framework already has the meters and the span,
/// and the package would add URLs with their queries.
/// </remarks>
internal sealed class OtlpExport(ILogger<ExportWatch> logger) : IHostedService, IDisposable
{
    private static readonly string[] Endpoints =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    private ExportWatch? _watch;
    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public static bool IsConfigured => Endpoints.Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 });

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _watch = new ExportWatch(logger);
        _metrics = TelemetrySources.Metrics().AddOtlpExporter().Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(TelemetrySources.Resource())
            .AddSource(LinnetMeter.Name, "Microsoft.AspNetCore")
            .AddOtlpExporter()
            .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what is left. A collector that does not respond delays the shutdown by at most a few seconds.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        _watch?.Dispose();
    }
}
