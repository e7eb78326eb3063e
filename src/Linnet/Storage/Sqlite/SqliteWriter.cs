using System.Threading.Channels;
using Linnet.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Linnet.Storage.Sqlite;

/// <summary>
/// The only writer: one thread that takes all queued writes, up to a bound, and commits them together.
/// </summary>
/// <remarks>
/// A commit costs an fsync however much it carries, so writes that arrive during one fsync share the next. Each runs
/// under its own savepoint: one that fails is undone alone. No answer goes out before the commit returned. There is no
/// timer: under little load a write is committed at once, under much load the batch fills while the disk works.
/// </remarks>
internal sealed partial class SqliteWriter : IAsyncDisposable
{
    // lang=sql
    private const string NumberCommit = "update write_sequence set number = number + 1 returning number";

    private readonly SqliteConnections _connections;
    private readonly ExternalWriteMonitor _externalWrites;
    private readonly StorageOptions _options;
    private readonly WriteMetrics _metrics;
    private readonly WriteAheadLog _log;
    private readonly ILogger _logger;
    private readonly Channel<PendingWrite> _queue;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StatementCachingConnection? _connection;

    public SqliteWriter(SqliteConnections connections, ExternalWriteMonitor foreignWrites, StorageOptions options, WriteMetrics metrics, ILogger logger)
    {
        _connections = connections;
        _externalWrites = foreignWrites;
        _options = options;
        _metrics = metrics;
        _log = new WriteAheadLog(connections.Path, options);
        _logger = logger;
        _queue = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(options.WriteQueueLength) { SingleReader = true });
        metrics.ObserveQueue(() => _queue.Reader.Count);
        new Thread(Work) { IsBackground = true, Name = "sqlite-writer" }.Start();
    }

    public Task<T> EnqueueAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellation)
    {
        var write = new PendingWrite<T>(work, cancellation);
        if (!_queue.Writer.TryWrite(write))
            throw new OutageException(StorageErrors.Busy);
        return write.Completion;
    }

    /// <summary>Carries out what is queued, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopped.Task;
    }

    private void Work()
    {
        var batch = new List<PendingWrite>(_options.WriteBatchSize);
        while (WaitForWrites())
        {
            TakeQueued(batch, _options.WriteBatchSize);
            try
            {
                CommitTogether(batch);
            }
            catch (Exception error)
            {
                FailAll(batch, error);
            }
            batch.Clear();
        }
        _connection?.Dispose();
        _stopped.SetResult();
    }

    private bool WaitForWrites()
    {
        var waiting = _queue.Reader.WaitToReadAsync();
        return waiting.IsCompletedSuccessfully ? waiting.Result : waiting.AsTask().GetAwaiter().GetResult();
    }

    private void TakeQueued(List<PendingWrite> batch, int most)
    {
        while (batch.Count < most && _queue.Reader.TryRead(out var write))
        {
            if (!write.IsAbandoned)
            {
                batch.Add(write);
                continue;
            }
            write.Abandon();
            WriteMetrics.Abandon(write.Mark);
        }
    }

    private void CommitTogether(List<PendingWrite> batch)
    {
        if (batch.Count == 0)
            return;
        _connection ??= _connections.OpenWriter();
        _log.KeepWithinBound(_connection);
        // What goes wrong from here on is undone by closing the connection: FailAll.
        _connection.Run("begin immediate");
        var commit = _connection.ReadNumber(NumberCommit);
        // Before this commit's changes are published: older entries in memory must not survive it.
        _externalWrites.Note(commit);
        var done = new List<(PendingWrite Write, DbSession Session)>(batch.Count);
        foreach (var write in batch)
        {
            var session = new SqliteSession(_connection, CancellationToken.None);
            if (RunUnderSavepoint(_connection, write, session))
                done.Add((write, session));
        }
        _connection.Run("commit");
        _metrics.Committed(batch.Count);
        foreach (var (write, session) in done)
        {
            if (write.IsKept)
                RunAfterCommit(session, commit);
            write.Answer();
            _metrics.End(write.Mark, failed: false);
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
            _externalWrites.Publish();
        }
    }

    /// <returns>Whether the write waits for the commit; otherwise it was answered already.</returns>
    private bool RunUnderSavepoint(StatementCachingConnection connection, PendingWrite write, DbSession session)
    {
        connection.Run("savepoint one_write");
        try
        {
            write.Run(session);
            if (!write.IsKept)
                connection.Run("rollback to one_write");
            connection.Run("release one_write");
            return true;
        }
        catch (Exception error) when (raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            // The transaction still stands, so only this write is undone. (A full disk or an I/O error ends the whole
            // transaction; then the neighbours' rows are gone too, and the error goes up to fail them all.)
            connection.Run("rollback to one_write");
            connection.Run("release one_write");
            write.Fail(AsOutage(error));
            _metrics.End(write.Mark, failed: true);
            return false;
        }
    }

    private void FailAll(List<PendingWrite> batch, Exception error)
    {
        var reason = AsOutage(error);
        Log.BatchFailed(_logger, batch.Count, error);
        // The lock was held for all the time those in the queue have waited as well; each waiting its own full time
        // would add up to many times the bound.
        if (reason is OutageException)
            TakeQueued(batch, int.MaxValue);
        foreach (var write in batch)
        {
            write.Fail(reason);
            _metrics.End(write.Mark, failed: true);
        }
        _connection?.Dispose();
        _connection = null;
    }

    private static Exception AsOutage(Exception error) =>
        error is SqliteException sqlite && SqliteErrors.AsOutage(sqlite) is { } outage ? outage : error;

    private static partial class Log
    {
        [LoggerMessage(2002, LogLevel.Error, "What follows a commit failed; the write itself is durable")]
        public static partial void AfterCommitFailed(ILogger logger, Exception error);

        [LoggerMessage(2001, LogLevel.Error, "A commit of {Count} writes failed; none of them was kept")]
        public static partial void BatchFailed(ILogger logger, int count, Exception error);
    }
}
