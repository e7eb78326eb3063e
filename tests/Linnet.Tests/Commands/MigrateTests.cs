using Linnet.Common;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Commands;

/// <summary>Which commands upgrade a schema, and which refuse an outdated one.</summary>
public sealed class MigrateTests : IDisposable
{
    private static readonly int Latest = Migration.Embedded(DatabaseEngine.Sqlite).Count;

    private readonly TempFolder _folder = new();

    private string Database => _folder.File("twitter.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("user show ada")]
    [InlineData("user deactivate ada")]
    [InlineData("recount")]
    [InlineData("recount --repair")]
    public async Task A_command_refuses_an_older_schema_and_does_not_change_it(string command)
    {
        MakeOlder();
        var before = await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken);
        var outcome = await LinnetProcess.RunAsync(_folder, command.Split(' '));
        Assert.Equal((int)ExitCode.Database, outcome.ExitCode);
        Assert.Contains($"has schema version {Latest - 1}, but this program needs {Latest}", Assert.Single(outcome.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Database, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_backup_of_an_older_schema_keeps_its_version()
    {
        MakeOlder();
        Assert.Equal(0, (await LinnetProcess.RunAsync(_folder, "backup", "copy.db")).ExitCode);
        Assert.Equal([Latest - 1], PlainSql.Query<int>(_folder.File("copy.db"), "select max(version) from schema_migrations"));
        Assert.Equal([Latest - 1], PlainSql.Query<int>(Database, "select max(version) from schema_migrations"));
    }

    [Fact]
    public async Task Migrate_shows_its_plan_then_runs_it_and_then_has_nothing_to_do()
    {
        MakeOlder();
        var last = Migration.Embedded(DatabaseEngine.Sqlite)[^1].Name;
        var plan = await LinnetProcess.RunAsync(_folder, "migrate", "--dry-run");
        Assert.Contains($"would be upgraded from schema version {Latest - 1} to {Latest}:", plan.Output, StringComparison.Ordinal);
        Assert.Contains(last, plan.Output, StringComparison.Ordinal);
        Assert.Equal([Latest - 1], PlainSql.Query<int>(Database, "select max(version) from schema_migrations"));

        var done = await LinnetProcess.RunAsync(_folder, "migrate");
        Assert.Equal(0, done.ExitCode);
        Assert.Contains($"was upgraded from schema version {Latest - 1} to {Latest}:", done.Output, StringComparison.Ordinal);
        Assert.Contains("[2010]", done.Error, StringComparison.Ordinal);
        Assert.Equal([Latest], PlainSql.Query<int>(Database, "select max(version) from schema_migrations"));

        Assert.Contains("nothing to do", (await LinnetProcess.RunAsync(_folder, "migrate")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("migrate")]
    [InlineData("recount")]
    public async Task A_newer_schema_is_refused(string command)
    {
        MakeOlder();
        PlainSql.Execute(Database, "insert into schema_migrations values (998, '0998_later', 'x', 1), (999, '0999_later', 'x', 1)");
        var outcome = await LinnetProcess.RunAsync(_folder, command);
        Assert.Equal((int)ExitCode.Database, outcome.ExitCode);
        Assert.Contains("newer Linnet", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_only_read_and_write_rows_serves_a_migrated_database()
    {
        var database = await PostgresServer.CreateEmptyDatabaseAsync();
        var role = $"clerk_{Guid.NewGuid():N}";
        try
        {
            PlainSql.Execute(database, $"create role {role} login; revoke create on schema public from public");
            var url = database.Replace("linnet@", $"{role}@", StringComparison.Ordinal);
            var early = await LinnetProcess.RunAsync(_folder, "--urls=http://127.0.0.1:0", $"--database={url}");
            Assert.Equal((int)ExitCode.Database, early.ExitCode);
            Assert.Contains("linnet migrate", Assert.Single(early.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);

            Assert.Equal(0, (await LinnetProcess.RunAsync(_folder, "migrate", $"--database={database}")).ExitCode);
            PlainSql.Execute(
                database,
                $"grant select, insert, update, delete on all tables in schema public to {role}; grant select on all sequences in schema public to {role}");
            await using var linnet = LinnetProcess.Start(_folder, "--urls=http://127.0.0.1:0", $"--database={url}", "--passwords:bcryptcost=4");
            var ada = await Person.JoinAsync(await linnet.WaitUntilListeningAsync(), "ada");
            var tweet = await ada.TweetAsync("written with minimal rights");
            await ada.ReadAsync($"/tweets/timeline?min_id={tweet - 1}");
            (await ada.DeleteAsync("/users/me")).EnsureSuccessStatusCode();
        }
        finally
        {
            await PostgresServer.DropAsync(database);
            PlainSql.Execute(await PostgresServer.CreateEmptyDatabaseAsync(), $"drop role {role}");
        }
    }

    [Fact]
    public async Task A_database_of_another_encoding_is_refused()
    {
        var database = await PostgresServer.CreateEmptyDatabaseAsync();
        var name = $"latin_{Guid.NewGuid():N}";
        PlainSql.Execute(database, $"create database {name} encoding 'LATIN1' locale 'C' template template0");
        var latin = $"{database[..(database.LastIndexOf('/') + 1)]}{name}";
        try
        {
            foreach (var command in new[] { "serve", "migrate", "recount" })
            {
                var outcome = await LinnetProcess.RunAsync(_folder, command, "--urls=http://127.0.0.1:0", $"--database={latin}");
                Assert.Equal((int)ExitCode.Database, outcome.ExitCode);
                Assert.Contains("has the encoding LATIN1, and Linnet needs UTF8", Assert.Single(outcome.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
            }
        }
        finally
        {
            await PostgresServer.DropAsync(latin);
            await PostgresServer.DropAsync(database);
        }
    }

    /// <summary>Creates a database of the previous schema version.</summary>
    private void MakeOlder()
    {
        PlainSql.Execute(Database, "create table schema_migrations (version integer primary key, name text not null, sha256 text not null, applied_at bigint not null)");
        foreach (var migration in Migration.Embedded(DatabaseEngine.Sqlite).SkipLast(1))
        {
            PlainSql.Execute(Database, migration.Sql);
            PlainSql.Execute(Database, $"insert into schema_migrations values ({migration.Version}, '{migration.Name}', '{migration.Sha256}', 1)");
        }
    }
}
