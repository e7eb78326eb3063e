using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Linnet.Common;
using Linnet.Tests.Fixtures;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Linnet.Tests.Commands;

/// <summary>Obstacles to a first start: each gives one clear line and an exit code, and changes nothing.</summary>
public sealed class StartErrorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Database => _folder.File("twitter.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_first_start_prints_its_address_its_database_and_how_to_stop_it()
    {
        await using var linnet = LinnetProcess.Start(_folder, "--urls", "http://127.0.0.1:0");
        var address = await linnet.WaitUntilListeningAsync();
        using var http = new HttpClient { BaseAddress = address };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health", TestContext.Current.CancellationToken)).StatusCode);
        linnet.Kill();
        var output = (await linnet.WaitForExitAsync()).Output;
        Assert.Contains(Database, output, StringComparison.Ordinal);
        Assert.Contains("Ctrl+C", output, StringComparison.Ordinal);
        Assert.DoesNotContain(":0\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_reported()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        await AssertRefusedAsync(ExitCode.Address, "address already in use", "--urls", $"http://{other.LocalEndpoint}");
    }

    [Fact]
    public async Task An_address_of_another_machine_is_reported() =>
        await AssertRefusedAsync(ExitCode.Address, "Cannot listen on http://192.0.2.1:8000", "--urls", "http://192.0.2.1:8000");

    [Fact]
    public async Task A_missing_folder_is_reported() =>
        await AssertRefusedAsync(ExitCode.Database, "cannot be created", "--database", "missing/linnet.db");

    [Fact]
    public async Task A_read_only_folder_is_reported()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Only Linux has a folder, /sys, that even root cannot write to");
        await AssertRefusedAsync(ExitCode.Database, "cannot be created", "--database", "/sys/linnet.db");
    }

    [Fact]
    public async Task A_database_of_the_FastAPI_service_is_reported_with_the_import_command_and_not_changed()
    {
        using (var original = new OriginalFile(Database))
            original.AddUser(1, "ada", "ada@example.org");
        await AssertDatabaseRefusedAsync("linnet import original.db");
    }

    [Fact]
    public async Task A_damaged_database_is_reported_and_not_changed()
    {
        await File.WriteAllBytesAsync(Database, RandomNumberGenerator.GetBytes(8192), TestContext.Current.CancellationToken);
        await AssertDatabaseRefusedAsync("is damaged");
    }

    [Fact]
    public async Task A_truncated_database_is_reported_and_not_changed()
    {
        await MakeDatabaseAsync();
        await using (var file = new FileStream(Database, FileMode.Open))
            file.SetLength(4096);
        await AssertDatabaseRefusedAsync("is damaged");
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_reported_and_not_changed()
    {
        await MakeDatabaseAsync();
        await ExecuteAsync("insert into schema_migrations values (999, '0999_later', 'x', 1)");
        await AssertDatabaseRefusedAsync("newer Linnet");
    }

    [Fact]
    public async Task All_errors_in_settings_are_reported_at_once()
    {
        var outcome = await LinnetProcess.RunAsync(
            _folder, "--urls=nonsense", "--storage:writebatchsize", "0", "--passwords:bcryptcost=many", "--port", "8001");
        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Collection(
            outcome.Error.TrimEnd().Split(Environment.NewLine).Order(StringComparer.Ordinal),
            line => Assert.StartsWith("--port is not a Linnet setting", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Passwords:BcryptCost is 'many'", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Storage:WriteBatchSize", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Urls: 'nonsense'", line, StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_database_that_others_can_read_causes_a_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no Unix file modes");
        await MakeDatabaseAsync();
        Assert.DoesNotContain("Every user of this machine can read", await StartAndKillAsync(), StringComparison.Ordinal);
        File.SetUnixFileMode(Database, File.GetUnixFileMode(Database) | UnixFileMode.OtherRead);
        Assert.Contains($"Every user of this machine can read {Database}", await StartAndKillAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_settings_file_that_is_not_JSON_is_reported()
    {
        await File.WriteAllTextAsync(_folder.File("appsettings.json"), "{ urls", TestContext.Current.CancellationToken);
        await AssertRefusedAsync(ExitCode.Usage, "appsettings.json");
    }

    [Fact]
    public async Task A_setting_in_the_environment_applies_and_one_on_the_command_line_wins()
    {
        var environment = new Dictionary<string, string> { ["LINNET_DATABASE"] = "one.db", ["LINNET_URLS"] = "http://127.0.0.1:0" };
        await using (var linnet = LinnetProcess.Start(_folder, environment))
            await linnet.WaitUntilListeningAsync();
        await using (var linnet = LinnetProcess.Start(_folder, environment, "--database", "two.db"))
            await linnet.WaitUntilListeningAsync();
        Assert.True(File.Exists(_folder.File("one.db")) && File.Exists(_folder.File("two.db")));
    }

    private async Task<string> StartAndKillAsync()
    {
        await using var linnet = LinnetProcess.Start(_folder, "--urls=http://127.0.0.1:0");
        await linnet.WaitUntilListeningAsync();
        linnet.Kill();
        return (await linnet.WaitForExitAsync()).Output;
    }

    private async Task AssertDatabaseRefusedAsync(string expected)
    {
        var before = await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken);
        await AssertRefusedAsync(ExitCode.Database, expected);
        Assert.Equal(before, await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken));
    }

    private async Task AssertRefusedAsync(ExitCode code, string expected, params string[] arguments)
    {
        var outcome = await LinnetProcess.RunAsync(_folder, arguments is [] ? ["--urls=http://127.0.0.1:0"] : arguments);
        Assert.Equal((int)code, outcome.ExitCode);
        Assert.Contains(expected, outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
        // The log may contain a migration, but the server must not have started.
        Assert.DoesNotContain("listening", outcome.Output, StringComparison.Ordinal);
    }

    private async Task MakeDatabaseAsync()
    {
        var outcome = await LinnetProcess.RunAsync(
            _folder, "seed", "--people", "2", "--follows-each", "1", "--tweets", "2", "--likes", "1", "--passwords:bcryptcost=4");
        Assert.Equal(0, outcome.ExitCode);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Database};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
