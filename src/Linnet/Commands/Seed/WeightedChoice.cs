namespace Linnet.Commands.Seed;

/// <summary>Picks indexes with a probability proportional to their weights, in logarithmic time.</summary>
internal sealed class WeightedChoice
{
    private readonly double[] _cumulative;

    public WeightedChoice(IEnumerable<double> weights)
    {
        var sum = 0.0;
        _cumulative = [.. weights.Select(weight => sum += weight)];
    }

    public int Pick(Random random)
    {
        var index = Array.BinarySearch(_cumulative, random.NextDouble() * _cumulative[^1]);
        return Math.Min(index < 0 ? ~index : index + 1, _cumulative.Length - 1);
    }

    /// <summary>Zipf's law: rank n weighs 1/n^<paramref name="exponent"/>; the ranks are assigned at random.</summary>
    public static double[] ZipfWeights(int count, double exponent, Random random)
    {
        var weights = Enumerable.Range(1, count).Select(rank => Math.Pow(rank, -exponent)).ToArray();
        random.Shuffle(weights);
        return weights;
    }
}
