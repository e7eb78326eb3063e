using System.ComponentModel.DataAnnotations;

namespace Linnet.Hosting.Telemetry;

/// <summary>What is logged of requests, and how lines look. Section <c>Log</c>; levels are the framework's, in <c>Logging</c>.</summary>
internal sealed class LogOptions
{
    /// <summary>
    /// Which requests get a line. Not all by default: a read takes some 15 µs, to which a line adds its formatting and a
    /// system call, mostly to say that all is well. Metrics say that for nearly nothing.
    /// </summary>
    public RequestLines Requests { get; set; } = RequestLines.Notable;

    /// <summary>From how many milliseconds on a request is notable. Live connections last long and are not meant.</summary>
    [Range(1, 3_600_000)]
    public int SlowMilliseconds { get; set; } = 1_000;

    public LineFormat Format { get; set; } = LineFormat.Text;
}

internal enum RequestLines
{
    None,

    /// <summary>Those that were slow, and those that failed by an error of the server's (5xx).</summary>
    Notable,

    All,
}

internal enum LineFormat
{
    Text,

    /// <summary>An object a line, with each value as a member of <c>State</c>.</summary>
    Json,
}
