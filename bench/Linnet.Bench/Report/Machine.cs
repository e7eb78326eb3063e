using System.Runtime.InteropServices;

namespace Linnet.Bench.Report;

/// <summary>Where and when figures were measured.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1_000_000_000.0;
        return $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, {Processor()}, {Environment.ProcessorCount} cores, {memory:0} GB, "
            + $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; load average at the start {load}";
    }

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..]
            : RuntimeInformation.ProcessArchitecture.ToString();
}
