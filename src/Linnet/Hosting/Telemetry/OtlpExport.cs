using Linnet.Common.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Linnet.Hosting.Telemetry;

/// <summary>Sends metrics and spans to an OpenTelemetry collector, if one is named in the environment.</summary>
/// <remarks>
/// The environment is OpenTelemetry's own (<c>OTEL_…</c>, https://opentelemetry.io/docs/specs/otel/protocol/exporter/) and
/// is read by its SDK: headers, protocol, sampling, intervals. Settings of ours beside it would be a second way to say the
/// same. ASP.NET Core's own instrumentation package is not used: the framework has the meters and the span already, and
/// the package would add URLs with their queries to it.
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

    /// <summary>Sends what is left; a collector that does not answer delays the end by a few seconds at most.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        _watch?.Dispose();
    }
}
