using System.Globalization;
using Linnet.Common.Caching;

namespace Linnet.Storage.Postgres;

/// <summary>Which transactions had ended at a moment: <c>pg_current_snapshot()</c>, as text <c>xmin:xmax:xip,xip,…</c>.</summary>
/// <param name="Start">All below had ended.</param>
/// <param name="End">None from here on had.</param>
/// <param name="Unfinished">Those in between that had not; few.</param>
internal sealed record PostgresSnapshot(long Start, long End, long[] Unfinished)
{
    // lang=sql
    public const string Select = "select pg_current_snapshot()::text";

    public static PostgresSnapshot Parse(string text)
    {
        var parts = text.Split(':');
        var unfinished = parts[2].Split(',', StringSplitOptions.RemoveEmptyEntries);
        return new PostgresSnapshot(Id(parts[0]), Id(parts[1]), Array.ConvertAll(unfinished, Id));
    }

    public Snapshot ToSnapshot() => new(End, Unfinished.Length == 0 ? null : Unfinished);

    private static long Id(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
