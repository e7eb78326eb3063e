using Linnet.Storage;
using Linnet.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Linnet.Tests.Fixtures;

/// <summary>
/// Which engine the servers of this test run are on: <c>LINNET_TESTS_DATABASE=postgres</c>, or SQLite. So every test of the
/// API is a test of both, in two runs.
/// </summary>
internal static class TestDatabase
{
    // Two fifths of the time to start a server went to the migrations, which have tests of their own.
    private static readonly Lazy<Task<byte[]>> Template = new(MakeTemplateAsync);

    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("LINNET_TESTS_DATABASE") is "postgres";

    /// <returns>A database of a test's own, with Linnet's schema, as the setting is written.</returns>
    public static async Task<string> CreateAsync(TempFolder folder)
    {
        if (IsPostgres)
            return await PostgresServer.CreateDatabaseAsync();
        var path = folder.File("test.db");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        // As Linnet makes it.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var file = new FileStream(path, options);
        await file.WriteAsync(await Template.Value);
        return path;
    }

    public static async Task DropAsync(string database)
    {
        if (IsPostgres)
            await PostgresServer.DropAsync(database);
    }

    private static async Task<byte[]> MakeTemplateAsync()
    {
        using var folder = new TempFolder();
        var path = folder.File("template.db");
        await using (var database = new SqliteDatabase(path, new StorageOptions(), Meters.Writes, TimeProvider.System, NullLogger<SqliteDatabase>.Instance))
            await database.MigrateAsync(CancellationToken.None);
        return await File.ReadAllBytesAsync(path);
    }
}
