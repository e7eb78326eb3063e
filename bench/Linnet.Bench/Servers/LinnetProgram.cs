using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Linnet.Bench.Servers;

/// <summary>Linnet as its users get it: published, with its defaults but for what a measurement cannot bear.</summary>
/// <param name="executable">The published program.</param>
internal sealed class LinnetProgram(string executable)
{
    /// <summary>What the data sets' passwords are hashed with.</summary>
    public const int CheapestBcrypt = 4;

    /// <summary>Linnet's default cost.</summary>
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
            await RunDotnetAsync(["publish", "-r", RuntimeInformation.RuntimeIdentifier, "-o", published], cancellation);
        }
        return new LinnetProgram(Path.Combine(published, "linnet"));
    }

    /// <summary>Linnet as <c>dotnet build</c> leaves it, all of it compiled while it runs.</summary>
    public static async Task<LinnetProgram> BuildAsync(string folder, CancellationToken cancellation)
    {
        var built = Path.Combine(folder, "built");
        await RunDotnetAsync(["build", "-o", built], cancellation);
        return new LinnetProgram(Path.Combine(built, "linnet"));
    }

    /// <summary>Runs a command to its end.</summary>
    public Task RunAsync(string[] arguments, CancellationToken cancellation) => RunAsync(executable, arguments, cancellation);

    /// <param name="database">As the setting is written.</param>
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

    private static async Task RunDotnetAsync(string[] arguments, CancellationToken cancellation)
    {
        Console.WriteLine($"dotnet {arguments[0]} …");
        var project = Path.Combine(Repository, "src", "Linnet");
        await RunAsync("dotnet", [.. arguments, project, "-c", "Release", "-v", "quiet"], cancellation);
    }

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new BenchException($"{Path.GetFileName(program)} {arguments[0]} failed:{Environment.NewLine}{output}");
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
