using System.Text;
using Linnet.Bench.Report;

namespace Linnet.Bench.Soak;

/// <summary>What one round of a soak showed. Memory in MB, latencies in milliseconds.</summary>
/// <param name="Errors">Requests that were refused or broke.</param>
internal sealed record SoakSample(TimeSpan At, double Memory, double Rate, double P50, double P99, long Errors)
{
    public const string Head = "  time   memory      req/s      p50      p99  errors";

    public override string ToString() => $"{At:mm\\:ss} {Memory,6:0} MB {Rate,10:#,0} {P50,5:0.00} ms {P99,5:0.0} ms {Errors,7}";
}

/// <summary>
/// Whether a server stayed as it was: the last third of the samples beside the first third, a sixth at the beginning left
/// out, in which code is compiled and caches fill.
/// </summary>
internal sealed class SoakResult
{
    private const double MostGrowth = 1.1;

    // Latencies are noisier than memory: two processes share the cores with whatever else wakes up.
    private const double MostSlowing = 1.25;

    private readonly IReadOnlyList<SoakSample> _samples;
    private readonly int _answersChecked;
    private readonly List<SoakSample> _first;
    private readonly List<SoakSample> _last;

    public SoakResult(IReadOnlyList<SoakSample> samples, int answersChecked)
    {
        (_samples, _answersChecked) = (samples, answersChecked);
        var judged = samples.Skip(samples.Count / 6).ToList();
        var third = (judged.Count + 2) / 3;
        (_first, _last) = ([.. judged.Take(third)], [.. judged.TakeLast(third)]);
    }

    public bool Succeeded => Judge().All(judgement => judgement.Holds);

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine($"{_samples.Count} rounds, {_samples[^1].At.TotalMinutes:0.#} minutes, {_samples.Sum(sample => sample.Errors)} errors; {_answersChecked} answers were compared with the database at the end.");
        text.AppendLine();
        text.AppendLine("| | first third | last third | ratio | target | |");
        text.AppendLine("|---|---|---|---|---|---|");
        foreach (var judgement in Judge())
            text.AppendLine(judgement.ToString());
        return text.ToString();
    }

    private IEnumerable<Judgement> Judge() =>
    [
        Compare("resident memory", "MB", sample => sample.Memory, MostGrowth),
        Compare("p50", "ms", sample => sample.P50, MostSlowing),
        Compare("p99", "ms", sample => sample.P99, MostSlowing),
        Compare("time a request (1 / rate)", "µs", sample => 1e6 / sample.Rate, MostSlowing),
        new("errors", "", _first.Sum(sample => sample.Errors), _last.Sum(sample => sample.Errors), "none", _samples.All(sample => sample.Errors == 0)),
    ];

    private Judgement Compare(string what, string unit, Func<SoakSample, double> value, double most)
    {
        var (first, last) = (Statistics.Median(_first.Select(value)), Statistics.Median(_last.Select(value)));
        return new(what, unit, first, last, $"≤ {most}×", last <= first * most);
    }

    private sealed record Judgement(string What, string Unit, double First, double Last, string Target, bool Holds)
    {
        public override string ToString()
        {
            var ratio = First > 0 ? $"{Last / First:0.00}×" : "";
            return $"| {What} | {First:#,0.##} {Unit} | {Last:#,0.##} {Unit} | {ratio} | {Target} | {(Holds ? "met" : "**missed**")} |";
        }
    }
}
