namespace Linnet.Common.Metrics;

/// <summary>A count that many threads add to on paths of a few microseconds.</summary>
/// <remarks>
/// Each processor has its own cell. All cores would contend for a shared cell at each request, and a plain <c>++</c> on it
/// would lose counts.
/// </remarks>
internal sealed class StripedCounter
{
    // 128 bytes: processors fetch cache lines of 64 in pairs.
    private const int Stride = 128 / sizeof(long);
    private static readonly int Cells = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount);

    private readonly long[] _cells = new long[(Cells + 1) * Stride];

    public void Add(long amount) => Interlocked.Add(ref _cells[((Thread.GetCurrentProcessorId() & (Cells - 1)) + 1) * Stride], amount);

    /// <summary>All that was added before the call.</summary>
    public long Read()
    {
        var sum = 0L;
        for (var index = Stride; index < _cells.Length; index += Stride)
            sum += Volatile.Read(ref _cells[index]);
        return sum;
    }
}
