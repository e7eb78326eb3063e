using System.Globalization;

namespace Linnet.Jobs;

/// <summary>The key of a job that is about one row, or about two.</summary>
internal static class IdKey
{
    public static string Of(long id) => id.ToString(CultureInfo.InvariantCulture);

    public static string Of(long one, long other) => string.Create(CultureInfo.InvariantCulture, $"{one}:{other}");

    public static long ToId(string key) => long.Parse(key, CultureInfo.InvariantCulture);

    public static (long One, long Other) ToIds(string key) => key.Split(':') is [var one, var other]
        ? (ToId(one), ToId(other))
        : throw new FormatException($"{key} is not two ids");
}
