using System.Diagnostics;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.OpenApi;

/// <summary>What others' tools make of <c>docs/openapi.json</c>. The tools, in locked versions, are in <c>tests/openapi</c>.</summary>
public sealed class ApiToolsTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "openapi");

    [Fact]
    public async Task The_linter_finds_nothing()
    {
        await InstallAsync();
        await SucceedAsync("run", "lint");
    }

    [Fact]
    public async Task A_client_in_TypeScript_compiles()
    {
        await InstallAsync();
        await SucceedAsync("run", "generate");
        await SucceedAsync("run", "compile");
    }

    /// <summary>Only when what is installed is not what is locked.</summary>
    private static async Task InstallAsync()
    {
        var wanted = new FileInfo(Path.Combine(Folder, "package-lock.json"));
        // npm writes this one last.
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        if (installed.Exists && installed.LastWriteTimeUtc >= wanted.LastWriteTimeUtc)
            return;
        var (exitCode, output) = await RunNpmAsync("ci", "--no-audit", "--no-fund");
        if (exitCode is not 0)
            Requirement.Missing($"npm cannot install the tools: {output}");
    }

    private static async Task SucceedAsync(params string[] arguments)
    {
        var (exitCode, output) = await RunNpmAsync(arguments);
        Assert.True(exitCode is 0, output);
    }

    private static async Task<(int ExitCode, string Output)> RunNpmAsync(params string[] arguments)
    {
        using var npm = Process.Start(new ProcessStartInfo(Requirement.Program("npm"), arguments)
        {
            WorkingDirectory = Folder,
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
