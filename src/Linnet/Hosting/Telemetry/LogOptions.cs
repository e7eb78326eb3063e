using System.ComponentModel.DataAnnotations;

namespace Linnet.Hosting.Telemetry;

/// <summary>Which requests are logged, and the format of the log. Section <c>Log</c>; levels are the framework's, in <c>Logging</c>.</summary>
internal sealed class LogOptions
{
    /// <summary>
    /// Which requests are logged. Not all by default: a read takes about 15 µs, and a line adds its formatting and a system call,
    /// mostly to say that all is well. Metrics say that at almost no cost.
    /// </summary>
    public RequestLines Requests { get; set; } = RequestLines.Notable;

    /// <summary>The duration in milliseconds from which a request is notable. Excludes live connections, which last long.</summary>
    [Range(1, 3_600_000)]
    public int SlowMilliseconds { get; set; } = 1_000;

    public LineFormat Format { get; set; } = LineFormat.Text;
}

internal enum RequestLines
{
    None,

    /// <summary>Slow requests, and requests that failed with a server error (5xx).</summary>
    Notable,

    All,
}

internal enum LineFormat
{
    Text,

    /// <summary>One object per line, with each value as a member of <c>State</c>.</summary>
    Json,
}
