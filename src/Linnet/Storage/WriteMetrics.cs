using System.Diagnostics;
using System.Diagnostics.Metrics;
using Linnet.Common.Metrics;

namespace Linnet.Storage;

/// <summary>Tells how writes fare: how many wait, how long each took, how many shared a commit.</summary>
internal sealed class WriteMetrics
{
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _batch;

    public WriteMetrics(IMeterFactory meters)
    {
        _meter = meters.CreateLinnet();
        _duration = _meter.CreateHistogram<double>(
            "linnet.write.duration", "s", "From asking for a write to its durable end: the wait for the writer, the work, the commit");
        _batch = _meter.CreateHistogram<int>("linnet.write.batch_size", "{write}", "Writes that one commit carried");
    }

    /// <param name="length">Asked from time to time.</param>
    public void ObserveQueue(Func<int> length) =>
        _meter.CreateObservableGauge("linnet.write.queue_length", length, "{write}", "Writes that wait for the writer, or for a connection");

    /// <summary>Marks the start of a write. Only reads a clock while nothing listens.</summary>
    public static WriteMark Begin()
    {
        var caller = Activity.Current;
        var span = LinnetMeter.Spans.StartActivity("write");
        // The span ends on the writer's thread: it must not be taken for the caller's own.
        if (span is not null)
            Activity.Current = caller;
        return new WriteMark(Stopwatch.GetTimestamp(), span);
    }

    /// <summary>For a write whose caller went away before it began.</summary>
    public static void Abandon(WriteMark mark) => mark.Span?.Dispose();

    /// <summary>Counts commits of several writes, on an engine that has them.</summary>
    public void Committed(int writes) => _batch.Record(writes);

    /// <param name="failed">Whether the caller got an outage or a bug; an expected error is no failure.</param>
    public void End(WriteMark mark, bool failed)
    {
        if (_duration.Enabled)
            _duration.Record(Stopwatch.GetElapsedTime(mark.Began).TotalSeconds, new KeyValuePair<string, object?>("failed", failed));
        if (failed)
            mark.Span?.SetStatus(ActivityStatusCode.Error);
        mark.Span?.Dispose();
    }
}

/// <param name="Began">Of the stopwatch.</param>
/// <param name="Span">Null while nothing traces.</param>
internal readonly record struct WriteMark(long Began, Activity? Span);
