namespace Linnet.Bench.Data;

/// <summary>Draws ranks of which the n-th is drawn in proportion to 1/n^s: few are popular, most are hardly known.</summary>
internal sealed class Zipf
{
    private readonly double[] _cumulated;
    private readonly int _step;

    /// <param name="count">How many there are to draw from.</param>
    /// <param name="exponent">The s: at 1 the first is drawn twice as often as the second.</param>
    /// <param name="step">Spreads popularity over the ids; shares no divisor with <paramref name="count"/>.</param>
    public Zipf(int count, double exponent, int step)
    {
        _step = step;
        _cumulated = new double[count];
        var sum = 0.0;
        for (var rank = 0; rank < count; rank++)
            _cumulated[rank] = sum += 1 / Math.Pow(rank + 1, exponent);
    }

    /// <returns>An id from 1 on.</returns>
    public int Draw(Random random)
    {
        var found = Array.BinarySearch(_cumulated, random.NextDouble() * _cumulated[^1]);
        return IdOf(found < 0 ? ~found : found);
    }

    /// <param name="random">What decides.</param>
    /// <param name="count">How many.</param>
    /// <param name="accepts">Whether an id will do; otherwise another is drawn.</param>
    /// <returns>Different ids, ascending.</returns>
    public SortedSet<long> DrawDistinct(Random random, int count, Func<int, bool> accepts)
    {
        var drawn = new SortedSet<long>();
        while (drawn.Count < count)
        {
            if (Draw(random) is var id && accepts(id))
                drawn.Add(id);
        }
        return drawn;
    }

    private int IdOf(int rank) => 1 + (int)((long)rank * _step % _cumulated.Length);
}
