using Microsoft.Data.Sqlite;

namespace Linnet.Storage.Sqlite;

/// <summary>One SQLite file in WAL mode: many readers, and one writer that commits many writes together.</summary>
internal sealed partial class SqliteDatabase : Database
{
    private const int MigrationLockWaitSeconds = 30;

    // lang=sql
    private const string SelectVersion = "select max(version) from schema_migrations";

    private static readonly TimeSpan TurnWait = TimeSpan.FromSeconds(2);

    // lang=sql
    private const string SelectEngine = "select 'SQLite ' || sqlite_version()";

    // lang=sql
    private const string SelectEncoding = "select encoding from pragma_encoding";

    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly SqliteConnections _connections;
    private readonly SqliteWriter _writer;
    private readonly TimeSpan _readTime;
    private readonly ExternalWriteMonitor _externalWrites;
    private readonly ILogger _logger;

    /// <param name="path">The file; created by <see cref="MigrateAsync"/>.</param>
    public SqliteDatabase(string path, StorageOptions options, WriteMetrics metrics, TimeProvider clock, ILogger<SqliteDatabase> logger)
        : base(new ReaderShare(PlacesOf(options), TurnWait))
    {
        _path = path;
        _logger = logger;
        _clock = clock;
        _connections = new SqliteConnections(path, options);
        _externalWrites = new ExternalWriteMonitor(_connections, clock);
        _readTime = TimeSpan.FromSeconds(options.ReadSeconds);
        _writer = new SqliteWriter(_connections, _externalWrites, options, metrics, logger);
    }

    public override string Location => _path;

    public override async Task<T> ReadAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellation)
    {
        StatementCachingConnection? reader = null;
        try
        {
            reader = _connections.RentReader();
            reader.StopAfter(_readTime);
            // In a transaction, so that all its queries see one moment.
            reader.Run("begin");
            var result = await work(new SqliteSession(reader, cancellation));
            reader.Run("commit");
            _connections.ReturnReader(reader);
            return result;
        }
        catch (Exception error)
        {
            // What failed once may be broken (a closed file, an unfinished statement): it is not lent again.
            reader?.Dispose();
            if (error is SqliteException sqlite && SqliteErrors.AsOutage(sqlite) is { } outage)
                throw outage;
            throw;
        }
    }

    public override Task<T> WriteAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellation) =>
        _writer.EnqueueAsync(work, cancellation);

    public override Task<bool> ExistsAsync(CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult(SqliteFile.IsOurs(_path));
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.AtStart(_path, error);
        }
    }

    public override async Task<bool> IsReadableAsync(CancellationToken cancellation)
    {
        await ReadAsync(db => db.QuerySingleAsync<long>(SelectVersion), cancellation);
        // By its name as well: open connections go on reading a file that was moved away or replaced, and what is
        // written to it then is lost at the next start.
        return await ExistsAsync(cancellation);
    }

    public override void OnExternalWrite(Action action) => _externalWrites.Subscribe(action);

    public override async Task<SchemaChange> FindPendingMigrationsAsync(CancellationToken cancellation)
    {
        try
        {
            var migrations = Migration.Embedded(DatabaseEngine.Sqlite);
            if (!SqliteFile.IsOurs(_path))
                return Migrator.Pending(0, migrations);
            using var reader = _connections.OpenReader();
            // Another process may be at it right now.
            reader.WaitForLocks(MigrationLockWaitSeconds);
            return await Migrator.FindPendingAsync(new SqliteSession(reader, cancellation), migrations);
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.AtStart(_path, error);
        }
    }

    public override async Task<SchemaChange> MigrateAsync(CancellationToken cancellation)
    {
        try
        {
            // ProducesErrors what is foreign before a byte of it is changed.
            _ = SqliteFile.IsOurs(_path);
            SqliteFile.CreatePrivate(_path);
            if (SqliteFile.IsReadableByOthers(_path))
                Log.ReadableByOthers(_logger, _path);
            using var connection = _connections.OpenWriter();
            connection.WaitForLocks(MigrationLockWaitSeconds);
            // Immediate: of two processes that start together, one migrates and the other then finds nothing to do.
            connection.Run("begin immediate");
            var session = new SqliteSession(connection, cancellation);
            var change = await Migrator.ApplyPendingAsync(session, Migration.Embedded(DatabaseEngine.Sqlite), _clock);
            connection.Run("commit");
            StorageLog.Migrated(_logger, change);
            return change;
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.AtStart(_path, error);
        }
    }

    public override async Task<DatabaseFacts> InspectAsync(CancellationToken cancellation)
    {
        try
        {
            if (!SqliteFile.IsOurs(_path))
                return new DatabaseFacts("SQLite", "UTF-8", SqliteFile.FindErrorInFolder(_path) is { } error ? [error] : []);
            using var connection = _connections.OpenWriter();
            var session = new SqliteSession(connection, cancellation);
            // Taking the lock needs the right to write; nothing is written.
            connection.WaitForLocks(MigrationLockWaitSeconds);
            connection.Run("begin immediate");
            var facts = new DatabaseFacts(
                await session.QuerySingleAsync<string>(SelectEngine), await session.QuerySingleAsync<string>(SelectEncoding), []);
            connection.Run("rollback");
            return facts;
        }
        catch (SqliteException error)
        {
            throw SqliteErrors.AtStart(_path, error);
        }
    }

    public override Task BackupAsync(string path, CancellationToken cancellation)
    {
        SqliteFile.Backup(_path, path);
        return Task.CompletedTask;
    }

    // Reads run on the threads that serve requests: as many of one account as there are processors would leave none to others.
    private static int PlacesOf(StorageOptions options) =>
        options.ReadersPerAccount > 0 ? options.ReadersPerAccount : Math.Max(1, Environment.ProcessorCount / 2);

    public override async ValueTask DisposeAsync()
    {
        await _externalWrites.DisposeAsync();
        await _writer.DisposeAsync();
        _connections.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(2004, LogLevel.Warning, "Every user of this machine can read {Path}, which holds password hashes and e-mail addresses: give it mode 600")]
        public static partial void ReadableByOthers(ILogger logger, string path);
    }
}
