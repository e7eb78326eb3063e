using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Hosting.Edge.Connections;

/// <summary>The limit on connections, which leaves enough descriptors for files and the database.</summary>
internal sealed partial class ConnectionBounds
{
    /// <summary>Extra places beyond the limit: for probes, for responses that say the server is full, and for connections being closed.</summary>
    public const int Spare = 64;

    // The runtime, its libraries, the standard streams, and a generous share for readers of three files each.
    private const int ReservedFiles = 256;
    private const int Least = 16;
    private const int MostWithoutLimit = 10_000;

    public ConnectionBounds(IOptions<EdgeOptions> edge, IOptions<StorageOptions> storage, ILogger<ConnectionBounds> logger)
    {
        var asked = edge.Value.MaxConnections;
        if (OpenFiles.Limit is not { } files)
        {
            Most = asked is 0 ? MostWithoutLimit : asked;
            return;
        }
        var room = RoomIn(files, storage.Value);
        Most = asked is 0 ? room : Math.Min(asked, room);
        if (asked > room)
            Log.LimitTooHigh(logger, asked, files, room);
    }

    public int Most { get; }

    public static int RoomIn(long files, StorageOptions storage)
    {
        // Each SQLite reader takes three files: the database, its log and the log's index. A PostgreSQL connection takes one.
        var forDatabase = Math.Max(3 * storage.IdleReaders, storage.PostgresConnections);
        return (int)Math.Max(Least, files - ReservedFiles - Spare - forDatabase - Math.Min(files / 16, 4_096));
    }

    private static partial class Log
    {
        [LoggerMessage(8030, LogLevel.Warning, "Server:MaxConnections is {Asked}, but the process may open only {Files} files: the limit is {Room} connections. Raise LimitNOFILE or ulimit -n")]
        public static partial void LimitTooHigh(ILogger logger, int asked, long files, int room);
    }
}
