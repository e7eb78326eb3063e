using System.Collections.Concurrent;
using System.Diagnostics;
using Linnet.Bench.Rows;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Load;

/// <summary>
/// Timelines read at an even pace that leaves the server time to spare, whether or not earlier ones were answered: so a
/// slow answer shows as slow, and does not make the load less.
/// </summary>
internal sealed class PacedReads(RunningLinnet linnet, IReadOnlyList<Reader> readers)
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);

    /// <returns>How long each took, in milliseconds.</returns>
    public async Task<IReadOnlyCollection<double>> RunAsync(TimeSpan duration, CancellationToken cancellation)
    {
        var times = new ConcurrentBag<double>();
        var reads = new List<Task>();
        var start = Stopwatch.GetTimestamp();
        using var pacemaker = new PeriodicTimer(Pace);
        while (Stopwatch.GetElapsedTime(start) < duration && await pacemaker.WaitForNextTickAsync(cancellation))
            reads.Add(ReadAsync(readers[reads.Count % readers.Count]));
        await Task.WhenAll(reads);
        return times;

        async Task ReadAsync(Reader reader)
        {
            var sent = Stopwatch.GetTimestamp();
            await linnet.GetAsync(Reads.TimelinePath, reader.Token, cancellation);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }
    }
}
