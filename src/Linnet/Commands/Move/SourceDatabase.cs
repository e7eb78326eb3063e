using Linnet.Common;
using Linnet.Storage;
using Linnet.Storage.Sqlite;

namespace Linnet.Commands.Move;

/// <summary>A Linnet SQLite database as the source of a move.</summary>
internal sealed class SourceDatabase : IDisposable
{
    // lang=sql
    private const string SelectHashes = "select sha256 from schema_migrations order by version";

    // lang=sql
    private const string SelectColumns = "select name, type = 'boolean' as is_flag from pragma_table_info(@table)";

    // lang=sql
    private const string SelectLastId = "select seq from sqlite_sequence where name = @table";

    private readonly SourceFile _file;

    private SourceDatabase(SourceFile file) => _file = file;

    /// <exception cref="OperatorException">The file is missing, damaged, or from another program or version.</exception>
    public static SourceDatabase Open(string path) => new(SourceFile.Open(path, file => FindError(path, file)));

    public long Count(string table) => _file.Count(table);

    /// <returns>The highest id ever assigned; null for tables without assigned ids.</returns>
    public long? LastId(string table) => _file.Query<long?>(SelectLastId, new { table }).SingleOrDefault();

    public IReadOnlyList<MovedColumn> Columns(string table) => [.. _file.Query<MovedColumn>(SelectColumns, new { table })];

    /// <summary>Streams rows. Each step returns the same array.</summary>
    public IEnumerable<object?[]> Read(string table, IReadOnlyList<MovedColumn> columns)
    {
        var row = new object?[columns.Count];
        foreach (var reader in _file.Read($"select {string.Join(", ", columns.Select(column => column.Name))} from {table}"))
        {
            for (var index = 0; index < row.Length; index++)
                row[index] = reader.IsDBNull(index) ? null : columns[index].IsFlag ? reader.GetBoolean(index) : reader.GetValue(index);
            yield return row;
        }
    }

    public void Dispose() => _file.Dispose();

    private static string? FindError(string path, SourceFile file)
    {
        if (!SqliteFile.IsOurs(path))
            return $"There is no database at {path}.";
        return file.Query<string>(SelectHashes).SequenceEqual(Migration.Embedded(DatabaseEngine.Sqlite).Select(migration => migration.Sha256))
            ? null
            : $"{path} is from another version of Linnet. Upgrade it by starting this version on it once, or use the version that wrote it.";
    }
}

internal sealed record MovedColumn
{
    public string Name { get; init; } = "";

    /// <summary>SQLite stores booleans as numbers.</summary>
    public bool IsFlag { get; init; }
}
