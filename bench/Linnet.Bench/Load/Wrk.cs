using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Linnet.Bench.Load;

/// <summary>The load generator: wrk, with a given number of connections, each sending as soon as it has a response.</summary>
/// <param name="folder">For the lists of requests.</param>
internal sealed class Wrk(string folder)
{
    /// <summary>Lists of requests a run takes: one a thread of wrk.</summary>
    public const int Threads = 2;

    public const int Connections = 64;

    private const string ResultMark = "result ";

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly string _script = WriteScript(folder);

    /// <param name="lists">One for each of <see cref="Threads"/>.</param>
    public async Task<WrkResult> RunAsync(
        Uri server, IReadOnlyList<IReadOnlyList<LoadRequest>> lists, TimeSpan duration, CancellationToken cancellation)
    {
        var listPath = Path.Combine(folder, "requests");
        for (var thread = 0; thread < Threads; thread++)
            await File.WriteAllLinesAsync($"{listPath}.{thread}", lists[thread].Select(request => request.ToString()), cancellation);
        string[] arguments =
            [$"-t{Threads}", $"-c{Connections}", $"-d{duration.TotalSeconds:0}s", "--timeout=30s", $"-s{_script}", server.ToString(), "--", listPath];
        var start = new ProcessStartInfo("wrk", arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        using var wrk = Start(start);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(duration + Grace);
        try
        {
            return Parse(await wrk.StandardOutput.ReadToEndAsync(bounded.Token));
        }
        finally
        {
            if (!wrk.HasExited)
                wrk.Kill();
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new BenchException($"wrk cannot be started; install it (Debian: apt install wrk). {error.Message}");
        }
    }

    private static WrkResult Parse(string output)
    {
        var line = output.Split('\n').FirstOrDefault(line => line.StartsWith(ResultMark, StringComparison.Ordinal))
            ?? throw new BenchException($"wrk gave no result:{Environment.NewLine}{output}");
        return JsonSerializer.Deserialize<WrkResult>(line.AsSpan(ResultMark.Length), Json)!;
    }

    private static string WriteScript(string folder)
    {
        var path = Path.Combine(folder, "requests.lua");
        using var source = typeof(Wrk).Assembly.GetManifestResourceStream("requests.lua")!;
        using var target = File.Create(path);
        source.CopyTo(target);
        return path;
    }
}

/// <summary>What wrk measured. Latencies in microseconds.</summary>
/// <param name="Refused">Answers with a status of 400 and above.</param>
/// <param name="Failed">Connections that broke or timed out.</param>
internal sealed record WrkResult(long Requests, long Microseconds, long P50, long P99, long Refused, long Failed)
{
    /// <summary>Requests a second.</summary>
    public double Rate => Requests / (Microseconds / 1e6);

    /// <summary>Requests a second, of each round.</summary>
    public static List<double> Rates(IEnumerable<WrkResult> rounds) => [.. rounds.Select(round => round.Rate)];
}
