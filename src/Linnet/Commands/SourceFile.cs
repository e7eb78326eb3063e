using Dapper;
using Linnet.Common;
using Linnet.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Linnet.Commands;

/// <summary>A SQLite file to copy from: read as one snapshot, never written.</summary>
internal sealed class SourceFile : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _snapshot;

    private SourceFile(SqliteConnection connection)
    {
        _connection = connection;
        _snapshot = connection.BeginTransaction(deferred: true);
    }

    /// <param name="path">The file.</param>
    /// <param name="findError">Returns why the file is unsuitable, or null.</param>
    /// <exception cref="OperatorException">The file is missing, damaged, or unsuitable.</exception>
    public static SourceFile Open(string path, Func<SourceFile, string?> findError)
    {
        if (!File.Exists(path))
            throw new OperatorException(ExitCode.Database, Directory.Exists(path) ? $"{path} is a folder." : $"{path} does not exist.");
        SqliteConnection? connection = null;
        SourceFile? file = null;
        try
        {
            connection = SqliteFile.OpenReadOnly(path);
            file = new SourceFile(connection);
            return findError(file) is { } error ? throw new OperatorException(ExitCode.Database, error) : file;
        }
        catch (Exception error)
        {
            file?._snapshot.Dispose();
            connection?.Dispose();
            if (error is SqliteException)
                throw new OperatorException(ExitCode.Database, $"{path} cannot be read: {error.Message}", error);
            throw;
        }
    }

    public IEnumerable<T> Query<T>(string sql, object? parameters = null) => _connection.Query<T>(sql, parameters, _snapshot);

    public long Count(string table) => _connection.ExecuteScalar<long>($"select count(*) from {table}", transaction: _snapshot);

    /// <summary>Streams rows. Each step returns the same reader, on the next row.</summary>
    public IEnumerable<SqliteDataReader> Read(string sql)
    {
        using var command = _connection.CreateCommand();
        command.Transaction = _snapshot;
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return reader;
    }

    public void Dispose()
    {
        _snapshot.Dispose();
        _connection.Dispose();
    }
}
