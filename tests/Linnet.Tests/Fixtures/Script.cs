using System.Diagnostics;
using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>Runs scripts with bash, for so long at most.</summary>
internal static class Script
{
    /// <param name="arguments">bash's own: a file with its arguments, or <c>-c</c> and a text.</param>
    /// <param name="variable">What is in its environment beside ours.</param>
    /// <param name="patience">Then it is ended, with all that it started.</param>
    public static async Task<ProcessOutcome> RunAsync(string[] arguments, (string Name, string Value) variable, TimeSpan patience)
    {
        var start = new ProcessStartInfo(Requirement.Program("bash"), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [variable.Name] = variable.Value },
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(patience);
        using var running = Process.Start(start)!;
        try
        {
            var (output, errors) = (running.StandardOutput.ReadToEndAsync(limit.Token), running.StandardError.ReadToEndAsync(limit.Token));
            await running.WaitForExitAsync(limit.Token);
            return new ProcessOutcome(running.ExitCode, await output, await errors);
        }
        finally
        {
            if (!running.HasExited)
                running.Kill(entireProcessTree: true);
        }
    }
}
