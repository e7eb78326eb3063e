using Dapper;
using Linnet.Common.Caching;
using Microsoft.Data.Sqlite;

namespace Linnet.Storage.Sqlite;

/// <summary>
/// A session on a SQLite connection. Statements that give single values go straight to SQLite; those that give whole objects go
/// through the mapper.
/// </summary>
internal sealed class SqliteSession(StatementCachingConnection connection, CancellationToken cancellation)
    : DbSession(connection, cancellation)
{
    private readonly CancellationToken _cancellation = cancellation;
    // Until the transaction's end: a row may come before the one that it refers to.
    // lang=sql
    private const string CheckReferencesAtCommit = "pragma defer_foreign_keys = on";

    // lang=sql
    private const string SelectCommit = "select number from write_sequence";

    private readonly StatementCachingConnection _connection = connection;

    public override void TakeTime() => _connection.StopNever();

    public override async Task<Snapshot> ReadSnapshotAsync() => Snapshot.UpTo(await QuerySingleAsync<long>(SelectCommit));

    public override Task<List<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        SqliteColumn<T>.Read is { } read && TryPrepare(sql, parameters) is ({ } statement, { } members)
            ? Task.FromResult(statement.ReadAll(members, parameters, read))
            : base.QueryAsync<T>(sql, parameters);

    public override Task<T?> QuerySingleOrDefaultAsync<T>(string sql, object? parameters = null)
        where T : default
    {
        if (SqliteColumn<T>.Read is not { } read || TryPrepare(sql, parameters) is not ({ } statement, { } members))
            return base.QuerySingleOrDefaultAsync<T>(sql, parameters);
        _ = statement.TryReadSingle(members, parameters, read, out var value);
        return Task.FromResult(value);
    }

    public override Task<T> QuerySingleAsync<T>(string sql, object? parameters = null)
    {
        if (SqliteColumn<T>.Read is not { } read || TryPrepare(sql, parameters) is not ({ } statement, { } members))
            return base.QuerySingleAsync<T>(sql, parameters);
        return statement.TryReadSingle(members, parameters, read, out var value)
            ? Task.FromResult(value!)
            : throw new InvalidOperationException("The statement gave no row");
    }

    public override Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        TryPrepare(sql, parameters) is ({ } statement, { } members)
            ? Task.FromResult(statement.Execute(members, parameters))
            : base.ExecuteAsync(sql, parameters);

    public override Task<long> BulkInsertAsync(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows)
    {
        _connection.Execute(CheckReferencesAtCommit);
        using var insert = _connection.CreateCommand();
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

    private (SqliteStatement? Statement, SqliteParameters? Parameters) TryPrepare(string sql, object? parameters)
    {
        _cancellation.ThrowIfCancellationRequested();
        return SqliteParameters.Of(parameters) is { } members
            ? (_connection.Prepare(members.HasLists ? SqliteLists.Translate(sql) : sql), members)
            : default;
    }

    protected override string Translate(string sql, ref object? parameters)
    {
        if (SqliteParameters.Of(parameters) is { HasLists: true } members)
            (sql, parameters) = (SqliteLists.Translate(sql), members.ForMapper(parameters!));
        _connection.SetNextStatement(sql);
        return sql;
    }
}
