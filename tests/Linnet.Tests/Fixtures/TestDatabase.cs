namespace Linnet.Tests.Fixtures;

/// <summary>
/// Which engine the servers of this test run are on: <c>LINNET_TESTS_DATABASE=postgres</c>, or SQLite. So every test of the
/// API is a test of both, in two runs.
/// </summary>
internal static class TestDatabase
{
    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("LINNET_TESTS_DATABASE") is "postgres";

    /// <returns>A database of a test's own, as the setting is written.</returns>
    public static async Task<string> CreateAsync(TempFolder folder) =>
        IsPostgres ? await PostgresServer.CreateDatabaseAsync() : folder.File("test.db");

    public static async Task DropAsync(string database)
    {
        if (IsPostgres)
            await PostgresServer.DropAsync(database);
    }
}
