using Linnet.Commands;
using Linnet.Common;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Commands;

/// <summary>An invalid setting gives one sentence and an exit code wherever it is set, never a stack trace.</summary>
public sealed class WrongSettingsTests : IDisposable
{
    // A network reserved for documentation: the start fails here with exit code 4 when a setting is accepted.
    private const string Nowhere = "--urls=http://192.0.2.1:1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Settings => new(WrongSettings.All);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task Every_invalid_value_is_refused_in_one_line_that_names_the_setting(string key)
    {
        foreach (var value in WrongSettings.ValuesFor(key))
        {
            var (code, error) = await RunAsync($"--{key}={value}");
            var shown = $"{key}={value[..Math.Min(value.Length, 80)]}";
            Assert.True(code is (int)ExitCode.Usage, $"{shown} ended with {code}: {error}");
            var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            Assert.True(line.Contains(key, StringComparison.OrdinalIgnoreCase), $"{shown} printed {line}");
            Assert.True(line.Length < 1000 && !line.TrimEnd('\r').Any(char.IsControl), $"{shown} printed {line}");
            Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        }
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("--nonsense=1", "--nonsense is not a Linnet setting")]
    [InlineData("--url=http://127.0.0.1:1", "Did you mean --Urls?")]
    [InlineData("--storage:writebatchsise=1", "Did you mean --Storage:WriteBatchSize?")]
    [InlineData("--=1", "")]
    [InlineData("--:=1", "")]
    [InlineData("--a\nb=1", "")]
    [InlineData("--logging:loglevel:default=loud", "Logging:LogLevel:Default")]
    [InlineData("--logging:console:maxqueuelength=-1", "is not a Linnet setting")]
    [InlineData("--urls:0=http://127.0.0.1:1", "is not a Linnet setting")]
    public async Task An_unknown_name_on_the_command_line_is_refused_with_the_nearest_one(string argument, string expected)
    {
        var (code, error) = await RunAsync(argument);
        Assert.Equal((int)ExitCode.Usage, code);
        Assert.Contains(expected, Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_invalid_value_in_the_environment_or_a_file_is_refused_too()
    {
        await File.WriteAllTextAsync(
            _folder.File("appsettings.json"), """{ "Tokens": { "Issuer": "a\u0000b" }, "Logging": { "LogLevel": { "Linnet": "Loud" } } }""", TestContext.Current.CancellationToken);
        await using var linnet = LinnetProcess.Start(_folder, new Dictionary<string, string> { ["LINNET_LOG__FORMAT"] = "xml" });
        var outcome = await linnet.WaitForExitAsync();
        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Collection(
            outcome.Error.TrimEnd().Split('\n').Order(StringComparer.Ordinal),
            line => Assert.StartsWith("Log:Format is 'xml'", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Logging:LogLevel:Linnet must be one of", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Tokens:Issuer has a control character", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_name_in_the_environment_or_a_file_causes_a_warning_with_the_nearest_one()
    {
        await File.WriteAllTextAsync(_folder.File("appsettings.json"), """{ "Databse": "x.db", "Elsewhere": 1 }""", TestContext.Current.CancellationToken);
        await using var linnet = LinnetProcess.Start(
            _folder, new Dictionary<string, string> { ["LINNET_STORAGE_WRITEBATCHSIZE"] = "4", ["LINNET_URLS"] = "http://127.0.0.1:0" });
        await linnet.WaitUntilListeningAsync();
        linnet.Kill();
        var output = (await linnet.WaitForExitAsync()).Output;
        Assert.Contains("LINNET_STORAGE_WRITEBATCHSIZE is not a Linnet setting. Did you mean LINNET_STORAGE__WRITEBATCHSIZE?", output, StringComparison.Ordinal);
        Assert.Contains($"Databse in {_folder.File("appsettings.json")} is not a Linnet setting. Did you mean Database?", output, StringComparison.Ordinal);
        Assert.Contains("is not a Linnet setting. docs/configuration.md lists all settings.", output, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Error)> RunAsync(string argument)
    {
        await using var error = new StringWriter();
        string[] arguments = argument.StartsWith("--urls=", StringComparison.OrdinalIgnoreCase) ? [] : [Nowhere];
        if (!argument.StartsWith("--database=", StringComparison.OrdinalIgnoreCase))
            arguments = [.. arguments, $"--database={_folder.File("linnet.db")}"];
        return (await LinnetCommandLine.RunAsync([argument, .. arguments], error).WaitAsync(Patience, TestContext.Current.CancellationToken), error.ToString());
    }
}
