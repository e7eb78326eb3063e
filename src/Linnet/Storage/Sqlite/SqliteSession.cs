using Dapper;
using Microsoft.Data.Sqlite;

namespace Linnet.Storage.Sqlite;

/// <summary>A session on a SQLite connection.</summary>
internal sealed class SqliteSession(SqliteConnection connection, SqliteTransaction? transaction, CancellationToken cancellation)
    : DbSession(connection, transaction, cancellation)
{
    // Until the transaction's end: a row may come before the one that it refers to.
    // lang=sql
    private const string CheckReferencesAtCommit = "pragma defer_foreign_keys = on";

    private readonly SqliteConnection _connection = connection;
    private readonly SqliteTransaction? _transaction = transaction;

    public override Task<long> BulkInsertAsync(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        _connection.Execute(CheckReferencesAtCommit, transaction: _transaction);
        using var insert = _connection.CreateCommand();
        insert.Transaction = _transaction;
        insert.CommandText =
            $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(column => $"@{column}"))})";
        var values = columns.Select(column => insert.Parameters.Add(new SqliteParameter { ParameterName = $"@{column}" })).ToArray();
        var count = 0L;
        foreach (var row in rows)
        {
            for (var i = 0; i < values.Length; i++)
                values[i].Value = row[i] ?? DBNull.Value;
            insert.ExecuteNonQuery();
            count++;
        }
        return Task.FromResult(count);
    }
}
