using Dapper;
using Linnet.Common;

namespace Linnet.Storage.Sqlite;

/// <summary>Keeps SQLite's write-ahead log within its bound.</summary>
/// <remarks>
/// SQLite restarts the log once all of it is in the database and no reader uses it; a reader that stays at one moment
/// keeps it growing, until the disk is full and nothing works any more (https://sqlite.org/wal.html, "Avoiding Excessively
/// Large WAL Files"). Rejecting writes before that keeps reads working, and ends by itself when the reader does.
/// </remarks>
internal sealed class WriteAheadLog(string databasePath, StorageOptions options)
{
    private readonly FileInfo _file = new($"{databasePath}-wal");
    private readonly long _mostBytes = options.WriteAheadLogMegabytes * 1024L * 1024L;

    /// <summary>To be called before each commit. Costs a look at the file's length.</summary>
    /// <param name="writer">Without an open transaction.</param>
    /// <exception cref="OutageException">A reader held the log for as long as a write may wait.</exception>
    public void KeepWithinBound(StatementCachingConnection writer)
    {
        _file.Refresh();
        if (!_file.Exists || _file.Length < _mostBytes)
            return;
        // The provider's own waiting is for errors; a checkpoint that could not finish is a row.
        writer.Execute($"pragma busy_timeout = {options.LockWaitSeconds * 1000}");
        var (isBusy, _, _) = writer.QuerySingle<(long IsBusy, long Pages, long Written)>("pragma wal_checkpoint(truncate)");
        writer.Execute("pragma busy_timeout = 0");
        if (isBusy != 0)
            throw new OutageException(StorageErrors.Busy, new TimeoutException($"A reader keeps {_file.FullName} from being shortened; it has {_file.Length} bytes"));
    }
}
