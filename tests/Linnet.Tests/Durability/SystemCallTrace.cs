using System.Diagnostics;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Durability;

/// <summary>What a process asks of the kernel, as <c>strace</c> sees it. Skips at a desk without it; CI must have it.</summary>
internal sealed class SystemCallTrace : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string Unfinished = "<unfinished ...>";
    private const string Resumed = " resumed>";

    private readonly Process _strace;
    private readonly string _file;

    private SystemCallTrace(Process strace, string file) => (_strace, _file) = (strace, file);

    /// <param name="processId">Whom to watch, all threads of it.</param>
    /// <param name="folder">Where the trace is kept.</param>
    /// <param name="calls">Names of system calls, separated by commas.</param>
    /// <param name="error">What becomes of these calls from now on, as strace has it: <c>error=ENOSPC</c>, <c>signal=KILL:when=3</c>.</param>
    public static async Task<SystemCallTrace> AttachAsync(int processId, TempFolder folder, string calls, string? error = null)
    {
        var file = folder.File("trace");
        string[] injection = error is null ? [] : ["-e", $"inject={calls}:{error}"];
        var start = new ProcessStartInfo(Requirement.Program("strace"), ["-f", "-y", "-s", "64", "-e", $"trace={calls}", .. injection, "-o", file, "-p", $"{processId}"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        var strace = Process.Start(start)!;
        // It says so once it sees every call.
        var said = await strace.StandardError.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
        if (said?.Contains("attached", StringComparison.Ordinal) is not true)
            Requirement.Missing($"strace cannot watch another process here: {said}");
        return new SystemCallTrace(strace, file);
    }

    /// <summary>Waits until a call is seen.</summary>
    /// <returns>All calls so far. One that others overtook stands where it began, "unfinished", and in full where it ended.</returns>
    public async Task<List<string>> WaitForAsync(Func<string, bool> isMeant)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience;)
        {
            var lines = File.Exists(_file) ? await File.ReadAllLinesAsync(_file, TestContext.Current.CancellationToken) : [];
            if (lines.Any(isMeant))
                return [.. WithOvertakenCallsInFull(lines)];
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        throw new TimeoutException($"No such call within {Patience}: {string.Join('\n', await File.ReadAllLinesAsync(_file))}");
    }

    public async ValueTask DisposeAsync()
    {
        _strace.Kill();
        await _strace.WaitForExitAsync(CancellationToken.None);
        _strace.Dispose();
    }

    // 7 fdatasync(3</db> <unfinished ...>  …  7 <... fdatasync resumed>) = 0
    private static IEnumerable<string> WithOvertakenCallsInFull(string[] lines)
    {
        var begun = new Dictionary<string, string>();
        foreach (var line in lines)
        {
            var thread = line.Split(' ')[0];
            if (line.EndsWith(Unfinished, StringComparison.Ordinal))
                begun[thread] = line[..^Unfinished.Length];
            yield return line.IndexOf(Resumed, StringComparison.Ordinal) is > 0 and var end && begun.Remove(thread, out var start)
                ? start + line[(end + Resumed.Length)..]
                : line;
        }
    }
}
