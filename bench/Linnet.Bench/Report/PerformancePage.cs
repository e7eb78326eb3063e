using Linnet.Bench.Servers;
using Linnet.Bench.Soak;

namespace Linnet.Bench.Report;

/// <summary>Puts what was measured into <c>docs/performance.md</c>, between its markers, and draws the chart beside it.</summary>
internal static class PerformancePage
{
    private static readonly string Docs = Path.Combine(LinnetProgram.Repository, "docs");

    public static async Task WriteAsync(Run run, CancellationToken cancellation)
    {
        await ReplaceAsync("figures", Describe(run), cancellation);
        await File.WriteAllTextAsync(Path.Combine(Docs, "performance.svg"), BarChart.Draw(run.Figures), cancellation);
    }

    public static Task WriteAsync(string machine, SoakResult soak, CancellationToken cancellation) =>
        ReplaceAsync("soak", $"{machine}.\n\n{soak.ToMarkdown()}", cancellation);

    /// <summary>Puts text in the place of what stands between two markers.</summary>
    private static async Task ReplaceAsync(string name, string written, CancellationToken cancellation)
    {
        var page = Path.Combine(Docs, "performance.md");
        var text = await File.ReadAllTextAsync(page, cancellation);
        var (beginMark, endMark) = ($"<!-- {name}: begin -->", $"<!-- {name}: end -->");
        var begin = text.IndexOf(beginMark, StringComparison.Ordinal);
        var end = text.IndexOf(endMark, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new BenchException($"{page} has no markers '{name}' to write between.");
        await File.WriteAllTextAsync(page, $"{text[..(begin + beginMark.Length)]}\n{written}\n{text[end..]}", cancellation);
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
