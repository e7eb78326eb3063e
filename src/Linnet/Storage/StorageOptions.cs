using System.ComponentModel.DataAnnotations;

namespace Linnet.Storage;

/// <summary>Bounds of the storage engine. Section <c>Storage</c>.</summary>
internal sealed class StorageOptions
{
    /// <summary>How many writes may wait for the writer before further ones are refused with 503.</summary>
    [Range(16, 1_000_000)]
    public int WriteQueueLength { get; set; } = 10_000;

    /// <summary>How many writes one commit may carry.</summary>
    [Range(1, 10_000)]
    public int WriteBatchSize { get; set; } = 256;

    /// <summary>How long a write waits for another process that holds the database's lock, in seconds; then 503.</summary>
    [Range(1, 60)]
    public int LockWaitSeconds { get; set; } = 1;

    /// <summary>
    /// How long SQLite's write-ahead log may get, in megabytes. It grows for as long as one reader looks at one moment; past
    /// this, writes are refused with 503 until that reader ends. The commit that reaches it is still carried out.
    /// </summary>
    [Range(8, 1_000_000)]
    public int WriteAheadLogMegabytes { get; set; } = 48;

    /// <summary>How many idle reader connections are kept open.</summary>
    [Range(1, 256)]
    public int IdleReaders { get; set; } = 16;

    /// <summary>How long a read may take in the database, in seconds; then 503.</summary>
    [Range(1, 600)]
    public int ReadSeconds { get; set; } = 2;

    /// <summary>
    /// How many reads of one account run in the database at once; further ones wait for them. 0 is half of the processors on
    /// SQLite, whose reads each keep one busy, and a quarter of the connections on PostgreSQL; one at least.
    /// </summary>
    [Range(0, 1000)]
    public int ReadersPerAccount { get; set; }

    /// <summary>How many connections to PostgreSQL are open at most.</summary>
    [Range(2, 1000)]
    public int PostgresConnections { get; set; } = 20;

    /// <summary>How long PostgreSQL may take, in seconds, to give a connection, and to answer a statement; then 503.</summary>
    [Range(1, 60)]
    public int PostgresWaitSeconds { get; set; } = 1;

    /// <summary>How long what a write tells other nodes is kept in PostgreSQL for them, in minutes.</summary>
    [Range(1, 1440)]
    public int OutboxMinutes { get; set; } = 10;
}
