using System.Diagnostics;
using Linnet.Bench.Data;
using Linnet.Bench.Load;
using Linnet.Bench.Report;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Rows;

/// <summary>P9: 64 log-ins in flight at the usual cost: as many as the cores can hash, and reads go on beside them.</summary>
internal static class LogIns
{
    private const int ReadersBeside = 20;
    private const int MostRounds = 3;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(8);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Workbench bench, CancellationToken cancellation)
    {
        await using var linnet = await bench.StartLinnetAsync(DataSet.M, cancellation, LinnetProgram.UsualBcrypt);
        var readers = await linnet.LogInAsync(linnet.Set.Readers.Take(ReadersBeside), cancellation);
        var reads = new PacedReads(linnet, readers);
        await reads.RunAsync(Window, cancellation);
        var (stormy, alone, beside, quiet) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Math.Min(bench.Rounds, MostRounds); round++)
        {
            alone.Add(await BcryptAlone.MeasureAsync(Window));
            stormy.Add(await StormAsync(linnet, () => Task.Delay(Window, cancellation), cancellation));
            quiet.Add(Statistics.Percentile(await reads.RunAsync(Window, cancellation), 99));
            await StormAsync(
                linnet,
                async () => beside.Add(Statistics.Percentile(await reads.RunAsync(Window, cancellation), 99)),
                cancellation);
        }
        return
        [
            new Figure("P9", "64 log-ins in flight", "a second", stormy, new Comparison("bcrypt alone", alone), Target.AtLeast(0.9)),
            new Figure("P9", "timeline p99 beside them", "ms", beside, new Comparison("without", quiet), Target.AtMost(3)),
        ];
    }

    /// <summary>Keeps a log-in of each member in flight while something else goes on.</summary>
    /// <returns>Log-ins a second during that time.</returns>
    private static async Task<double> StormAsync(RunningLinnet linnet, Func<Task> meanwhile, CancellationToken cancellation)
    {
        var isOver = false;
        var answered = 0;
        var start = Stopwatch.GetTimestamp();
        var members = linnet.Set.Storm.Select(KeepLoggingInAsync).ToList();
        await meanwhile();
        var rate = answered / Stopwatch.GetElapsedTime(start).TotalSeconds;
        isOver = true;
        await Task.WhenAll(members);
        return rate;

        async Task KeepLoggingInAsync(long id)
        {
            while (!Volatile.Read(ref isOver))
            {
                await linnet.LogInAsync(id, cancellation);
                Interlocked.Increment(ref answered);
            }
        }
    }
}
