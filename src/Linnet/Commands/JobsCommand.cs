using System.CommandLine;
using Linnet.Common;
using Linnet.Jobs;

namespace Linnet.Commands;

/// <summary><c>linnet jobs</c>: lists scheduled work, such as mutes that will end.</summary>
internal static class JobsCommand
{
    private const int Limit = 100;

    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new ExampledCommand(
            "jobs", $"List scheduled work, the next due first, at most {Limit}. Exit code 1 if a job has failed.", "linnet jobs");
        command.SetAction((_, cancellation) => RunAsync(settings, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> settings, CancellationToken cancellation)
    {
        await using var host = CommandHost.Open(settings);
        await host.RequireSchemaAsync(cancellation);
        var jobs = await host.Get<JobList>().ListAsync(Limit + 1, cancellation);
        if (jobs.Count is 0)
            await Console.Out.WriteLineAsync("Nothing is scheduled.");
        foreach (var job in jobs.Take(Limit))
        {
            var failures = job.Attempts is 0 ? "" : $", failed {job.Attempts:N0} times: {TerminalSafeText.Clean(job.LastError ?? "")}";
            await Console.Out.WriteLineAsync($"{job.DueAt}  {job.Kind} {job.Key}{failures}");
        }
        if (jobs.Count > Limit)
            await Console.Out.WriteLineAsync("There are more.");
        return (int)(jobs.Exists(job => job.Attempts > 0) ? ExitCode.Failed : ExitCode.Success);
    }
}
