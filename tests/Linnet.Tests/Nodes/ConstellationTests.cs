using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Nodes;

/// <summary>The constellation that is shipped, started as its script starts it.</summary>
public sealed class ConstellationTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task PostgreSQL_two_nodes_and_HAProxy_work_together()
    {
        var outcome = await RunAsync("smoke");
        Assert.True(outcome.ExitCode is 0, $"{outcome.Output}\n{outcome.Error}");
        Assert.EndsWith("The constellation works.\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_constellation_whose_nodes_do_not_start_fails()
    {
        var outcome = await RunAsync("smoke", linnet: "/bin/false");
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.DoesNotContain("works", outcome.Output, StringComparison.Ordinal);
    }

    private static Task<ProcessOutcome> RunAsync(string mode, string? linnet = null)
    {
        foreach (var program in (string[])["haproxy", "curl", "pg_ctlcluster"])
            _ = Requirement.Program(program);
        return Script.RunAsync(
            [Path.Combine(Repository.Root, "deploy", "constellation.sh"), mode],
            ("LINNET", linnet ?? Path.Combine(AppContext.BaseDirectory, "linnet.dll")),
            Patience);
    }
}
