using System.Diagnostics;
using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>Tools of other hands, in the versions that a folder of <c>tests</c> locks.</summary>
/// <param name="name">The folder's.</param>
internal sealed class NpmTools(string name)
{
    private readonly string _folder = Path.Combine(Repository.Root, "tests", name);

    /// <summary>Only when what is installed is not what is locked.</summary>
    public async Task InstallAsync()
    {
        var wanted = new FileInfo(Path.Combine(_folder, "package-lock.json"));
        // npm writes this one last.
        var installed = new FileInfo(Path.Combine(_folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= wanted.LastWriteTimeUtc)
            return;
        var (exitCode, output) = await RunAsync("ci", "--no-audit", "--no-fund");
        if (exitCode is not 0)
            Requirement.Missing($"npm cannot install the tools: {output}");
    }

    public async Task SucceedAsync(params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(arguments);
        Assert.True(exitCode is 0, output);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var npm = Process.Start(new ProcessStartInfo(Requirement.Program("npm"), arguments)
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        npm.StandardInput.Close();
        var cancellation = TestContext.Current.CancellationToken;
        var (output, errors) = (npm.StandardOutput.ReadToEndAsync(cancellation), npm.StandardError.ReadToEndAsync(cancellation));
        await npm.WaitForExitAsync(cancellation);
        return (npm.ExitCode, await output + await errors);
    }
}
