using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>The built program as a separate process, to test its exit code and output, and to kill it.</summary>
internal sealed class LinnetProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();
    private readonly LogWatch _watch = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private LinnetProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
    }

    public int Id => _process.Id;

    /// <summary>How much of the machine's memory it has right now.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>What it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Runs to the end.</summary>
    /// <param name="folder">The working directory: a relative path in a setting starts there.</param>
    /// <param name="arguments">What stands after <c>linnet</c>.</param>
    public static async Task<ProcessOutcome> RunAsync(TempFolder folder, params string[] arguments)
    {
        await using var process = Start(folder, arguments);
        return await process.WaitForExitAsync();
    }

    /// <param name="input">Its standard input; null leaves it this process's own.</param>
    /// <inheritdoc cref="RunAsync(TempFolder, string[])"/>
    public static async Task<ProcessOutcome> RunAsync(TempFolder folder, string? input, string[] arguments)
    {
        await using var process = Start(folder, new Dictionary<string, string>(), [], input, arguments);
        return await process.WaitForExitAsync();
    }

    /// <inheritdoc cref="RunAsync(TempFolder, string[])"/>
    public static LinnetProcess Start(TempFolder folder, params string[] arguments) =>
        Start(folder, new Dictionary<string, string>(), arguments);

    /// <param name="environment">Put on top of this process's own.</param>
    /// <inheritdoc cref="RunAsync(TempFolder, string[])"/>
    public static LinnetProcess Start(TempFolder folder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        Start(folder, environment, [], arguments);

    /// <param name="environment">Put on top of this process's own.</param>
    /// <param name="under">A program, and its arguments, that starts it and stays its parent.</param>
    /// <inheritdoc cref="RunAsync(TempFolder, string[])"/>
    public static LinnetProcess Start(
        TempFolder folder, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> under, params string[] arguments) =>
        Start(folder, environment, under, input: null, arguments);

    private static LinnetProcess Start(
        TempFolder folder, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> under, string? input, string[] arguments)
    {
        string[] line = [.. under, "dotnet", Path.Combine(AppContext.BaseDirectory, "linnet.dll"), .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            WorkingDirectory = folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = input is not null,
        };
        // Tests are impolite.
        start.Environment["LINNET_RATELIMITS__ENABLED"] = "false";
        // Those are ours; the program would warn of each as of a misspelt setting.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("LINNET_TESTS_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var linnet = new LinnetProcess(new Process { StartInfo = start });
        linnet._process.Start();
        linnet._process.BeginOutputReadLine();
        linnet._process.BeginErrorReadLine();
        if (input is not null)
        {
            linnet._process.StandardInput.Write(input);
            linnet._process.StandardInput.Close();
        }
        return linnet;
    }

    /// <summary>Waits until a server says where it listens.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public async Task<Uri> WaitUntilListeningAsync()
    {
        var ended = WaitForExitAsync();
        return await Task.WhenAny(_listening.Task, ended) == _listening.Task
            ? await _listening.Task
            : throw new InvalidOperationException($"It ended instead of listening: {await ended}");
    }

    /// <summary>As <c>kill -9</c>: no handler runs, nothing is flushed.</summary>
    public void Kill() => _process.Kill();

    /// <summary>As a service manager does it: SIGTERM.</summary>
    public void Terminate() => Signals.Send(Id, Signals.Terminate);

    public async Task<ProcessOutcome> WaitForExitAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        await _process.WaitForExitAsync(limit.Token);
        lock (_output)
            return new ProcessOutcome(_process.ExitCode, _output.ToString(), _error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // What it runs under would leave it alive.
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        _process.Dispose();
        Assert.Empty(_watch.Found);
    }

    private void Keep(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (_output)
            text.AppendLine(line);
        // A server's output; a command prints for its operator.
        if (_listening.Task.IsCompleted)
            _watch.Read(line);
        // On the banner, or in the event of the start where each line is JSON.
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["listening", var address, ..])
            _listening.TrySetResult(new Uri(address.TrimEnd(',')));
        else if (line.StartsWith('{') && JsonNode.Parse(line)!["State"]?["Addresses"] is { } addresses)
            _listening.TrySetResult(new Uri(addresses.GetValue<string>().Split(',')[0]));
    }
}

/// <param name="Output">All of standard output.</param>
/// <param name="Error">All of standard error.</param>
internal sealed record ProcessOutcome(int ExitCode, string Output, string Error);
