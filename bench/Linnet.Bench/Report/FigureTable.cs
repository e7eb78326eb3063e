using System.Text;

namespace Linnet.Bench.Report;

/// <summary>Figures as people read them.</summary>
internal static class FigureTable
{
    public static string ToMarkdown(IReadOnlyList<Figure> figures)
    {
        var table = new StringBuilder();
        table.AppendLine("| id | work | Linnet | beside it | ratio | target | |");
        table.AppendLine("|---|---|---|---|---|---|---|");
        foreach (var figure in figures)
            table.AppendLine(ToRow(figure));
        return table.ToString();
    }

    public static string ToLine(Figure figure) =>
        $"{figure.Id,-4} {figure.Work,-44} {Spread(figure.Linnet, figure.Unit),-34} {Result(figure),8} {TargetText(figure),10}  {Verdict(figure)}";

    /// <summary>The value that the target speaks of.</summary>
    public static string Result(Figure figure) => figure.Other is null ? $"{Number(figure.Value)} {figure.Unit}" : $"{Number(figure.Value)}×";

    public static string TargetText(Figure figure) =>
        $"{(figure.Target.IsFloor ? "≥" : "≤")} {figure.Target.Bound}{(figure.Other is null ? $" {figure.Unit}" : "×")}";

    private static string ToRow(Figure figure) =>
        $"| {figure.Id} | {figure.Work} | {Spread(figure.Linnet, figure.Unit)} | {Beside(figure)} "
        + $"| {(figure.Other is null ? "" : Result(figure))} | {TargetText(figure)} | {Verdict(figure)} |";

    private static string Beside(Figure figure) =>
        figure.Other is { } other ? $"{other.Name}: {Spread(other.Values, figure.Unit)}" : "";

    private static string Verdict(Figure figure) => figure.IsMet ? "met" : "**missed**";

    private static string Spread(IReadOnlyList<double> values, string unit) =>
        $"{Number(Statistics.Median(values))} {unit} ({Number(values.Min())}–{Number(values.Max())})";

    private static string Number(double value) => value switch
    {
        >= 100 => value.ToString("#,0"),
        >= 10 => value.ToString("0.0"),
        _ => value.ToString("0.00"),
    };
}
