using Spectre.Console;

namespace Linnet.Commands;

/// <summary>The progress of one step of a long command.</summary>
/// <param name="Step">The table being written: <c>users</c>, <c>tweets</c>.</param>
/// <param name="Done">Rows so far.</param>
/// <param name="Total">Expected rows; <paramref name="Done"/> reaches it at the end of the step.</param>
internal readonly record struct CopyProgress(string Step, long Done, long Total)
{
    private const int RowsPerReport = 5000;

    /// <summary>Streams rows and reports progress, including the end of the step. Checks for cancellation at each report.</summary>
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

/// <summary>Shows progress: bars on a terminal, one line per finished step where output is redirected.</summary>
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
