using System.Diagnostics.Metrics;
using Linnet.Common.Metrics;

namespace Linnet.Jobs;

/// <summary>Counts the jobs of this node; the sum over all nodes is right.</summary>
internal sealed class JobMetrics
{
    private readonly Counter<long> _done;
    private readonly Counter<long> _failed;

    public JobMetrics(IMeterFactory meters)
    {
        var meter = meters.CreateLinnet();
        _done = meter.CreateCounter<long>("linnet.jobs.done", "{job}", "Jobs that were done");
        _failed = meter.CreateCounter<long>("linnet.jobs.failed", "{job}", "Attempts that failed; each is tried again");
    }

    public void CountDone(string kind) => _done.Add(1, new KeyValuePair<string, object?>("kind", kind));

    public void CountFailed() => _failed.Add(1);
}
