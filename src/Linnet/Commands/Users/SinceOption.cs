using System.Globalization;
using Linnet.Common;

namespace Linnet.Commands.Users;

/// <summary>Parses a past moment as an operator writes it: <c>2026-01-31</c>, the same with a time, or an age: <c>7d</c>, <c>12h</c>, <c>30m</c>.</summary>
internal static class SinceOption
{
    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <exception cref="OperatorException">The text has none of these forms.</exception>
    public static Timestamp Parse(string text, TimeProvider clock)
    {
        if (text is [.. var digits, 'd' or 'h' or 'm'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return Timestamp.Now(clock) + -(text[^1] switch { 'd' => TimeSpan.FromDays(count), 'h' => TimeSpan.FromHours(count), _ => TimeSpan.FromMinutes(count) });
        return DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, Utc, out var moment)
            ? Timestamp.From(moment)
            : throw new OperatorException(ExitCode.Usage, $"--since is '{TerminalSafeText.Clean(text)}'; write a date such as 2026-01-31, or how long ago: 7d, 12h, 30m.");
    }
}
