using System.Diagnostics.Tracing;

namespace Linnet.Hosting.Telemetry;

/// <summary>Logs that the collector does not take what is sent, and that it does again: once each, not for every batch.</summary>
/// <remarks>The SDK reports failures to an event source alone, which nothing reads by default.</remarks>
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
        [LoggerMessage(8006, LogLevel.Warning, "Metrics and traces cannot be sent to the collector that OTEL_EXPORTER_OTLP_… names; this is logged once, until they can")]
        public static partial void Failed(ILogger logger);

        [LoggerMessage(8007, LogLevel.Information, "Metrics and traces are sent again")]
        public static partial void Recovered(ILogger logger);
    }
}
