namespace Linnet.Tests.Performance;

/// <summary>How many bytes the process allocates for one run of something, on whatever thread.</summary>
internal static class AllocationMeter
{
    private const int RunsToWarmUp = 1_000;
    private const int Batches = 40;
    private const int RunsEachBatch = 50;

    public static long Measure(Action operation)
    {
        Run(operation, RunsToWarmUp);
        // The least of several: other work of the process (timers, the JIT) only adds.
        return Enumerable.Range(0, Batches).Min(_ => MeasureBatch(operation));
    }

    private static long MeasureBatch(Action operation)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Run(operation, RunsEachBatch);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / RunsEachBatch;
    }

    private static void Run(Action operation, int times)
    {
        for (var i = 0; i < times; i++)
            operation();
    }
}
