using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace Linnet.Storage.Sqlite;

/// <summary>Opens connections with every PRAGMA set, and keeps idle readers open.</summary>
/// <remarks>
/// The provider's own pool is off: it hands connections back without their PRAGMAs being known, and setting them at
/// every open would cost more than most queries here.
/// </remarks>
internal sealed class SqliteConnections(string path, StorageOptions options) : IDisposable
{
    // Most pages that a like or a follow changes have nothing else that changed, so smaller ones, copied back from the log less
    // often, are less to write: docs/adr/0019. The size is for a file yet to be made; one that exists keeps its own.
    // lang=sql
    private const string WriterPragmas = """
        pragma page_size = 2048;
        pragma journal_mode = wal;
        pragma wal_autocheckpoint = 6000;
        pragma synchronous = full;
        pragma foreign_keys = on;
        pragma temp_store = memory;
        pragma cache_size = -32000;
        pragma journal_size_limit = 16777216;
        """;

    // SQLite's own default, said since each idle reader keeps it filled. With 8 MB, a crowd of sockets that connected left
    // 85 MB in the readers' caches, with 2 MB 37; a reloaded timeline was no slower, since the file is in the system's cache.
    // lang=sql
    private const string ReaderPragmas = """
        pragma query_only = on;
        pragma temp_store = memory;
        pragma cache_size = -2000;
        """;

    private readonly ConcurrentBag<StatementCachingConnection> _idleReaders = [];
    private int _idleCount;
    private bool _disposed;

    public string Path => path;

    public StatementCachingConnection OpenWriter() => Open(SqliteOpenMode.ReadWriteCreate, WriterPragmas);

    public StatementCachingConnection OpenReader()
    {
        var reader = Open(SqliteOpenMode.ReadWrite, ReaderPragmas);
        reader.WatchTime();
        return reader;
    }

    public StatementCachingConnection RentReader()
    {
        if (!_idleReaders.TryTake(out var reader))
            return OpenReader();
        Interlocked.Decrement(ref _idleCount);
        return reader;
    }

    public void ReturnReader(StatementCachingConnection reader)
    {
        // Counted before it is added: of several that come back at once, no more stay than may.
        if (Interlocked.Increment(ref _idleCount) > options.IdleReaders || _disposed)
        {
            Interlocked.Decrement(ref _idleCount);
            reader.Dispose();
        }
        else
        {
            _idleReaders.Add(reader);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idleReaders.TryTake(out var reader))
            reader.Dispose();
    }

    private StatementCachingConnection Open(SqliteOpenMode mode, string pragmas)
    {
        var connection = new StatementCachingConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            connection.WaitForLocks(options.LockWaitSeconds);
            connection.RunAll(pragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
