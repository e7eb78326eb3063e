using Linnet.Common;

namespace Linnet.Storage;

/// <summary>
/// The only access to the database. Everything that differs between engines is behind it, in the engine's own folder.
/// </summary>
/// <remarks>
/// Both methods throw <see cref="OutageException"/> when the database does not answer within its bounds; all other
/// exceptions of a unit of work are bugs and reach the caller unchanged.
/// </remarks>
/// <param name="share">How much of the readers one account may have.</param>
internal abstract class Database(ReaderShare share) : IAsyncDisposable
{
    /// <summary>Where the data is, for display: a path, or a host and database name; never a password.</summary>
    public abstract string Location { get; }

    /// <summary>
    /// Runs queries on a reader. They all see the database as of one moment, with every write that was acknowledged before
    /// the call.
    /// </summary>
    public abstract Task<T> ReadAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellation);

    /// <summary>The same for a single statement, which sees one moment by itself: PostgreSQL needs no transaction.</summary>
    public virtual Task<T> ReadOneAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellation) => ReadAsync(work, cancellation);

    /// <summary>
    /// Runs a read for one account, within that account's share of the readers. Use it for every read whose cost or number a
    /// caller decides, and never nest it: the inner call would wait for the outer one.
    /// </summary>
    /// <exception cref="OutageException">The account reads too much at once (429).</exception>
    public Task<T> ForAsync<T>(long accountId, Func<Task<T>> read, CancellationToken cancellation) =>
        share.RunAsync(accountId, read, cancellation);

    /// <summary>
    /// Bounds a slice that goes towards the present (<see cref="Slice.MinId"/>) by the stable id, so that a client that continues
    /// from its newest id misses nothing. Other slices do not change.
    /// </summary>
    public async Task<Slice> BoundByStableIdAsync(string table, Slice slice, CancellationToken cancellation)
    {
        if (slice.MinId is null)
            return slice;
        var settled = await ReadOneAsync(db => db.ReadStableIdAsync(table), cancellation);
        return settled < slice.Before ? slice with { MaxId = settled + 1 } : slice;
    }

    /// <summary>
    /// Runs a unit of work as one atomic write. When the task completes, the write is durable (fsynced) and visible to every
    /// reader. A unit of work that throws, or whose result <see cref="IFailable.IsFailed">is an error</see>, changes nothing.
    /// </summary>
    /// <param name="work">
    /// Awaits nothing but its session: on SQLite it holds the only writer. On PostgreSQL other writes run at the same time: it locks
    /// what it builds on (<see cref="DbSession.LockAsync"/>). It may run again after it lost a race, so it has no effect
    /// outside its session.
    /// </param>
    /// <param name="cancellation">Heeded while the write waits for its turn; a write that has begun is carried through.</param>
    public abstract Task<T> WriteAsync<T>(Func<DbSession, Task<T>> work, CancellationToken cancellation);

    /// <summary>Whether there is a Linnet database, of any version. Changes nothing.</summary>
    /// <exception cref="OperatorException">What is there is damaged, foreign, or out of reach.</exception>
    public abstract Task<bool> ExistsAsync(CancellationToken cancellation);

    /// <summary>Whether reads are served now, from what a start would find under the same name.</summary>
    /// <exception cref="OperatorException">What is there is damaged, foreign, or out of reach.</exception>
    public abstract Task<bool> IsReadableAsync(CancellationToken cancellation);

    /// <summary>
    /// Runs the action when rows may have changed without a <see cref="DbSession.AfterCommit"/> callback: another process wrote,
    /// or a callback failed. Within a second, and before the callbacks of any later commit.
    /// </summary>
    public abstract void OnExternalWrite(Action action);

    /// <summary>Whether other nodes may serve from the same database.</summary>
    public virtual bool IsShared => false;

    /// <summary>Opens a feed of what other nodes write from here on. Null for a database that only one node can use.</summary>
    /// <exception cref="OperatorException">The database cannot be reached.</exception>
    public virtual Task<EventFeed?> OpenEventFeedAsync(CancellationToken cancellation) => Task.FromResult<EventFeed?>(null);

    /// <summary>What <see cref="MigrateAsync"/> would do. Changes nothing.</summary>
    /// <exception cref="OperatorException">The database is damaged, foreign, newer than this program, or out of reach.</exception>
    public abstract Task<SchemaChange> FindPendingMigrationsAsync(CancellationToken cancellation);

    /// <summary>
    /// Creates or upgrades the schema. Safe when several processes start at the same time. One that is up to date is only looked
    /// at, which needs no right to change it.
    /// </summary>
    /// <inheritdoc cref="FindPendingMigrationsAsync"/>
    public abstract Task<SchemaChange> MigrateAsync(CancellationToken cancellation);

    /// <summary>What a server would find: the engine, and whether this user has the rights that it needs. Changes nothing.</summary>
    /// <inheritdoc cref="FindPendingMigrationsAsync"/>
    public abstract Task<DatabaseFacts> InspectAsync(CancellationToken cancellation);

    /// <summary>Copies the whole database, as of one moment, into a new file, while reads and writes go on.</summary>
    /// <exception cref="OperatorException">The file cannot be written, or the engine's own tool is to be used.</exception>
    public abstract Task BackupAsync(string path, CancellationToken cancellation);

    public abstract ValueTask DisposeAsync();
}
