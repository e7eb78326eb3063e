using System.Globalization;
using Linnet.Common;

namespace Linnet.Commands.Import;

/// <summary>The original's times: UTC without saying so, <c>2024-01-31 12:34:56.123456</c>, with or without decimals, or with <c>T</c>.</summary>
internal sealed class OriginalTime(Timestamp start, ImportNotes notes)
{
    private static readonly string[] Forms = ["yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private Timestamp _last = start;

    public static bool TryParse(string? text, out Timestamp time)
    {
        var isTime = DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment);
        time = isTime ? Timestamp.From(moment) : default;
        return isTime;
    }

    /// <summary>
    /// The time of a row, or for one without a readable time that of the row before it: ids grow with time, so that is the
    /// nearest guess.
    /// </summary>
    public Timestamp Read(string? text)
    {
        if (TryParse(text, out var time))
            return _last = time;
        notes.Count("rows had no readable time and were given that of the row before");
        return _last;
    }
}
