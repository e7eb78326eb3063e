using Spectre.Console;

namespace Linnet.Commands;

/// <summary>How far a step of a long command is.</summary>
/// <param name="Step">What is being written: <c>users</c>, <c>tweets</c>.</param>
/// <param name="Done">Rows so far.</param>
/// <param name="Total">Rows to come in all; <paramref name="Done"/> reaches it at the step's end.</param>
internal readonly record struct CopyProgress(string Step, long Done, long Total)
{
    private const int RowsPerReport = 5000;

    /// <summary>Passes rows on and reports on the way, the end included. Where a command that is stopped stops.</summary>
    public static IEnumerable<T> Follow<T>(
        IEnumerable<T> rows, string step, long total, Action<CopyProgress> report, CancellationToken cancellation)
    {
        var done = 0L;
        report(new CopyProgress(step, 0, total));
        foreach (var row in rows)
        {
            yield return row;
            if (++done % RowsPerReport != 0)
                continue;
            cancellation.ThrowIfCancellationRequested();
            if (done < total)
                report(new CopyProgress(step, done, total));
        }
        report(new CopyProgress(step, total, total));
    }
}

/// <summary>Shows progress: bars on a terminal, a line for each finished step where output goes to a file.</summary>
internal static class ProgressDisplay
{
    public static Task<T> RunAsync<T>(Func<Action<CopyProgress>, Task<T>> work) =>
        Console.IsOutputRedirected ? work(PrintFinished) : RunWithBarsAsync(work);

    private static void PrintFinished(CopyProgress progress)
    {
        if (progress.Done == progress.Total)
            Console.Out.WriteLine($"{progress.Step}: {progress.Total:N0}");
    }

    private static Task<T> RunWithBarsAsync<T>(Func<Action<CopyProgress>, Task<T>> work) =>
        AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(display =>
            {
                var bars = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
                return work(progress =>
                {
                    if (!bars.TryGetValue(progress.Step, out var bar))
                        bars[progress.Step] = bar = display.AddTask(progress.Step, maxValue: Math.Max(progress.Total, 1));
                    bar.Value = progress.Total == 0 ? 1 : progress.Done;
                });
            });
}
