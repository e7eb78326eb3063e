using Linnet.Common;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Storage;

public sealed class PostgresStartTests : IAsyncLifetime
{
    private string _url = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _url = await PostgresServer.CreateEmptyDatabaseAsync();

    public async ValueTask DisposeAsync() => await PostgresServer.DropAsync(_url);

    [Fact]
    public async Task A_second_start_applies_nothing_and_keeps_the_data()
    {
        await MigrateAsync();
        PlainSql.Execute(_url, "insert into users (username, email, hashed_password, created_at) values ('ada', 'a@b.c', 'x', 1)");
        await MigrateAsync();
        Assert.Equal([1L], PlainSql.Query<long>(_url, "select count(*) from users"));
    }

    [Fact]
    [Trait("Promise", "D10")]
    public async Task Ten_starts_at_once_migrate_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(MigrateAsync)));
        Assert.Equal([(long)Migration.Embedded(DatabaseEngine.Postgres).Count], PlainSql.Query<long>(_url, "select count(*) from schema_migrations"));
    }

    [Theory]
    [Trait("Promise", "D10")]
    [InlineData("insert into schema_migrations values (999, '0999_later', 'x', 1)", "newer Linnet")]
    [InlineData("update schema_migrations set sha256 = 'other' where version = 1", "differs")]
    public async Task A_schema_of_another_version_is_refused(string change, string expected)
    {
        await MigrateAsync();
        PlainSql.Execute(_url, change);
        await AssertRefusedAsync(_url, expected);
    }

    [Fact]
    public async Task Tables_of_another_program_are_refused_and_left_as_they_are()
    {
        PlainSql.Execute(_url, "create table users (id int)");
        await AssertRefusedAsync(_url, "another program");
        Assert.Equal(["users"], PlainSql.Query<string>(_url, "select tablename from pg_tables where schemaname = 'public'"));
    }

    [Fact]
    public async Task What_cannot_be_reached_or_does_not_exist_is_refused_without_a_word_of_the_password()
    {
        await AssertRefusedAsync($"{_url}_not", "createdb");
        await AssertRefusedAsync("postgresql://linnet:s3cret@127.0.0.1:1/none", "cannot be reached");
    }

    [Fact]
    public async Task Both_engines_have_the_same_tables_and_columns()
    {
        using var folder = new TempFolder();
        await using (var sqlite = new Linnet.Storage.Sqlite.SqliteDatabase(
            folder.File("test.db"), new StorageOptions(), Meters.Writes, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<Linnet.Storage.Sqlite.SqliteDatabase>.Instance))
            await sqlite.MigrateAsync(Cancellation);
        await MigrateAsync();
        var there = PlainSql.Query<string>(
            folder.File("test.db"),
            "select m.name || '.' || c.name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite%'");
        var here = PlainSql.Query<string>(_url, "select table_name || '.' || column_name from information_schema.columns where table_schema = 'public'");
        // SQLite numbers its commits itself, has its key in a file beside it, and no other node to tell of anything.
        Assert.Equal(
            there.Except(["write_sequence.only_row", "write_sequence.number"]).Order(StringComparer.Ordinal),
            here.Except(["signing_key.only_row", "signing_key.key"]).Where(column => !column.StartsWith("outbox", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private Task MigrateAsync() => MigrateAsync(_url);

    private static async Task MigrateAsync(string url)
    {
        await using var database = PostgresServer.Open(url);
        await database.MigrateAsync(Cancellation);
    }

    private static async Task AssertRefusedAsync(string url, string expected)
    {
        var error = await Assert.ThrowsAsync<OperatorException>(() => MigrateAsync(url));
        Assert.Equal(ExitCode.Database, error.ExitCode);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("s3cret", error.Message, StringComparison.Ordinal);
    }
}
