using Dapper;
using Microsoft.Data.Sqlite;

namespace Linnet.Tests.Fixtures;

/// <summary>What the database file itself says, past everything that is tested.</summary>
internal static class PlainSql
{
    public static List<T> Query<T>(string databasePath, string sql, object? parameters = null)
    {
        using var connection = new SqliteConnection($"Data Source={databasePath};Mode=ReadOnly;Pooling=false");
        return connection.Query<T>(sql, parameters).AsList();
    }
}
