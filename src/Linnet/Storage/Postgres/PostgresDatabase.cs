using System.Data;
using Linnet.Common;
using Npgsql;

namespace Linnet.Storage.Postgres;

/// <summary>A PostgreSQL database: a bounded pool, a transaction a write, and writes that lost a race run again.</summary>
/// <remarks>
/// Writes are <c>read committed</c> and lock what they build on (<see cref="DbSession.LockAsync"/>): under a stricter level
/// every two likes of one tweet at once would be a conflict, and the counters are what everybody writes to.
/// </remarks>
internal sealed partial class PostgresDatabase : Database
{
    // lang=sql
    private const string SelectTransactionId = "select pg_current_xact_id_if_assigned()::text::bigint";

    // lang=sql
    private const string SelectReadable = "select max(version) > 0 from schema_migrations";

    private readonly NpgsqlDataSource _source;
    private readonly PostgresSchema _schema;
    private readonly Outbox _outbox;
    private readonly WriteMetrics _metrics;
    private readonly WriteRetrier _retrier;
    private readonly ILogger _logger;
    private readonly CommitSequencer _sequencer = new();
    private Action _onExternalWrite = () => { };
    private int _waitingWrites;

    /// <param name="connectionString">Npgsql's; see <see cref="PostgresUrl"/>.</param>
    public PostgresDatabase(
        string connectionString, StorageOptions options, WriteMetrics metrics, TimeProvider clock, ILogger<PostgresDatabase> logger)
        : base(new ReaderShare(PlacesOf(options), TimeSpan.FromSeconds(options.PostgresWaitSeconds)))
    {
        Location = PostgresConnections.Describe(connectionString);
        _source = PostgresConnections.Open(connectionString, options, logger);
        _schema = new PostgresSchema(connectionString, Location, clock, logger);
        _outbox = new Outbox(_source, connectionString, options, clock, logger);
        _retrier = new WriteRetrier(_source, TimeSpan.FromSeconds(options.PostgresWaitSeconds), clock, logger);
        (_metrics, _logger) = (metrics, logger);
        metrics.ObserveQueue(() => Volatile.Read(ref _waitingWrites));
    }

    public override string Location { get; }

    public override bool IsShared => true;

    internal Outbox Outbox => _outbox;

    public override async Task<EventFeed?> OpenEventFeedAsync(CancellationToken cancellation) => await _outbox.OpenFeedAsync(cancellation);

    public override Task<T> ReadAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellation) =>
        _retrier.RunAsync(deadline => ReadSnapshotAsync(work, deadline, cancellation), cancellation);

    public override Task<T> ReadOneAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellation) =>
        _retrier.RunAsync(
            async deadline =>
            {
                await using var connection = await _source.OpenConnectionAsync(cancellation);
                return await work(new PostgresSession(connection, isOneStatement: true, deadline, cancellation));
            },
            cancellation);

    public override async Task<T> WriteAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellation)
    {
        var mark = WriteMetrics.Begin();
        try
        {
            var result = await _retrier.RunAsync(deadline => WriteOnceAsync(work, deadline, cancellation), cancellation);
            _metrics.End(mark, failed: false);
            return result;
        }
        catch (Exception error)
        {
            if (error is OperationCanceledException)
                WriteMetrics.Abandon(mark);
            else
                _metrics.End(mark, failed: true);
            throw;
        }
    }

    // From the pool: a probe is to publish how requests fare, and a connection made for each would be the first thing that a
    // crowded server has none of. A database that is dropped or renamed ends the connections to it.
    public override Task<bool> IsReadableAsync(CancellationToken cancellation) =>
        ReadOneAsync(db => db.QuerySingleAsync<bool>(SelectReadable), cancellation);

    public override void OnExternalWrite(Action action) => _onExternalWrite += action;

    public override Task<bool> ExistsAsync(CancellationToken cancellation) => _schema.ExistsAsync(cancellation);

    public override Task<SchemaChange> FindPendingMigrationsAsync(CancellationToken cancellation) => _schema.FindPendingAsync(cancellation);

    public override Task<DatabaseFacts> InspectAsync(CancellationToken cancellation) => _schema.InspectAsync(cancellation);

    public override Task<SchemaChange> MigrateAsync(CancellationToken cancellation) => _schema.MigrateAsync(cancellation);

    public override Task BackupAsync(string path, CancellationToken cancellation) => throw new OperatorException(
        ExitCode.Failed,
        $"PostgreSQL has a tool for this: pg_dump --format=custom --file={path} {Location} (and pg_restore to bring it back). docs/operations.md says more.");

    public override async ValueTask DisposeAsync()
    {
        await _outbox.DisposeAsync();
        await _source.DisposeAsync();
    }

    private static int PlacesOf(StorageOptions options) =>
        options.ReadersPerAccount > 0 ? options.ReadersPerAccount : Math.Max(1, options.PostgresConnections / 4);

    private async Task<T> ReadSnapshotAsync<T>(Func<DbSession, Task<T>> work, WriteDeadline deadline, CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        // Begins with the first statement, without a separate round trip.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var result = await work(new PostgresSession(connection, isOneStatement: false, deadline, cancellation));
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }

    private async Task<T> WriteOnceAsync<T>(Func<DbSession, Task<T>> work, WriteDeadline deadline, CancellationToken cancellation)
    {
        await using var connection = await OpenForWriteAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        var session = new PostgresSession(connection, isOneStatement: false, deadline, CancellationToken.None);
        var result = await work(session);
        if (result is IFailable { IsFailed: true } || !deadline.TryCommit())
            await transaction.RollbackAsync(CancellationToken.None);
        else if (session.IsAwaited)
            await CommitAndPublishAsync(connection, session);
        else
            await CommitAsync(connection, session);
        return result;
    }

    private async Task<NpgsqlConnection> OpenForWriteAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waitingWrites);
        try
        {
            return await _source.OpenConnectionAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waitingWrites);
        }
    }

    private async Task CommitAndPublishAsync(NpgsqlConnection connection, PostgresSession session)
    {
        var ticket = _sequencer.Take();
        var publish = default(Action);
        try
        {
            var id = await CommitAsync(connection, session);
            publish = () => RunAfterCommit(session, id);
        }
        finally
        {
            await _sequencer.CompleteAsync(ticket, publish);
        }
    }

    /// <returns>The transaction's id; 0 when it wrote nothing.</returns>
    private async Task<long> CommitAsync(NpgsqlConnection connection, PostgresSession session)
    {
        var (first, number) = session.Messages is { } messages ? _outbox.Add(messages) : (new NpgsqlBatchCommand(SelectTransactionId), 0);
        try
        {
            // All in one round trip. A commit that waits for its standby must not be ended by the deadline on a statement's time: it
            // would count as done without the standby. Had a statement before them failed unnoticed, the first would fail as well, where a
            // bare commit would quietly roll back.
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new("set local statement_timeout = 0"), first, new("commit") } };
            var id = await batch.ExecuteScalarAsync(CancellationToken.None) as long? ?? 0;
            if (session.Messages is not null)
                _outbox.Notify();
            return id;
        }
        catch (Exception error) when (error is not PostgresException || PostgresErrors.IsLostConnection(error))
        {
            // The answer was lost, not necessarily the commit: it is not run again, and what is remembered may be old.
            Log.CommitUnknown(_logger, error);
            if (session.Messages is not null)
                _outbox.Doubt(number);
            _onExternalWrite();
            throw new OutageException(StorageErrors.Down, error);
        }
    }

    private void RunAfterCommit(DbSession session, long commit)
    {
        try
        {
            session.RunAfterCommit(commit);
        }
        catch (Exception error)
        {
            // The write is durable, so its caller gets a success whatever failed after it.
            Log.AfterCommitFailed(_logger, error);
            _onExternalWrite();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2102, LogLevel.Warning, "The connection was lost during a commit; whether the write was kept is not known")]
        public static partial void CommitUnknown(ILogger logger, Exception error);

        [LoggerMessage(2103, LogLevel.Error, "What follows a commit failed; the write itself is durable")]
        public static partial void AfterCommitFailed(ILogger logger, Exception error);
    }
}
