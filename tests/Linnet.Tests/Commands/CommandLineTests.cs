using System.Net;
using Linnet.Common;
using Linnet.Tests.Fixtures;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Linnet.Tests.Commands;

/// <summary>The commands as processes: exit codes, output, and use beside a running server.</summary>
public sealed class CommandLineTests : IDisposable
{
    // From crypt_blowfish's own tests.
    private const string OldPassword = "U*U";
    private const string OldHash = "05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--help", "Usage:")]
    [InlineData("import --help", "linnet import original.db")]
    [InlineData("seed --help", "linnet-demo")]
    [InlineData("recount --help", "--repair")]
    [InlineData("backup --help", "while the server runs")]
    [InlineData("migrate --help", "--dry-run")]
    [InlineData("user --help", "deactivate")]
    [InlineData("user show --help", "--database")]
    public async Task Every_command_has_help_with_examples(string arguments, string expected)
    {
        var outcome = await LinnetProcess.RunAsync(_folder, arguments.Split(' '));
        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(expected, outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Examples:", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("user show --version")]
    public async Task Every_command_prints_the_version(string arguments)
    {
        var outcome = await LinnetProcess.RunAsync(_folder, arguments.Split(' '));
        Assert.Equal((0, LinnetVersion.Text), (outcome.ExitCode, outcome.Output.Trim()));
    }

    [Theory]
    [InlineData("import", "'import'")]
    [InlineData("fly", "'fly'")]
    [InlineData("recount --database", "--database needs a value")]
    [InlineData("seed --people 0", "--people is 0")]
    public async Task A_wrong_command_line_is_reported_in_one_line(string arguments, string expected)
    {
        var outcome = await LinnetProcess.RunAsync(_folder, arguments.Split(' '));
        Assert.Equal((int)ExitCode.Usage, outcome.ExitCode);
        Assert.Contains(expected, Assert.Single(outcome.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recount")]
    [InlineData("backup copy.db")]
    [InlineData("user show ada")]
    [InlineData("import missing.db")]
    public async Task A_command_without_its_data_creates_no_empty_database(string arguments)
    {
        var outcome = await LinnetProcess.RunAsync(_folder, arguments.Split(' '));
        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Single(outcome.Error.TrimEnd().Split('\n'));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Imported_users_log_in_with_their_old_passwords()
    {
        using (var original = new OriginalFile(_folder.File("original.db")))
        {
            original.AddUser(1, "ada", "ada@example.org", $"$2a${OldHash}");
            original.AddUser(2, "bob", "bob@example.org", $"$2b${OldHash}");
            original.AddUser(3, "cécile", "cecile@example.org", $"$2y${OldHash}");
        }
        var outcome = await LinnetProcess.RunAsync(_folder, "import", "--database", "linnet.db", "original.db");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches(@"3\s+username\s+c_cile\s+cécile", outcome.Output);
        await using var linnet = await RunningLinnet.StartAsync($"--database={_folder.File("linnet.db")}");
        foreach (var name in new[] { "ada", "bob", "c_cile" })
            Assert.NotNull((await linnet.LogInAsync(name, OldPassword))["access_token"]);
    }

    [Fact]
    public async Task Drift_is_found_reported_and_repaired()
    {
        await SeedAsync();
        Assert.Equal((0, "Every counter is correct."), await RecountAsync());
        await ExecuteAsync("update users set followers_count = followers_count + 3; update tweets set likes_count = 9999 where id = 5");
        var (code, output) = await RecountAsync();
        Assert.Equal(1, code);
        Assert.Contains("users.followers_count is wrong in 20 rows:", output, StringComparison.Ordinal);
        Assert.Contains("and 15 more", output, StringComparison.Ordinal);
        Assert.Contains("tweets.likes_count is wrong in 1 rows:", output, StringComparison.Ordinal);
        Assert.Matches("id 5: is 9999, should be [0-9]+", output);
        (code, output) = await RecountAsync("--repair");
        Assert.Equal(0, code);
        Assert.EndsWith("21 counters were repaired.", output, StringComparison.Ordinal);
        Assert.Equal((0, "Every counter is correct."), await RecountAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Operators_act_on_accounts_beside_a_running_server()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("Ada");
        var database = $"--database={linnet.Database}";
        Assert.Contains("@Ada (id 1)", (await LinnetProcess.RunAsync(_folder, "user", "show", "ada", database)).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await LinnetProcess.RunAsync(_folder, "user", "verify", "@ADA", database)).ExitCode);
        Assert.True((await ada.ReadAsync("/users/me"))["is_verified"]!.GetValue<bool>());
        Assert.Equal(0, (await LinnetProcess.RunAsync(_folder, "user", "deactivate", "ada", database)).ExitCode);
        // The server learns of another process's writes within a second.
        while ((await ada.GetAsync("/users/me")).StatusCode is HttpStatusCode.OK)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await LinnetProcess.RunAsync(_folder, "user", "activate", "ada", database)).ExitCode);
        Assert.NotNull(await linnet.LogInAsync("ada"));
        var unknown = await LinnetProcess.RunAsync(_folder, "user", "verify", "nobody", database);
        Assert.Equal((1, "There is no user @nobody."), (unknown.ExitCode, unknown.Error.Trim()));
    }

    [Fact]
    public async Task A_backup_beside_a_running_server_contains_every_earlier_write()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        await ada.TweetAsync("before the backup");
        var outcome = await LinnetProcess.RunAsync(_folder, "backup", "copy.db", $"--database={linnet.Database}");
        Assert.Equal(0, outcome.ExitCode);
        await using var restored = await RunningLinnet.StartAsync($"--database={_folder.File("copy.db")}");
        var token = (await restored.LogInAsync("ada"))["access_token"]!.GetValue<string>();
        using var http = restored.ClientFor(token);
        Assert.Contains("before the backup", await http.GetStringAsync("/tweets/", Cancellation), StringComparison.Ordinal);
    }

    private async Task SeedAsync()
    {
        var outcome = await LinnetProcess.RunAsync(
            _folder, "seed", "--people", "20", "--tweets", "60", "--follows-each", "5", "--likes", "100", "--passwords:bcryptcost=4");
        Assert.Equal(0, outcome.ExitCode);
    }

    private async Task<(int Code, string Output)> RecountAsync(params string[] options)
    {
        var outcome = await LinnetProcess.RunAsync(_folder, ["recount", .. options]);
        return (outcome.ExitCode, outcome.Output.Trim());
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.File("twitter.db")};Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
