using System.Data.Common;
using Dapper;
using Linnet.Common;
using Linnet.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Linnet.Tests.Fixtures;

/// <summary>What the database itself says, past everything that is tested.</summary>
internal static class PlainSql
{
    /// <param name="database">As the setting is written.</param>
    public static List<T> Query<T>(string database, string sql, object? parameters = null)
    {
        using var connection = Connect(database, "Mode=ReadOnly");
        return connection.Query<T>(sql, parameters).AsList();
    }

    public static void Execute(string database, string sql)
    {
        using var connection = Connect(database, "Mode=ReadWriteCreate");
        connection.Execute(sql);
    }

    /// <summary>Runs a statement in a transaction that stays open.</summary>
    /// <returns>Ends it when disposed.</returns>
    public static async Task<IAsyncDisposable> HoldAsync(string database, string sql)
    {
        var connection = Connect(database, "Mode=ReadWriteCreate");
        await connection.OpenAsync();
        await connection.ExecuteAsync($"begin; {sql}");
        return connection;
    }

    public static T OrThrow<T>(this Result<T> result) =>
        result.Succeeded(out var value, out var error) ? value : throw new InvalidOperationException(error.Detail);

    private static DbConnection Connect(string database, string sqliteMode)
    {
        var url = DatabaseUrl.Parse(database, Environment.CurrentDirectory).OrThrow();
        return url.Engine is DatabaseEngine.Sqlite
            ? new SqliteConnection($"Data Source={url.Target};{sqliteMode};Pooling=false")
            : new NpgsqlConnection($"{url.Target};Maximum Pool Size=8;Connection Idle Lifetime=2;Connection Pruning Interval=1");
    }
}
