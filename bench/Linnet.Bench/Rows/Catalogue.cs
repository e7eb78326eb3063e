using Linnet.Bench.Report;

namespace Linnet.Bench.Rows;

/// <summary>All rows, in the order of the table.</summary>
internal static class Catalogue
{
    private static readonly Row[] All =
    [
        new("P1", Reads.TimelineAsync),
        new("P2", Reads.SingleAsync),
        new("P3", Reads.ListsAsync),
        new("P4", Writes.PostsAsync),
        new("P4", Writes.TaggedPostsAsync),
        new("P5", Writes.LikesAndFollowsAsync),
        new("P6", Growth.MeasureAsync),
        new("P7", ColdReads.MeasureAsync),
        new("P8", Mix.MeasureAsync),
        new("P9", LogIns.MeasureAsync),
        new("P10", FanOut.MeasureAsync),
        new("P11", IdleSockets.MeasureAsync),
        new("P12", Footprint.MemoryAsync),
        new("P13", Footprint.StartAsync),
        new("P14", OnPostgres.MeasureAsync),
        new("P15", Everything.MeasureAsync),
        new("P19", Threads.MeasureAsync),
    ];

    /// <summary>Measures row after row; one that fails says why, and the rest goes on.</summary>
    /// <param name="ids">Null for all.</param>
    public static async Task<Outcome> RunAsync(Workbench bench, IReadOnlyList<string>? ids, CancellationToken cancellation)
    {
        var unknown = ids?.Where(id => !All.Any(row => row.Id == id)).ToList();
        if (unknown is { Count: > 0 })
            throw new BenchException($"There is no row {string.Join(", ", unknown)}.");
        var figures = new List<Figure>();
        var succeeded = true;
        foreach (var row in All.Where(row => ids is null || ids.Contains(row.Id)))
        {
            try
            {
                foreach (var figure in await row.MeasureAsync(bench, cancellation))
                {
                    Console.WriteLine(FigureTable.ToLine(figure));
                    figures.Add(figure);
                }
            }
            catch (BenchException error)
            {
                succeeded = false;
                await Console.Error.WriteLineAsync($"{row.Id} failed: {error.Message}");
            }
        }
        return new Outcome(figures, succeeded);
    }
}

/// <param name="Succeeded">Whether every row that was asked for brought its figures.</param>
internal sealed record Outcome(IReadOnlyList<Figure> Figures, bool Succeeded);
