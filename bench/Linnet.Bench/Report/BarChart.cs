using System.Net;
using System.Text;

namespace Linnet.Bench.Report;

/// <summary>One bar a figure, as long as its share of the target; a line stands where targets are just met.</summary>
internal static class BarChart
{
    private const int Width = 920;
    private const int LabelWidth = 360;
    private const int ValueWidth = 190;
    private const int RowHeight = 26;
    private const int Top = 34;

    /// <summary>What is better by more than this is drawn as long: one great success would make all else small.</summary>
    private const double LongestShare = 2;

    private const int ShareWidth = (int)((Width - LabelWidth - ValueWidth) / LongestShare);
    private const int TargetLine = LabelWidth + ShareWidth;

    public static string Draw(IReadOnlyList<Figure> figures)
    {
        var height = Top + (figures.Count * RowHeight) + 10;
        var svg = new StringBuilder();
        svg.AppendLine($"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {height}" font-family="sans-serif" font-size="13">
              <rect width="{Width}" height="{height}" fill="#fff"/>
              <text x="{TargetLine}" y="20" text-anchor="middle" fill="#555">target</text>
            """);
        for (var i = 0; i < figures.Count; i++)
            svg.AppendLine(DrawBar(figures[i], Top + (i * RowHeight)));
        svg.AppendLine($"""
              <line x1="{TargetLine}" y1="{Top - 8}" x2="{TargetLine}" y2="{height - 6}" stroke="#333" stroke-dasharray="4 3"/>
            </svg>
            """);
        return svg.ToString();
    }

    private static string DrawBar(Figure figure, int y)
    {
        var length = Math.Min(figure.Target.ShareOf(figure.Value), LongestShare) * ShareWidth;
        var colour = figure.IsMet ? "#2e7d5b" : "#c0562f";
        return $"""
              <text x="{LabelWidth - 10}" y="{y + 15}" text-anchor="end" fill="#222">{Escape($"{figure.Id}  {Label(figure)}")}</text>
              <rect x="{LabelWidth}" y="{y + 2}" width="{length:0.#}" height="{RowHeight - 8}" rx="2" fill="{colour}"/>
              <text x="{Width - ValueWidth + 10}" y="{y + 15}" fill="#222">{Escape($"{FigureTable.Result(figure)} (asked: {FigureTable.TargetText(figure)})")}</text>
            """;
    }

    private static string Label(Figure figure) => figure.Other is null ? figure.Work : $"{figure.Work} / {figure.Other.Name}";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
