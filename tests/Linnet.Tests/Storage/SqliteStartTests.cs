using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Linnet.Common;
using Linnet.Storage;
using Linnet.Storage.Sqlite;
using Linnet.Tests.Fixtures;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Linnet.Tests.Storage;

public sealed class SqliteStartTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("test.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_start_applies_nothing_and_keeps_the_data()
    {
        await MigrateAsync();
        Execute("insert into users (username, email, hashed_password, created_at) values ('ada', 'a@b.c', 'x', 1)");
        await MigrateAsync();
        Assert.Equal(1L, Scalar("select count(*) from users"));
        Assert.Equal((long)Migration.Embedded(DatabaseEngine.Sqlite).Count, Scalar("select count(*) from schema_migrations"));
    }

    [Fact]
    public async Task A_new_file_has_small_pages_and_one_that_exists_keeps_its_own()
    {
        await MigrateAsync();
        Assert.Equal(2048L, Scalar("pragma page_size"));
        Execute("pragma journal_mode = delete; pragma page_size = 8192; vacuum");
        await MigrateAsync();
        Assert.Equal(8192L, Scalar("pragma page_size"));
    }

    [Fact]
    public void The_build_names_each_migration_by_the_hash_of_its_text() =>
        Assert.All(Enum.GetValues<DatabaseEngine>().SelectMany(Migration.Embedded), migration => Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(migration.Sql))), migration.Sha256));

    [Fact]
    [Trait("Promise", "D10")]
    public async Task Ten_starts_at_once_migrate_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(MigrateAsync)));
        Assert.Equal((long)Migration.Embedded(DatabaseEngine.Sqlite).Count, Scalar("select count(*) from schema_migrations"));
    }

    [Fact]
    [Trait("Promise", "D10")]
    public async Task A_schema_of_a_newer_version_is_refused()
    {
        await MigrateAsync();
        Execute("insert into schema_migrations values (999, '0999_later', 'x', 1)");
        await AssertRefusedAsync("newer Linnet");
    }

    [Fact]
    [Trait("Promise", "D10")]
    public async Task A_migration_that_changed_since_it_was_applied_is_refused()
    {
        await MigrateAsync();
        Execute("update schema_migrations set sha256 = 'other' where version = 1");
        await AssertRefusedAsync("differs");
    }

    [Fact]
    public async Task A_damaged_file_is_refused_and_left_as_it_is()
    {
        var bytes = new byte[8192];
        new Random(7).NextBytes(bytes);
        await File.WriteAllBytesAsync(Path, bytes, TestContext.Current.CancellationToken);
        await AssertRefusedAsync("damaged");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("create table users (id); create table tweets (id); create table follows (id); create table likes (id)", "linnet import")]
    [InlineData("create table bookmarks (id)", "another program")]
    public async Task A_database_of_another_program_is_refused_and_left_as_it_is(string schema, string expected)
    {
        Execute(schema);
        var before = await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken);
        await AssertRefusedAsync(expected);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Closing_leaves_one_file_with_everything_in_it()
    {
        await using (var database = Open(Path))
        {
            await database.MigrateAsync(TestContext.Current.CancellationToken);
            await database.WriteAsync(db => db.ExecuteAsync("create table notes (text text)"), TestContext.Current.CancellationToken);
            await database.ReadAsync(db => db.QueryAsync<string>("select text from notes"), TestContext.Current.CancellationToken);
        }
        Assert.Equal(Path, Assert.Single(Directory.GetFiles(_folder.Path)));
    }

    [Fact]
    public async Task A_missing_folder_is_refused()
    {
        var error = await Assert.ThrowsAsync<OperatorException>(() => MigrateAsync(_folder.File("missing/test.db")));
        Assert.Contains("folder exists", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_readable_by_its_owner_alone()
    {
        await MigrateAsync();
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no such file modes");
        else
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Theory]
    [InlineData(UnixFileMode.None, false)]
    [InlineData(UnixFileMode.GroupRead, false)]
    [InlineData(UnixFileMode.OtherRead, true)]
    [InlineData(UnixFileMode.OtherWrite, true)]
    [UnsupportedOSPlatform("windows")]
    public async Task A_file_that_all_users_can_read_or_change_is_warned_of(UnixFileMode others, bool isWarned)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such file modes");
        await MigrateAsync();
        File.SetUnixFileMode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        var outcome = await LinnetProcess.RunAsync(_folder, "migrate", $"--database={Path}");
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(isWarned, outcome.Error.Contains($"[2004] Every user of this machine can read {Path}", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Promise", "D9")]
    public async Task A_backup_holds_all_that_was_written_before_and_never_overwrites()
    {
        await using var database = Open(Path);
        await database.MigrateAsync(TestContext.Current.CancellationToken);
        await database.WriteAsync(
            db => db.ExecuteAsync("insert into users (username, email, hashed_password, created_at) values ('ada', 'a@b.c', 'x', 1)"),
            TestContext.Current.CancellationToken);
        var copy = _folder.File("copy.db");
        await database.BackupAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal(1L, Scalar("select count(*) from users", copy));
        await Assert.ThrowsAsync<OperatorException>(() => database.BackupAsync(copy, TestContext.Current.CancellationToken));
    }

    private static SqliteDatabase Open(string path) =>
        new(path, new StorageOptions(), Meters.Writes, TimeProvider.System, NullLogger<SqliteDatabase>.Instance);

    private Task MigrateAsync() => MigrateAsync(Path);

    private static async Task MigrateAsync(string path)
    {
        await using var database = Open(path);
        await database.MigrateAsync(TestContext.Current.CancellationToken);
    }

    private async Task AssertRefusedAsync(string expected)
    {
        var error = await Assert.ThrowsAsync<OperatorException>(MigrateAsync);
        Assert.Equal(ExitCode.Database, error.ExitCode);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private object? Scalar(string sql, string? path = null)
    {
        using var connection = new SqliteConnection($"Data Source={path ?? Path};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
