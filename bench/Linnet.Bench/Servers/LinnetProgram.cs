using System.Diagnostics;

namespace Linnet.Bench.Servers;

/// <summary>Linnet as its users get it: published, with its defaults but for what a measurement cannot bear.</summary>
/// <param name="executable">The published program.</param>
internal sealed class LinnetProgram(string executable)
{
    private const int CheapestBcrypt = 4;

    /// <summary>The cost that Linnet has without being told.</summary>
    public const int UsualBcrypt = 12;

    /// <summary>The repository that this bench was built in.</summary>
    public static string Repository { get; } = FindRepository();

    /// <param name="published">A folder that holds a published Linnet already; null to publish the source beside this bench.</param>
    /// <param name="folder">Where to publish to.</param>
    public static async Task<LinnetProgram> FindAsync(string? published, string folder, CancellationToken cancellation)
    {
        if (published is null)
        {
            published = Path.Combine(folder, "published");
            await PublishAsync(published, cancellation);
        }
        return new LinnetProgram(Path.Combine(published, "linnet"));
    }

    /// <param name="database">A path.</param>
    /// <param name="bcryptCost">Cheap unless log-ins are what is measured: readers must log in before they read.</param>
    public Task<ServerProcess> StartAsync(string database, CancellationToken cancellation, int bcryptCost = CheapestBcrypt) =>
        ServerProcess.StartAsync(
            executable,
            _ => [],
            address => new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["LINNET_URLS"] = address.ToString(),
                ["LINNET_DATABASE"] = database,
                ["LINNET_RATELIMITS__ENABLED"] = "false",
                ["LINNET_PASSWORDS__BCRYPTCOST"] = $"{bcryptCost}",
            },
            cancellation);

    private static async Task PublishAsync(string folder, CancellationToken cancellation)
    {
        Console.WriteLine("Publishing Linnet …");
        var project = Path.Combine(Repository, "src", "Linnet");
        var start = new ProcessStartInfo(
            "dotnet", ["publish", project, "-c", "Release", "--use-current-runtime", "-o", folder, "-v", "quiet"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var publish = Process.Start(start)!;
        var output = await publish.StandardOutput.ReadToEndAsync(cancellation);
        await publish.WaitForExitAsync(cancellation);
        if (publish.ExitCode != 0)
            throw new BenchException($"Linnet could not be published:{Environment.NewLine}{output}");
    }

    private static string FindRepository()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Linnet.slnx")))
                return folder;
        }
        throw new BenchException("The bench runs from a build folder inside the repository.");
    }
}
