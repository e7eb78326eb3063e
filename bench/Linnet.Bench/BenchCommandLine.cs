using System.CommandLine;
using Linnet.Bench.Report;
using Linnet.Bench.Rows;
using Linnet.Bench.Soak;

namespace Linnet.Bench;

/// <summary>The bench's own command line.</summary>
internal static class BenchCommandLine
{
    private static readonly Option<string> Rows = new("--rows") { Description = "Only these, e.g. P1,P4" };
    private static readonly Option<int> Rounds = new("--rounds") { Description = "How often each side is measured", DefaultValueFactory = _ => 5 };
    private static readonly Option<int> Seconds = new("--seconds") { Description = "How long a round lasts", DefaultValueFactory = _ => 4 };
    private static readonly Option<bool> Quick = new("--quick") { Description = "One round of two seconds: does it run at all" };
    private static readonly Option<string> Data = new("--data") { Description = "Where data sets are kept", DefaultValueFactory = _ => DefaultData };
    private static readonly Option<string?> Linnet = new("--linnet") { Description = "A published Linnet to measure in place of this source" };

    private static readonly Option<int> Minutes = new("--minutes") { Description = "How long", DefaultValueFactory = _ => FullSoakMinutes };

    // Code that runs for the first time is first compiled quickly, then watched, then compiled well. Under full load on two
    // cores that took 9 s, in which a request cost up to four times what it cost then.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    private const int FullSoakMinutes = 10;
    private static readonly TimeSpan SoakRound = TimeSpan.FromSeconds(10);

    private static string DefaultData =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "linnet-bench");

    public static ParseResult Parse(string[] args)
    {
        var command = new RootCommand("Measures Linnet beside what it is made of. A full run writes docs/performance.md; any other only prints.")
        {
            Rows, Rounds, Seconds, Quick, Data, Linnet,
        };
        command.SetAction((parsed, cancellation) => ReportAsync(() => RunAsync(Read(parsed), cancellation)));
        command.Add(MakeSoak());
        return command.Parse(args);
    }

    private static Command MakeSoak()
    {
        var soak = new Command("soak", $"P8's mix for a long time: do memory and latency stay flat? {FullSoakMinutes} minutes write docs/performance.md.")
        {
            Minutes, Data, Linnet,
        };
        soak.SetAction((parsed, cancellation) => ReportAsync(() => SoakAsync(ReadSoak(parsed), cancellation)));
        return soak;
    }

    private static BenchOptions Read(ParseResult parsed)
    {
        var isQuick = parsed.GetValue(Quick);
        return new BenchOptions(
            parsed.GetValue(Rows)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            isQuick ? 1 : parsed.GetValue(Rounds),
            TimeSpan.FromSeconds(isQuick ? 2 : parsed.GetValue(Seconds)),
            isQuick ? TimeSpan.FromSeconds(2) : WarmUp,
            Path.GetFullPath(parsed.GetValue(Data)!),
            parsed.GetValue(Linnet) is { } folder ? Path.GetFullPath(folder) : null,
            IsFull: !isQuick && parsed.GetValue(Rows) is null && parsed.GetValue(Linnet) is null);
    }

    private static BenchOptions ReadSoak(ParseResult parsed)
    {
        var minutes = parsed.GetValue(Minutes);
        return new BenchOptions(
            Rows: null,
            Math.Max(1, (int)(TimeSpan.FromMinutes(minutes) / SoakRound)),
            SoakRound,
            WarmUp: TimeSpan.Zero,
            Path.GetFullPath(parsed.GetValue(Data)!),
            parsed.GetValue(Linnet) is { } folder ? Path.GetFullPath(folder) : null,
            IsFull: minutes >= FullSoakMinutes && parsed.GetValue(Linnet) is null);
    }

    private static async Task<int> ReportAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (BenchException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }

    private static async Task<int> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        var machine = Machine.Describe();
        Console.WriteLine(machine);
        using var workbench = await Workbench.PrepareAsync(options, cancellation);
        var outcome = await Catalogue.RunAsync(workbench, options.Rows, cancellation);
        Console.WriteLine(FigureTable.ToMarkdown(outcome.Figures));
        if (options.IsFull && outcome.Succeeded)
        {
            var run = new Run(machine, options.Rounds, options.RoundLength, workbench.AnswersChecked, outcome.Figures);
            await PerformancePage.WriteAsync(run, cancellation);
        }
        return outcome.Succeeded ? 0 : 1;
    }

    private static async Task<int> SoakAsync(BenchOptions options, CancellationToken cancellation)
    {
        var machine = Machine.Describe();
        Console.WriteLine(machine);
        using var workbench = await Workbench.PrepareAsync(options, cancellation);
        var result = await SoakRun.MeasureAsync(workbench, cancellation);
        Console.WriteLine(result.ToMarkdown());
        if (options.IsFull)
            await PerformancePage.WriteAsync(machine, result, cancellation);
        return result.Succeeded ? 0 : 1;
    }
}

/// <summary>What to measure and for how long.</summary>
/// <param name="Rows">Null for all.</param>
/// <param name="Published">A folder with a published Linnet; null to publish this source.</param>
/// <param name="IsFull">Whether the figures are fit to be written down.</param>
internal sealed record BenchOptions(
    IReadOnlyList<string>? Rows, int Rounds, TimeSpan RoundLength, TimeSpan WarmUp, string DataFolder, string? Published, bool IsFull);

/// <summary>A measurement that cannot be believed: a refused request, a wrong answer, a server that does not start.</summary>
internal sealed class BenchException(string message) : Exception(message);
