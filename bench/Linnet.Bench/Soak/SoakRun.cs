using Linnet.Bench.Data;
using Linnet.Bench.Load;
using Linnet.Bench.Rows;

namespace Linnet.Bench.Soak;

/// <summary>The mix of P8 for a long time, with a look at the server after each round of it.</summary>
internal static class SoakRun
{
    public static async Task<SoakResult> MeasureAsync(Workbench bench, CancellationToken cancellation)
    {
        await using var linnet = await bench.StartLinnetAsync(DataSet.M, cancellation);
        var people = await Mix.LogInPeopleAsync(linnet, cancellation);
        var acts = new Acts(linnet);
        var samples = new List<SoakSample>();
        Console.WriteLine(SoakSample.Head);
        for (var round = 1; round <= bench.Rounds; round++)
        {
            var load = await bench.TryLoadAsync(linnet.Address, Mix.Make(linnet, people, acts, round), cancellation);
            var sample = new SoakSample(
                bench.RoundLength * round,
                linnet.Process.ReadMemory("VmRSS"),
                load.Rate,
                load.P50 / 1_000.0,
                load.P99 / 1_000.0,
                load.Refused + load.Failed);
            Console.WriteLine(sample);
            samples.Add(sample);
        }
        await bench.CheckTimelinesAsync(linnet, people, cancellation);
        return new SoakResult(samples, bench.AnswersChecked);
    }
}
