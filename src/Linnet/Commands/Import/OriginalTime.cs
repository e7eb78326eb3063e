using System.Globalization;
using System.Text.RegularExpressions;
using Linnet.Common;

namespace Linnet.Commands.Import;

/// <summary>
/// Parses the original's times: text in UTC without a zone (<c>2024-01-31 12:34:56.123456</c>), or another form found in
/// databases: ISO 8601 with any number of decimals or none, with a zone, without seconds or a time of day, or a number of
/// seconds, milliseconds, microseconds or nanoseconds since 1970.
/// </summary>
internal sealed partial class OriginalTime(Timestamp start, ImportNotes notes)
{
    // A number's size reveals its unit: each limit is the year 5138 in the smaller unit, or March 1973 in the larger.
    private const double MaxSeconds = 1e11;
    private const double MaxMilliseconds = 1e14;
    private const double MaxMicroseconds = 1e17;
    private const int MicrosecondDigits = 6;

    private Timestamp? _last;

    /// <param name="stored">The stored value: <see cref="OriginalColumns.GetStored"/>.</param>
    public static bool TryParse(object? stored, out Timestamp time)
    {
        time = default;
        return stored switch
        {
            long number => TryCount(number, out time),
            double number => TryCount(number, out time),
            string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => TryCount(number, out time),
            string text => TryReadText(text, out time),
            _ => false,
        };
    }

    /// <summary>
    /// The time of a row. A row without a readable time gets the time of the previous row: ids grow with time, so that is the
    /// closest guess. A future time becomes the time of the import; otherwise the row would stay on top of every list.
    /// </summary>
    public Timestamp Read(object? stored)
    {
        if (!TryParse(stored, out var time))
        {
            notes.Count("rows had no readable time and got the time of the previous row");
            return _last ?? start;
        }
        if (time <= start)
        {
            _last = time;
            return time;
        }
        notes.Count("rows had a time in the future and got the time of the import");
        return start;
    }

    /// <summary>The time of a row's last change, limited to the range from its creation to now.</summary>
    public Timestamp ReadChange(object? stored, Timestamp createdAt) =>
        TryParse(stored, out var time) && time > createdAt && time <= start ? time : createdAt;

    private static bool TryCount(double number, out Timestamp time)
    {
        time = default;
        if (!double.IsFinite(number) || Math.Abs(number) >= MaxSeconds)
            return double.IsFinite(number) && Math.Abs(number) < long.MaxValue && TryCount((long)number, out time);
        time = new((long)Math.Round(number * TimeSpan.MicrosecondsPerSecond));
        return true;
    }

    private static bool TryCount(long number, out Timestamp time)
    {
        time = new(Math.Abs((double)number) switch
        {
            < MaxSeconds => number * TimeSpan.MicrosecondsPerSecond,
            < MaxMilliseconds => number * TimeSpan.MicrosecondsPerMillisecond,
            < MaxMicroseconds => number,
            _ => number / TimeSpan.NanosecondsPerTick / TimeSpan.TicksPerMicrosecond,
        });
        return true;
    }

    private static bool TryReadText(string text, out Timestamp time)
    {
        time = default;
        var parts = Form().Match(text);
        if (!parts.Success)
            return false;
        var zone = parts.Groups["zone"].Value;
        var hours = zone is "" || char.IsAsciiLetter(zone[0]) ? "+00" : zone[..3];
        var minutes = zone.Length > 4 ? zone[^2..] : "00";
        var clock = parts.Groups["clock"] is { Success: true } set ? set.Value : "00:00";
        var seconds = parts.Groups["seconds"] is { Success: true } exact ? exact.Value : "00";
        var complete = $"{parts.Groups["date"].Value} {clock}:{seconds} {hours}:{minutes}";
        if (!DateTimeOffset.TryParseExact(complete, "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
            return false;
        var decimals = parts.Groups["decimals"].Value.PadRight(MicrosecondDigits, '0')[..MicrosecondDigits];
        time = Timestamp.From(moment) + TimeSpan.FromMicroseconds(int.Parse(decimals, CultureInfo.InvariantCulture));
        return true;
    }

    [GeneratedRegex(
        """
        ^\s* (?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})
        (?: (?:\ +|[Tt]) (?<clock>[0-9]{2}:[0-9]{2}) (?: :(?<seconds>[0-9]{2}) (?: [.,](?<decimals>[0-9]+) )? )?
            \s* (?<zone> [Zz] | UTC | GMT | [+-][0-9]{2}(?::?[0-9]{2})? )? )?
        \s*$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
