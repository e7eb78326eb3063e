using System.Globalization;
using Linnet.Bench.Report;

namespace Linnet.Bench.FanOutModel;

/// <summary>The table in <c>docs/scaling.md</c>.</summary>
internal static class FanOutPage
{
    private static readonly Population[] Populations = [new(1_000_000, Nodes: 2), new(100_000_000, Nodes: 100)];

    public static async Task WriteAsync(CancellationToken cancellation)
    {
        var table = ToMarkdown();
        Console.WriteLine(table);
        await DocsPage.ReplaceAsync("scaling.md", "fan-out", table, cancellation);
    }

    private static string ToMarkdown()
    {
        var sides = Populations.Select(people =>
            (People: people, All: BusyHour.Simulate(people, share: 1), Active: BusyHour.Simulate(people, Population.ActiveShare))).ToList();
        string Row(string what, Func<Population, BusyHour, BusyHour, string> cell) =>
            $"| {what} | {string.Join(" | ", sides.Select(side => cell(side.People, side.All, side.Active)))} |";
        return $"""

            | in the busiest hour | {string.Join(" | ", Populations.Select(it => $"{Count(it.People)} people, {it.Nodes} nodes"))} |
            |---|---|---|
            {Row("posts a second", (people, _, _) => Count(people.PostsASecond))}
            {Row("timelines read a second", (people, _, _) => Count(people.ReadsASecond))}
            {Row("followers of a post's author: median", (_, all, _) => Count(BusyHour.Quantile(all.Audiences, 0.5)))}
            {Row("… mean", (_, all, _) => Count(all.MeanAudience))}
            {Row("… of one post in a hundred, at least", (_, all, _) => Count(BusyHour.Quantile(all.Audiences, 0.99)))}
            {Row("… most, in ten minutes", (_, all, _) => Count(all.Audiences[^1]))}
            {Row("**push to all**: insertions a second", (people, all, _) => Count(all.MeanAudience * people.PostsASecond))}
            {Row("… a node's dispatcher is busy", (_, all, _) => Share(all.Busy))}
            {Row("… all have a post after: p50, p99, worst", (_, all, _) => Delays(all))}
            {Row("**push to the active** (Linnet): insertions a second", (people, _, active) => Count(active.MeanAudience * Population.ActiveShare * people.PostsASecond))}
            {Row("… lookups a second for those who return", (people, _, _) => Count(people.ReturnsASecond * Population.Followed))}
            {Row("… a node's dispatcher is busy", (_, _, active) => Share(active.Busy))}
            {Row("… all have a post after: p50, p99, worst", (_, _, active) => Delays(active))}
            {Row("… timelines in memory, a node", (people, _, _) => $"{people.Active / people.Nodes * 11.4e3 / 1e9:0.00} GB")}
            {Row("**pull**: lookups a second", (people, _, _) => Count(people.ReadsASecond * Population.Followed))}
            {Row("**push, but pull from authors of 100,000 and more**: such authors", (people, _, _) => Count(people.LastRankWith(BusyHour.ManyFollowers)))}
            {Row("… insertions a second, to the active", (people, _, active) => Count(active.MeanAudienceBelowMany * Population.ActiveShare * people.PostsASecond))}
            {Row("… of the 100 whom one follows, looked up at each read", (people, _, _) => Count(people.FollowedUpTo(people.LastRankWith(BusyHour.ManyFollowers))))}
            {Row("… lookups a second", (people, _, _) => Count(people.FollowedUpTo(people.LastRankWith(BusyHour.ManyFollowers)) * people.ReadsASecond))}
            {Row("events that each node hears, a second", (people, _, _) => Count(people.PostsASecond))}

            """;
    }

    private static string Delays(BusyHour hour) => hour.Busy >= 1
        ? "never: it falls behind"
        : string.Join(", ", new[] { 0.5, 0.99, 1 }.Select(share => Time(BusyHour.Quantile(hour.Delays, share))));

    private static string Time(double seconds) => seconds >= 1 ? $"{seconds:0.0} s" : $"{seconds * 1000:0.0} ms";

    private static string Share(double share) => (share * 100).ToString("#,##0.0", CultureInfo.InvariantCulture) + " %";

    private static string Count(double number) => number.ToString(number < 10 ? "0.0" : "#,##0", CultureInfo.InvariantCulture);
}
