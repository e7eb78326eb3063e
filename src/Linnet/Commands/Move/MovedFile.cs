using Dapper;
using Linnet.Common;
using Linnet.Storage;
using Linnet.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Linnet.Commands.Move;

/// <summary>A SQLite database of Linnet's, read as of one moment and never written.</summary>
internal sealed class MovedFile : IDisposable
{
    // lang=sql
    private const string SelectHashes = "select sha256 from schema_migrations order by version";

    // lang=sql
    private const string SelectColumns = "select name, type = 'boolean' as is_flag from pragma_table_info(@table)";

    // lang=sql
    private const string SelectLastId = "select seq from sqlite_sequence where name = @table";

    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _snapshot;

    private MovedFile(SqliteConnection connection)
    {
        _connection = connection;
        _snapshot = connection.BeginTransaction(deferred: true);
    }

    /// <exception cref="StartException">The file is missing, damaged, of another program, or of another version.</exception>
    public static MovedFile Open(string path)
    {
        var connection = default(SqliteConnection);
        try
        {
            if (!SqliteFile.IsOurs(path))
                throw new StartException(ExitCode.Failed, $"There is no database at {path}.");
            connection = SqliteFile.OpenReadOnly(path);
            return connection.Query<string>(SelectHashes).SequenceEqual(Migration.Embedded(DatabaseEngine.Sqlite).Select(migration => migration.Sha256))
                ? new MovedFile(connection)
                : throw new StartException(ExitCode.Failed, $"{path} is of another version of Linnet. Start this one on it once, which upgrades it, or use its own.");
        }
        catch (Exception error)
        {
            connection?.Dispose();
            if (error is SqliteException)
                throw new StartException(ExitCode.Failed, $"{path} cannot be read: {error.Message}", error);
            throw;
        }
    }

    public long Count(string table) => _connection.ExecuteScalar<long>($"select count(*) from {table}", transaction: _snapshot);

    /// <returns>The greatest id that was ever given out; null where ids are not given out.</returns>
    public long? LastId(string table) => _connection.QuerySingleOrDefault<long?>(SelectLastId, new { table }, _snapshot);

    public IReadOnlyList<MovedColumn> Columns(string table) => _connection.Query<MovedColumn>(SelectColumns, new { table }, _snapshot).AsList();

    /// <summary>Streams rows: each step hands out the same array.</summary>
    public IEnumerable<object?[]> Read(string table, IReadOnlyList<MovedColumn> columns)
    {
        using var command = _connection.CreateCommand();
        command.Transaction = _snapshot;
        command.CommandText = $"select {string.Join(", ", columns.Select(column => column.Name))} from {table}";
        using var reader = command.ExecuteReader();
        var row = new object?[columns.Count];
        while (reader.Read())
        {
            for (var index = 0; index < row.Length; index++)
                row[index] = reader.IsDBNull(index) ? null : columns[index].IsFlag ? reader.GetBoolean(index) : reader.GetValue(index);
            yield return row;
        }
    }

    public void Dispose()
    {
        _snapshot.Dispose();
        _connection.Dispose();
    }
}

internal sealed record MovedColumn
{
    public string Name { get; init; } = "";

    /// <summary>SQLite keeps booleans as numbers.</summary>
    public bool IsFlag { get; init; }
}
