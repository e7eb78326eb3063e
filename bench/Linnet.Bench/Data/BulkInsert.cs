using Microsoft.Data.Sqlite;

namespace Linnet.Bench.Data;

/// <summary>One prepared statement, run for row after row inside a transaction.</summary>
internal sealed class BulkInsert : IDisposable
{
    private readonly SqliteTransaction _transaction;
    private readonly SqliteCommand _command;

    public BulkInsert(SqliteConnection connection, string table, params string[] columns)
    {
        _transaction = connection.BeginTransaction();
        _command = connection.CreateCommand();
        _command.Transaction = _transaction;
        _command.CommandText = $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select(name => $"@{name}"))})";
        foreach (var column in columns)
            _command.Parameters.Add(new SqliteParameter($"@{column}", value: null));
        _command.Prepare();
    }

    public void Add(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            _command.Parameters[i].Value = values[i] ?? DBNull.Value;
        _command.ExecuteNonQuery();
    }

    public void Commit() => _transaction.Commit();

    public void Dispose()
    {
        _command.Dispose();
        _transaction.Dispose();
    }
}
