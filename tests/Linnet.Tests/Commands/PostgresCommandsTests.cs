using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Commands;

/// <summary>The commands as processes on PostgreSQL. They do the same as on SQLite.</summary>
public sealed class PostgresCommandsTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private string _database = "";

    public async ValueTask InitializeAsync() => _database = await PostgresServer.CreateEmptyDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        await PostgresServer.DropAsync(_database);
        _folder.Dispose();
    }

    [Fact]
    public async Task Demo_data_is_seeded_counted_and_administered()
    {
        await RunAsync("seed", "--people", "30", "--tweets", "200", "--follows-each", "5", "--likes", "300", "--passwords:bcryptcost=4");
        Assert.Equal([(30L, 200L, 150L, 300L)], PlainSql.Query<(long, long, long, long)>(
            _database, "select (select count(*) from users), (select count(*) from tweets), (select count(*) from follows), (select count(*) from likes)"));
        Assert.Contains("Every counter is correct", await RunAsync("recount"), StringComparison.Ordinal);

        var name = PlainSql.Query<string>(_database, "select username from users where id = 3").Single();
        await RunAsync("user", "deactivate", name.ToUpperInvariant());
        Assert.Equal([false], PlainSql.Query<bool>(_database, "select is_active from users where id = 3"));

        PlainSql.Execute(_database, "update users set tweets_count = tweets_count + 1 where id = 5");
        Assert.Contains("1 counters were repaired", await RunAsync("recount", "--repair"), StringComparison.Ordinal);
        Assert.Contains("Every counter is correct", await RunAsync("recount"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_original_is_imported()
    {
        using (var original = new OriginalFile(_folder.File("original.db")))
        {
            original.AddUser(7, "ada", "ada@example.org", bio: "Grüße 🐦", active: 1, verified: 0);
            original.AddUser(9, "ben", "ben@example.org");
            original.AddTweet(41, "a reply to a later row", author: 7, replyTo: 42);
            original.AddTweet(42, "zero \0 inside", author: 9);
            original.AddFollow(7, 9);
            original.AddLike(9, 41);
        }
        await RunAsync("import", "original.db");
        Assert.Equal([("zero \uFFFD inside", 1L)], PlainSql.Query<(string, long)>(_database, "select content, replies_count from tweets where id = 42"));
        Assert.Contains("Every counter is correct", await RunAsync("recount"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_is_refused_with_a_hint_at_pg_dump()
    {
        await RunAsync("recount", 3);
        await RunAsync("seed", "--people", "2", "--tweets", "1", "--follows-each", "1", "--likes", "1", "--passwords:bcryptcost=4");
        Assert.Contains("pg_dump", await RunAsync("backup", 1, "copy.dump"), StringComparison.Ordinal);
    }

    private Task<string> RunAsync(string command, params string[] arguments) => RunAsync(command, 0, arguments);

    /// <returns>The command's output and errors.</returns>
    private async Task<string> RunAsync(string command, int expected, params string[] arguments)
    {
        var outcome = await LinnetProcess.RunAsync(_folder, [command, .. arguments, $"--database={_database}"]);
        Assert.True(outcome.ExitCode == expected, $"{outcome.ExitCode}: {outcome.Output}{outcome.Error}");
        return outcome.Output + outcome.Error;
    }
}
