using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Linnet.Storage.Sqlite;

/// <summary>
/// One prepared statement, bound and stepped without ADO.NET in between: for statements whose parameters and columns are
/// single values, which is what the write path and the lists of ids consist of.
/// </summary>
/// <remarks>
/// ADO.NET and a mapper on top cost about twice what SQLite itself takes for such a statement. Each call steps to the end,
/// so a statement is never in use twice. Not thread-safe, as no connection is.
/// </remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int _parameterCount;
    private SqliteParameters? _bound;
    private int[] _indexes = [];

    private SqliteStatement(sqlite3 database, sqlite3_stmt statement)
    {
        (_database, _statement) = (database, statement);
        _parameterCount = raw.sqlite3_bind_parameter_count(statement);
    }

    /// <returns>Null when the text holds more than one statement.</returns>
    public static SqliteStatement? TryPrepare(sqlite3 database, string sql)
    {
        var result = raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement, out var rest);
        SqliteException.ThrowExceptionForRC(result, database);
        if (string.IsNullOrWhiteSpace(rest))
            return new SqliteStatement(database, statement);
        statement.Dispose();
        return null;
    }

    /// <summary>Runs it and reads the first column of each row.</summary>
    public List<T> ReadAll<T>(SqliteParameters parameters, object? values, Func<sqlite3_stmt, T> read)
    {
        Bind(parameters, values);
        try
        {
            var rows = new List<T>();
            while (Step())
                rows.Add(read(_statement));
            return rows;
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>Runs it and reads the first column of its only row.</summary>
    /// <returns>Whether there was a row.</returns>
    /// <exception cref="InvalidOperationException">There is more than one.</exception>
    public bool TryReadSingle<T>(SqliteParameters parameters, object? values, Func<sqlite3_stmt, T> read, out T? value)
    {
        Bind(parameters, values);
        try
        {
            var found = Step();
            value = found ? read(_statement) : default;
            if (found && Step())
                throw new InvalidOperationException("The statement gave more than one row");
            return found;
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
        }
    }

    /// <returns>How many rows changed.</returns>
    public int Execute(SqliteParameters parameters, object? values)
    {
        Bind(parameters, values);
        try
        {
            while (Step())
            {
            }
            return raw.sqlite3_changes(_database);
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    private bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is raw.SQLITE_ROW or raw.SQLITE_DONE)
            return result is raw.SQLITE_ROW;
        SqliteException.ThrowExceptionForRC(result, _database);
        throw new InvalidOperationException($"SQLite stopped with {result}");
    }

    private void Bind(SqliteParameters parameters, object? values)
    {
        // A statement occurs once in the source, so its parameters nearly always have the same types.
        if (_bound != parameters)
        {
            _indexes = parameters.IndexesIn(_statement);
            if (_indexes.Count(index => index > 0) != _parameterCount)
                throw new InvalidOperationException($"Not every parameter has a value: {raw.sqlite3_sql(_statement).utf8_to_string()}");
            _bound = parameters;
        }
        parameters.Bind(_statement, _indexes, values);
    }
}
