using Linnet.Bench.Data;
using Linnet.Bench.Report;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Rows;

/// <summary>P12 and P13: what it takes to have Linnet run, and how soon it does.</summary>
internal static class Footprint
{
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Figure>> MemoryAsync(Workbench bench, CancellationToken cancellation)
    {
        var idle = new List<double>();
        for (var round = 0; round < bench.Rounds; round++)
        {
            await using var linnet = await bench.StartLinnetAsync(DataSet.M, cancellation);
            // The first start on a database makes the signing key, for which it loads OpenSSL, 5 MB; all later ones do not.
            await linnet.RestartAsync(bench.Linnet, cancellation);
            await Task.Delay(SettlingTime, cancellation);
            idle.Add(linnet.Process.ReadMemory("VmRSS"));
        }
        var highest = await MixOnXLAsync(bench, cancellation);
        return
        [
            new Figure("P12", "resident memory, idle after the start", "MB", idle, Other: null, Target.AtMost(90)),
            new Figure("P12", "resident memory, highest under P8 on XL", "MB", [highest], Other: null, Target.AtMost(400)),
        ];
    }

    public static async Task<IReadOnlyList<Figure>> StartAsync(Workbench bench, CancellationToken cancellation)
    {
        var database = await bench.CopyAsync(DataSet.M, cancellation);
        var built = await LinnetProgram.BuildAsync(bench.DataFolder, cancellation);
        var results = await bench.AlternateAsync(
            _ => TimeAsync(bench.Linnet, database, cancellation),
            _ => TimeAsync(built, database, cancellation));
        return
        [
            new Figure("P13", "start to the first /health, published", "s", results[0], Other: null, Target.AtMost(0.4)),
            new Figure("P13", "start to the first /health, only built", "s", results[1], Other: null, Target.AtMost(1)),
        ];
    }

    private static async Task<double> MixOnXLAsync(Workbench bench, CancellationToken cancellation)
    {
        await using var linnet = await bench.StartLinnetAsync(DataSet.XL, cancellation);
        var people = await Mix.LogInPeopleAsync(linnet, cancellation);
        var acts = new Load.Acts(linnet);
        for (var round = 0; round < bench.Rounds; round++)
            await bench.LoadAsync(linnet.Address, Mix.Make(linnet, people, acts, round), cancellation);
        return linnet.Process.ReadMemory("VmHWM");
    }

    private static async Task<double> TimeAsync(LinnetProgram linnet, string database, CancellationToken cancellation)
    {
        await using var process = await linnet.StartAsync(database, cancellation);
        return process.StartTime.TotalSeconds;
    }
}
