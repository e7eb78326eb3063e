using System.Diagnostics;
using Linnet.Bench.Data;
using Linnet.Bench.Load;
using Linnet.Bench.Report;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Rows;

/// <summary>P7: a timeline that is read for the first time since the server started, one reader after the other.</summary>
internal static class ColdReads
{
    private const int ReadersEachRound = 500;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Workbench bench, CancellationToken cancellation)
    {
        await using var linnet = await bench.StartLinnetAsync(DataSet.M, cancellation);
        var readers = await linnet.LogInAsync(linnet.Set.Readers.Take((bench.WarmUps + bench.Rounds) * ReadersEachRound), cancellation);
        var rounds = await bench.AlternateAsync(
            round => TimeAsync(linnet, readers.Skip((bench.WarmUps + round - 1) * ReadersEachRound).Take(ReadersEachRound), cancellation));
        await bench.CheckTimelinesAsync(linnet, readers, cancellation);
        return [new Figure("P7", "cold timeline, p99", "ms", rounds[0], Other: null, Target.AtMost(10))];
    }

    private static async Task<double> TimeAsync(RunningLinnet linnet, IEnumerable<Reader> readers, CancellationToken cancellation)
    {
        var times = new List<double>();
        foreach (var reader in readers)
        {
            var start = Stopwatch.GetTimestamp();
            await linnet.GetAsync(Reads.TimelinePath, reader.Token, cancellation);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        return Statistics.Percentile(times, 99);
    }
}
