namespace Linnet.Bench.Report;

/// <summary>What a row found: Linnet's values, one per round, beside those of the other side.</summary>
/// <param name="Id">As in the targets: P1, P2, …</param>
/// <param name="Work">What was done.</param>
/// <param name="Unit">Of both sides' values.</param>
/// <param name="Linnet">In the order of the rounds.</param>
/// <param name="Other">The other side of the same rounds; null when the target is a figure by itself.</param>
internal sealed record Figure(string Id, string Work, string Unit, IReadOnlyList<double> Linnet, Comparison? Other, Target Target)
{
    /// <summary>
    /// What the target is about: Linnet's median, or the median of its ratios to the other side. A ratio is taken within a
    /// round, whose sides were measured seconds apart.
    /// </summary>
    public double Value => Other is null ? Statistics.Median(Linnet) : Statistics.Median(Linnet.Zip(Other.Values, (left, right) => left / right));

    public bool IsMet => Target.IsMetBy(Value);
}

/// <param name="Name">Who stood beside Linnet.</param>
internal sealed record Comparison(string Name, IReadOnlyList<double> Values);

/// <summary>A bound on a figure's value.</summary>
internal sealed record Target(double Bound, bool IsFloor)
{
    public static Target AtLeast(double bound) => new(bound, IsFloor: true);

    public static Target AtMost(double bound) => new(bound, IsFloor: false);

    public bool IsMetBy(double value) => IsFloor ? value >= Bound : value <= Bound;

    /// <summary>1 is just met, 2 is twice as good as asked.</summary>
    public double ShareOf(double value) => IsFloor ? value / Bound : Bound / value;
}

internal static class Statistics
{
    public static double Median(IEnumerable<double> values) => Percentile(values, 50);

    /// <summary>The value that as many percent of all do not exceed, interpolated between the two nearest.</summary>
    public static double Percentile(IEnumerable<double> values, double percent)
    {
        var sorted = values.Order().ToArray();
        var rank = percent / 100 * (sorted.Length - 1);
        var below = sorted[(int)rank];
        return below + ((rank - (int)rank) * (sorted[Math.Min((int)rank + 1, sorted.Length - 1)] - below));
    }
}
