using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Load;

/// <summary>
/// PostgreSQL's own load generator, with the statements of a post (<c>post.sql</c>), prepared: what is left of a post when there is
/// no server before the database. Each client posts as somebody else, so none waits for another's row.
/// </summary>
internal sealed partial class Pgbench
{
    private const string Content = "the morning coffee again, who else thinks that rain on my way to work is great and so on";
    private const string Message = """{"event":"tweet_posted","tweet_id":200001,"author_id":1}""";

    private readonly string _script;

    /// <param name="folder">For the script.</param>
    public Pgbench(string folder)
    {
        _script = Path.Combine(folder, "post.sql");
        using var source = typeof(Pgbench).Assembly.GetManifestResourceStream("post.sql")!;
        using var target = File.Create(_script);
        source.CopyTo(target);
    }

    /// <summary>As many clients as the load generator for HTTP has connections, and as many threads.</summary>
    /// <returns>Posts a second.</returns>
    public Task<double> RunAsync(PostgresCopy database, TimeSpan duration, CancellationToken cancellation) =>
        RunAsync(database, ["-c", $"{Wrk.Connections}", "-j", $"{Wrk.Threads}", "-T", $"{duration.TotalSeconds:0}"], cancellation);

    /// <summary>One client and a given number of posts.</summary>
    public Task RunAsync(PostgresCopy database, int posts, CancellationToken cancellation) =>
        RunAsync(database, ["-c", "1", "-t", $"{posts}"], cancellation);

    private async Task<double> RunAsync(PostgresCopy database, string[] load, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "-h", "127.0.0.1", "-p", $"{database.Cluster.Port}", "-U", "linnet", "-n", "-M", "prepared", "-f", _script,
            "-D", $"content={Content}", "-D", $"message={Message}", .. load, database.Name,
        ];
        var start = new ProcessStartInfo(Path.Combine(database.Cluster.Programs, "pgbench"), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var pgbench = Process.Start(start)!;
        var errors = pgbench.StandardError.ReadToEndAsync(cancellation);
        var output = await pgbench.StandardOutput.ReadToEndAsync(cancellation);
        await pgbench.WaitForExitAsync(cancellation);
        return pgbench.ExitCode == 0 && Rate().Match(output) is { Success: true } rate
            ? double.Parse(rate.Groups["rate"].ValueSpan, CultureInfo.InvariantCulture)
            : throw new BenchException($"pgbench failed:{Environment.NewLine}{output}{await errors}");
    }

    [GeneratedRegex(@"^tps = (?<rate>[\d.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Rate();
}
