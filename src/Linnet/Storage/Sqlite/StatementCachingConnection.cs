using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Linnet.Storage.Sqlite;

/// <summary>
/// A connection that keeps the statements it has prepared. The statements here are few and run all the time, and SQLite
/// takes longer to parse and plan most of them than to run them.
/// </summary>
/// <remarks>
/// Dapper creates a command before it sets its text, so the caller sets the next statement first. Not thread-safe,
/// as no connection is.
/// </remarks>
internal sealed class StatementCachingConnection(string connectionString) : SqliteConnection(connectionString)
{
    // More statements than the program has.
    private const int MostKept = 256;

    // Of SQLite's steps, between two looks at the time: about a tenth of a millisecond, and a thousandth of it for the look.
    private const int StepsPerLook = 5000;

    private readonly Dictionary<string, CachedCommand> _commands = [];
    private readonly Dictionary<string, SqliteStatement> _statements = [];
    private string? _next;
    private long _stopAt = long.MaxValue;

    /// <summary>How long a statement waits for another connection's lock before it fails as busy.</summary>
    public void WaitForLocks(int seconds)
    {
        DefaultTimeout = seconds;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_busy_timeout(Handle!, seconds * 1000), Handle);
    }

    /// <summary>Has statements look at the time while they run: <see cref="StopAfter"/>.</summary>
    public void WatchTime() =>
        raw.sqlite3_progress_handler(Handle, StepsPerLook, _ => Stopwatch.GetTimestamp() > _stopAt ? 1 : 0, null);

    /// <summary>A statement that still runs then is interrupted; of a connection that watches the time.</summary>
    public void StopAfter(TimeSpan time) => _stopAt = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Lets statements run to their end.</summary>
    public void StopNever() => _stopAt = long.MaxValue;

    /// <summary>Says which statement the next command will run.</summary>
    public void SetNextStatement(string sql) => _next = sql;

    /// <summary>Runs a statement without parameters or rows.</summary>
    public void Run(string sql) => Prepare(sql)!.Execute(SqliteParameters.Of(null)!, values: null);

    /// <summary>Runs several statements, with the provider's own waiting for locks.</summary>
    public void RunAll(string sql)
    {
        using var command = CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a statement without parameters that gives one number.</summary>
    public long ReadNumber(string sql)
    {
        _ = Prepare(sql)!.TryReadSingle(SqliteParameters.Of(null)!, values: null, SqliteColumn<long>.Read!, out var number);
        return number;
    }

    /// <returns>The statement, prepared now or earlier; null for a text that holds several.</returns>
    public SqliteStatement? Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var statement))
            return statement;
        statement = SqliteStatement.TryPrepare(Handle!, sql);
        if (statement is not null)
            _statements.Add(sql, statement);
        return statement;
    }

    public override SqliteCommand CreateCommand()
    {
        var sql = _next;
        _next = null;
        if (sql is null)
            return base.CreateCommand();
        if (_commands.TryGetValue(sql, out var kept))
            return kept.TryTake() ? kept : base.CreateCommand();
        if (_commands.Count >= MostKept)
            return base.CreateCommand();
        kept = new CachedCommand { Connection = this, CommandTimeout = DefaultTimeout };
        _commands.Add(sql, kept);
        return kept;
    }

    protected override void Dispose(bool disposing)
    {
        // Before the connection: SQLite keeps one open that has statements, and with it the write-ahead log.
        foreach (var command in _commands.Values)
            command.Release();
        _commands.Clear();
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _statements.Clear();
        base.Dispose(disposing);
    }

    /// <summary>A command that is given back instead of disposed of, until it is released.</summary>
    private sealed class CachedCommand : SqliteCommand
    {
        private bool _taken = true;
        private bool _released;

        /// <returns>False while a reader uses it.</returns>
        public bool TryTake()
        {
            if (_taken)
                return false;
            _taken = true;
            return true;
        }

        /// <summary>Throws the statement away.</summary>
        public void Release()
        {
            _released = true;
            Dispose();
        }

        [SuppressMessage("Usage", "CA2215:Dispose methods should call base class dispose", Justification = "It would throw the statement away, which is what this class keeps until it is released.")]
        protected override void Dispose(bool disposing)
        {
            if (_released)
            {
                base.Dispose(disposing);
                return;
            }
            Parameters.Clear();
            _taken = false;
        }
    }
}
