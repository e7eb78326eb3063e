using Dapper;
using Linnet.Bench.Data;
using Linnet.Bench.Report;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Rows;

/// <summary>P15: the timeline where tweets are of all kinds, read by people who hide nobody and by people who hide many.</summary>
internal static class Everything
{
    // Being blocked counts: it too has the server look at each tweet's author.
    // lang=sql
    private const string SelectApart = """
        select blocker_id from blocks union select blocked_id from blocks union select muter_id from mutes
        """;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Workbench bench, CancellationToken cancellation)
    {
        await using var linnet = await bench.StartLinnetAsync(DataSet.World, cancellation);
        return
        [
            await Reads.TimelineAsync(
                bench, linnet, FindOthers(linnet), ("P15", "timeline page with everything, who hides nobody", 0.85), cancellation),
            await Reads.TimelineAsync(
                bench, linnet, linnet.Set.Hiding, ("P15", "timeline page with everything, who hides many", 0.75), cancellation),
        ];
    }

    private static IEnumerable<long> FindOthers(RunningLinnet linnet)
    {
        using var connection = linnet.Database.Open();
        return linnet.Set.Readers.Except(connection.Query<long>(SelectApart).AsList());
    }
}
