using Dapper;
using Linnet.Common.Caching;
using Microsoft.Data.Sqlite;

namespace Linnet.Storage.Sqlite;

/// <summary>A session on a SQLite connection.</summary>
internal sealed class SqliteSession(PreparingConnection connection, CancellationToken cancellation)
    : DbSession(connection, cancellation)
{
    // Until the transaction's end: a row may come before the one that it refers to.
    // lang=sql
    private const string CheckReferencesAtCommit = "pragma defer_foreign_keys = on";

    // lang=sql
    private const string SelectCommit = "select number from write_sequence";

    private readonly PreparingConnection _connection = connection;

    public override async Task<Snapshot> ReadSnapshotAsync() => Snapshot.UpTo(await QuerySingleAsync<long>(SelectCommit));

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

    protected override string Translate(string sql)
    {
        _connection.Announce(sql);
        return sql;
    }
}
