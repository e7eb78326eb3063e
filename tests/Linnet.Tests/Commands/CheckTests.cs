using System.Net;
using System.Net.Sockets;
using Linnet.Common;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Commands;

/// <summary><c>linnet check</c> reports what a start would find, without starting.</summary>
public sealed class CheckTests : IDisposable
{
    private const string AnyPort = "--urls=http://127.0.0.1:0";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Before_the_first_start_nothing_is_wrong_and_nothing_is_created()
    {
        var outcome = await CheckAsync(AnyPort);
        Assert.True(outcome.ExitCode is 0, outcome.Error + outcome.Output);
        Assert.Contains("the first start creates it", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("ok: the database can be used", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("ok: addresses are free", outcome.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Each_setting_shows_its_source_and_secrets_are_masked()
    {
        var key = new string('k', 40);
        var environment = new Dictionary<string, string> { ["LINNET_TOKENS__SIGNINGKEY"] = key, ["LINNET_LOG__FORMAT"] = "Json" };
        await File.WriteAllTextAsync(_folder.File("appsettings.json"), """{ "Tokens": { "Issuer": "me" } }""", TestContext.Current.CancellationToken);
        await using var process = LinnetProcess.Start(_folder, environment, "check", AnyPort);
        var outcome = await process.WaitForExitAsync();
        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain(key, outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.Matches(@"Tokens:SigningKey +\*{8} +LINNET_TOKENS__SIGNINGKEY", outcome.Output);
        Assert.Matches("Log:Format +Json +LINNET_LOG__FORMAT", outcome.Output);
        Assert.Matches("Tokens:Issuer +me +.*appsettings.json", outcome.Output);
        Assert.Matches("Urls +http://127.0.0.1:0 +command line", outcome.Output);
        Assert.DoesNotContain("Tokens:Audience", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_settings_are_shown_on_request()
    {
        var outcome = await CheckAsync(AnyPort, "--all");
        Assert.Matches("Tokens:Audience +linnet +default", outcome.Output);
    }

    [Fact]
    public async Task A_taken_address_gives_exit_code_4()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var outcome = await CheckAsync($"--urls=http://{other.LocalEndpoint}");
        Assert.Equal((int)ExitCode.Address, outcome.ExitCode);
        Assert.Contains($"ERROR: http://{other.LocalEndpoint} is unavailable", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--database=missing/folder/linnet.db")]
    [InlineData("--database=postgresql://nobody:hidden@127.0.0.1:1/none")]
    public async Task An_unusable_database_gives_exit_code_3(string database)
    {
        var outcome = await CheckAsync(AnyPort, database);
        Assert.Equal((int)ExitCode.Database, outcome.ExitCode);
        Assert.Contains("ERROR: ", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", outcome.Output + outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_another_program_gives_exit_code_3()
    {
        using (var original = new OriginalFile(_folder.File("twitter.db")))
            original.AddUser(1, "ada", "ada@example.org");
        var outcome = await CheckAsync(AnyPort);
        Assert.Equal((int)ExitCode.Database, outcome.ExitCode);
        Assert.Contains("linnet import", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_setting_gives_exit_code_2()
    {
        var outcome = await CheckAsync(AnyPort, "--log:format=xml");
        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains("Log:Format", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_in_use_is_shown_with_its_version()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var outcome = await CheckAsync(AnyPort, $"--database={linnet.Database}");
        Assert.True(outcome.ExitCode is 0, outcome.Error + outcome.Output);
        Assert.Matches("engine +(SQLite 3|PostgreSQL 1)", outcome.Output);
        Assert.Matches("encoding +UTF-?8", outcome.Output);
        Assert.Matches("schema +version [0-9]+\n", outcome.Output);
    }

    private Task<ProcessOutcome> CheckAsync(params string[] arguments) => LinnetProcess.RunAsync(_folder, ["check", .. arguments]);
}
