using System.Diagnostics.Tracing;

namespace Linnet.Hosting.Telemetry;

/// <summary>Logs when the collector becomes unreachable and when it recovers: once each, not for every batch.</summary>
/// <remarks>The SDK reports failures only to an event source, which nothing reads by default.</remarks>
internal sealed partial class ExportWatch(ILogger<ExportWatch> logger) : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";
    private const string Success = "ExportSuccess";

    private int _isFailing;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name is Exporter)
            EnableEvents(eventSource, EventLevel.Verbose);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName is Success)
        {
            if (Interlocked.Exchange(ref _isFailing, 0) is 1)
                Log.Recovered(logger);
        }
        else if (eventData.Level is EventLevel.Error or EventLevel.Critical && Interlocked.Exchange(ref _isFailing, 1) is 0)
        {
            Log.Failed(logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(8006, LogLevel.Warning, "Metrics and traces cannot be sent to the collector in OTEL_EXPORTER_OTLP_…; this is logged once until they can")]
        public static partial void Failed(ILogger logger);

        [LoggerMessage(8007, LogLevel.Information, "Metrics and traces are being sent again")]
        public static partial void Recovered(ILogger logger);
    }
}
