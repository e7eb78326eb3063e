using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Linnet.Bench.Servers;

/// <summary>A server in a separate process on a free port of 127.0.0.1; killed when disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(2);

    private readonly Process _process;
    private readonly StringWriter _output;

    private ServerProcess(Process process, StringWriter output, Uri address)
    {
        _process = process;
        _output = output;
        Address = address;
        Http = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    /// <summary>From just before the process was started to its first answer at <c>/health</c>.</summary>
    public TimeSpan StartTime { get; private set; }

    /// <param name="program">An executable file.</param>
    /// <param name="arguments">Made for the address it shall listen on.</param>
    /// <param name="environment">Added to the bench's own.</param>
    public static async Task<ServerProcess> StartAsync(
        string program, Func<Uri, string[]> arguments, Func<Uri, Dictionary<string, string>> environment, CancellationToken cancellation)
    {
        var address = new Uri($"http://127.0.0.1:{FindFreePort()}");
        var start = new ProcessStartInfo(program, arguments(address)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment(address))
            start.Environment[name] = value;
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        var server = new ServerProcess(process, CaptureOutput(process), address);
        try
        {
            await server.WaitForHealthAsync(cancellation);
            server.StartTime = watch.Elapsed;
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>One line of <c>/proc/{pid}/status</c> in megabytes: <c>VmRSS</c>, or <c>VmHWM</c> for the highest it was.</summary>
    public double ReadMemory(string line)
    {
        var status = File.ReadLines($"/proc/{_process.Id}/status").First(text => text.StartsWith(line, StringComparison.Ordinal));
        var kilobytes = long.Parse(status.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        return kilobytes * 1024 / 1_000_000.0;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static StringWriter CaptureOutput(Process process)
    {
        var output = new StringWriter();
        var shared = TextWriter.Synchronized(output);
        process.OutputDataReceived += (_, line) => shared.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => shared.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return output;
    }

    private async Task WaitForHealthAsync(CancellationToken cancellation)
    {
        var patience = Stopwatch.StartNew();
        while (!await IsHealthyAsync(cancellation))
        {
            if (_process.HasExited || patience.Elapsed > StartTimeout)
                throw new BenchException($"{_process.StartInfo.FileName} did not start:{Environment.NewLine}{_output}");
            await Task.Delay(BetweenTries, cancellation);
        }
    }

    private async Task<bool> IsHealthyAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri("/health", UriKind.Relative), cancellation);
            return answer.StatusCode is HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
