using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Hosting.Edge.Connections;

/// <summary>How many connections there may be, so that files and the database always find a descriptor left.</summary>
internal sealed partial class ConnectionBounds
{
    /// <summary>Beyond the bound: for probes, for clients that get "server full", and for connections that are closing.</summary>
    public const int Spare = 64;

    // The runtime's own, its libraries, standard streams, and a reader's three files many times over.
    private const int ForTheProcess = 256;
    private const int Least = 16;
    private const int WhereNothingIsKnown = 10_000;

    public ConnectionBounds(IOptions<EdgeOptions> edge, IOptions<StorageOptions> storage, ILogger<ConnectionBounds> logger)
    {
        var asked = edge.Value.MaxConnections;
        if (OpenFiles.Limit is not { } files)
        {
            Most = asked is 0 ? WhereNothingIsKnown : asked;
            return;
        }
        var room = RoomIn(files, storage.Value);
        Most = asked is 0 ? room : Math.Min(asked, room);
        if (asked > room)
            Log.TooManyAsked(logger, asked, files, room);
    }

    public int Most { get; }

    public static int RoomIn(long files, StorageOptions storage)
    {
        // A database and its log are two files to each reader, and its index a third; a connection to PostgreSQL is one.
        var forDatabase = Math.Max(3 * storage.IdleReaders, storage.PostgresConnections);
        return (int)Math.Max(Least, files - ForTheProcess - Spare - forDatabase - Math.Min(files / 16, 4_096));
    }

    private static partial class Log
    {
        [LoggerMessage(8030, LogLevel.Warning, "Server:MaxConnections is {Asked}, but the process may open only {Files} files: {Room} connections are taken. Raise LimitNOFILE or ulimit -n")]
        public static partial void TooManyAsked(ILogger logger, int asked, long files, int room);
    }
}
