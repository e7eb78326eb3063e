using Linnet.Bench.Data;
using Linnet.Bench.Load;
using Linnet.Bench.Report;

namespace Linnet.Bench.Rows;

/// <summary>P6: the timeline when there are ten times the people, and when one follows fifty times as many.</summary>
internal static class Growth
{
    private const int Readers = 100;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Workbench bench, CancellationToken cancellation)
    {
        await using var small = await bench.StartLinnetAsync(DataSet.M, cancellation);
        await using var large = await bench.StartLinnetAsync(DataSet.XL, cancellation);
        var few = await small.LogInAsync(small.Set.Readers.Take(Readers), cancellation);
        var many = await large.LogInAsync(large.Set.Readers.Take(Readers), cancellation);
        var wide = await large.LogInAsync(large.Set.Wide, cancellation);
        await bench.CheckTimelinesAsync(large, many, cancellation);
        await bench.CheckTimelinesAsync(large, wide, cancellation);
        var results = await bench.AlternateAsync(
            _ => bench.LoadAsync(small.Address, Reads.Timelines(few), cancellation),
            _ => bench.LoadAsync(large.Address, Reads.Timelines(many), cancellation),
            _ => bench.LoadAsync(large.Address, Reads.Timelines(wide), cancellation));
        return
        [
            Beside("timeline page on XL", results[1], results[0]),
            Beside("timeline page on XL, 5,000 followed", results[2], results[0]),
        ];
    }

    private static Figure Beside(string work, List<WrkResult> grown, List<WrkResult> small) =>
        new("P6", work, "req/s", WrkResult.Rates(grown), new Comparison("on M", WrkResult.Rates(small)), Target.AtLeast(0.85));
}
