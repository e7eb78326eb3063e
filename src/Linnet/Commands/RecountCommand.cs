using System.CommandLine;
using Linnet.Common;
using Linnet.Storage.Counters;

namespace Linnet.Commands;

/// <summary><c>linnet recount</c>: checks that every counter matches its rows.</summary>
internal static class RecountCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var repair = new Option<bool>("--repair") { Description = "Repair wrong counters, all of them or none" };
        var command = new ExampledCommand(
            "recount",
            "Compare every counter with its rows. Exit code 1 if a counter is wrong and was not repaired.",
            "linnet recount",
            "linnet recount --repair") { repair };
        command.SetAction((parsed, cancellation) => RunAsync(settings, parsed.GetValue(repair), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> settings, bool repair, CancellationToken cancellation)
    {
        await using var host = CommandHost.Open(settings);
        await host.RequireSchemaAsync(cancellation);
        var audit = host.Get<CounterAudit>();
        var drifts = await audit.FindDriftAsync(cancellation);
        foreach (var drift in drifts)
            await PrintAsync(drift);
        if (drifts.Count == 0)
        {
            await Console.Out.WriteLineAsync("Every counter is correct.");
            return (int)ExitCode.Success;
        }
        if (!repair)
        {
            await Console.Out.WriteLineAsync("Repair them with: linnet recount --repair");
            return (int)ExitCode.Failed;
        }
        var repaired = await audit.RepairAsync(cancellation);
        await host.InvalidateServersAsync(cancellation);
        await Console.Out.WriteLineAsync($"{repaired:N0} counters were repaired.");
        return (int)ExitCode.Success;
    }

    private static async Task PrintAsync(CounterDrift drift)
    {
        await Console.Out.WriteLineAsync($"{drift.Counter} is wrong in {drift.Rows:N0} rows:");
        foreach (var row in drift.Examples)
            await Console.Out.WriteLineAsync($"  id {row.Id}: is {row.Stored}, should be {row.Actual}");
        if (drift.Rows > drift.Examples.Count)
            await Console.Out.WriteLineAsync($"  and {drift.Rows - drift.Examples.Count:N0} more");
    }
}
