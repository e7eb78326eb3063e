using Linnet.Bench.Servers;

namespace Linnet.Bench.Report;

/// <summary>Puts a run's figures into <c>docs/performance.md</c>, between its markers, and draws the chart beside it.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- figures: begin -->";
    private const string End = "<!-- figures: end -->";

    public static async Task WriteAsync(Run run, CancellationToken cancellation)
    {
        var docs = Path.Combine(LinnetProgram.Repository, "docs");
        var page = Path.Combine(docs, "performance.md");
        var text = await File.ReadAllTextAsync(page, cancellation);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new BenchException($"{page} has no markers to write between.");
        await File.WriteAllTextAsync(page, $"{text[..(begin + Begin.Length)]}\n{Describe(run)}\n{text[end..]}", cancellation);
        await File.WriteAllTextAsync(Path.Combine(docs, "performance.svg"), BarChart.Draw(run.Figures), cancellation);
    }

    private static string Describe(Run run) => $"""

        {run.Machine}.

        Rounds: {run.Rounds} of {run.RoundLength.TotalSeconds:0} seconds a side, {Load.Wrk.Connections} connections; medians, and in brackets the
        lowest and the highest round. {run.AnswersChecked} answers were held against the database.

        ![Each figure as a share of its target](performance.svg)

        {FigureTable.ToMarkdown(run.Figures)}
        """;
}

/// <summary>What was measured, and how.</summary>
internal sealed record Run(string Machine, int Rounds, TimeSpan RoundLength, int AnswersChecked, IReadOnlyList<Figure> Figures);
