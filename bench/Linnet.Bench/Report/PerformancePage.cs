using Linnet.Bench.Soak;

namespace Linnet.Bench.Report;

/// <summary>Puts what was measured into <c>docs/performance.md</c>, between its markers, and draws the chart beside it.</summary>
internal static class PerformancePage
{
    public static async Task WriteAsync(Run run, CancellationToken cancellation)
    {
        await DocsPage.ReplaceAsync("performance.md", "figures", Describe(run), cancellation);
        await File.WriteAllTextAsync(Path.Combine(DocsPage.Folder, "performance.svg"), BarChart.Draw(run.Figures), cancellation);
    }

    public static Task WriteAsync(string machine, SoakResult soak, CancellationToken cancellation) =>
        DocsPage.ReplaceAsync("performance.md", "soak", $"{machine}.\n\n{soak.ToMarkdown()}", cancellation);

    private static string Describe(Run run) => $"""

        {run.Machine}.

        Rounds: {run.Rounds} of {run.RoundLength.TotalSeconds:0} seconds a side, {Load.Wrk.Connections} connections; medians, and in brackets the
        lowest and the highest round. {run.AnswersChecked} answers were compared with the database.

        ![Each figure as a share of its target](performance.svg)

        {FigureTable.ToMarkdown(run.Figures)}
        """;
}

/// <summary>What was measured, and how.</summary>
internal sealed record Run(string Machine, int Rounds, TimeSpan RoundLength, int AnswersChecked, IReadOnlyList<Figure> Figures);
