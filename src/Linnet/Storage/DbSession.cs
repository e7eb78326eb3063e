using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Linnet.Common;
using Linnet.Common.Caching;

namespace Linnet.Storage;

/// <summary>What a store may do inside <see cref="Database.ReadAsync"/> or <see cref="Database.WriteAsync"/>: run SQL.</summary>
/// <remarks>
/// SQL is in the subset both engines share; parameters are an anonymous object's members; <c>in @ids</c> expands a list.
/// A session is valid only inside the work it was handed to.
/// </remarks>
internal abstract class DbSession(DbConnection connection, CancellationToken cancellation)
{
    // A post's: it remembers the tweet and publishes its event. A list's own first size is four.
    private const int UsualActions = 2;

    private List<CommitAction>? _afterCommit;

    /// <summary>
    /// Runs the action once the write is durable and before its caller continues, in the order of the commits. Never runs for a
    /// write that was rolled back. It must be quick and must not throw: all later commits wait for it.
    /// </summary>
    /// <param name="action">Is given the number of the commit: <see cref="Snapshot"/>.</param>
    public void AfterCommit(Action<long> action) => AfterCommit(action, action, static (run, _, commit) => run(commit));

    /// <summary>The same for what many writes do: without a closure, it takes half of the memory.</summary>
    public void AfterCommit<TTarget, TArgument>(TTarget target, TArgument argument, Action<TTarget, TArgument, long> action) =>
        (_afterCommit ??= new(UsualActions)).Add(new CommitAction<TTarget, TArgument>(target, argument, action));

    /// <summary>
    /// Adds a message to the other nodes (<see cref="EventFeed"/>), stored exactly if this write is. Does nothing for a database
    /// that only one node can use.
    /// </summary>
    /// <param name="message">One line.</param>
    public virtual void AddToOutbox(string message)
    {
    }

    /// <summary>The set of commits visible to this session.</summary>
    public abstract Task<Snapshot> ReadSnapshotAsync();

    /// <summary>
    /// Locks rows (or tables) until this write ends, so that what it reads of them is still true when it commits. A statement of
    /// PostgreSQL's (<c>select … for update</c>, <c>lock table …</c>); on SQLite, which has one writer, it does not run.
    /// </summary>
    public virtual Task LockAsync(string sql, object? parameters = null) => Task.CompletedTask;

    /// <summary>
    /// Admits one write at a time to a list until this write ends, so that the list's ids appear in ascending order: a client
    /// that knows the newest id has missed none. On SQLite all writes take turns anyway.
    /// </summary>
    /// <param name="lockName">Which kind of list.</param>
    /// <param name="id">The account that the list belongs to.</param>
    public virtual Task AcquireAsync(NamedLock lockName, long id) => Task.CompletedTask;

    /// <summary>Acquires a lock until this write ends, unless another write holds it. On SQLite no other write can hold it.</summary>
    /// <returns>Whether the lock was acquired.</returns>
    public virtual Task<bool> TryAcquireAsync(NamedLock lockName, long id) => Task.FromResult(true);

    /// <summary>
    /// Runs a part of a write that may fail without the rest. A part whose result <see cref="IFailable.IsFailed">is an error</see> is
    /// undone. It registers nothing for after the commit, and adds nothing to the outbox, before it has succeeded.
    /// </summary>
    /// <param name="part">What may fail.</param>
    /// <param name="isTrial">Undo it in any case.</param>
    public async Task<T> RunPartAsync<T>(Func<Task<T>> part, bool isTrial = false)
        where T : IFailable
    {
        await ExecuteAsync("savepoint one_part");
        var result = await part();
        if (result.IsFailed || isTrial)
            await ExecuteAsync("rollback to savepoint one_part");
        await ExecuteAsync("release savepoint one_part");
        return result;
    }

    /// <summary>Makes the next id of a table greater than one that is no longer in it. SQLite keeps that number in the file.</summary>
    public virtual Task ReserveIdsAsync(string table, long lastId) => Task.CompletedTask;

    /// <summary>Announces that this write will take an id of a table whose lists are paged towards the present.</summary>
    public virtual Task RegisterPendingIdAsync(string table) => Task.CompletedTask;

    /// <summary>
    /// The stable id of a table: no row up to it will appear later, however long a write that took a lower id takes to
    /// commit. Read it in a separate unit of work, before the read that relies on it.
    /// </summary>
    /// <returns><see cref="long.MaxValue"/> where ids always appear in their order.</returns>
    public virtual Task<long> ReadStableIdAsync(string table) => Task.FromResult(long.MaxValue);

    /// <summary>Lifts the time limit on statements, for work that may take minutes.</summary>
    public virtual void TakeTime()
    {
    }

    public virtual async Task<List<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        (await connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    /// <summary>Rows that hold two objects side by side; the second begins at its column <c>id</c>.</summary>
    public async Task<List<T>> QueryAsync<T1, T2, T>(string sql, Func<T1, T2, T> combine, object? parameters = null) =>
        (await connection.QueryAsync(Command(sql, parameters), combine, splitOn: "id")).AsList();

    /// <summary>The only row, or the type's default when there is none.</summary>
    public virtual Task<T?> QuerySingleOrDefaultAsync<T>(string sql, object? parameters = null) =>
        connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters));

    /// <summary>The only row; that there is exactly one is the statement's own doing (a count, a <c>returning</c>).</summary>
    public virtual Task<T> QuerySingleAsync<T>(string sql, object? parameters = null) =>
        connection.QuerySingleAsync<T>(Command(sql, parameters));

    /// <summary>Runs a statement, once for each element when <paramref name="parameters"/> is a sequence.</summary>
    /// <returns>How many rows changed.</returns>
    /// <remarks>Inlined into the engine's own it would load the mapper at start, used or not.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public virtual Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>Streams rows instead of holding them all; for commands that walk whole tables.</summary>
    public IAsyncEnumerable<T> StreamAsync<T>(string sql, object? parameters = null)
    {
        DapperSetup.Ensure();
        return connection.QueryUnbufferedAsync<T>(Translate(sql, ref parameters), parameters);
    }

    /// <summary>For the engines: whether a commit has callbacks.</summary>
    public bool IsAwaited => _afterCommit is not null;

    /// <summary>For the engines: runs the callbacks of <see cref="AfterCommit"/>.</summary>
    public void RunAfterCommit(long commit)
    {
        foreach (var action in _afterCommit ?? [])
            action.Run(commit);
    }

    /// <summary>Writes a great many rows the fastest way the engine has. Rows of one call may refer to each other in any order.</summary>
    /// <param name="table">A table of ours.</param>
    /// <param name="columns">Its columns, in the order of each row's values.</param>
    /// <param name="rows">
    /// Read once, while they are written; a row's array may be used again for the next row. Values are <see cref="long"/>,
    /// <see cref="bool"/>, <see cref="string"/> or null. When ids are among them, the next id given out is greater than all.
    /// </param>
    /// <returns>How many rows were written.</returns>
    public abstract Task<long> BulkInsertAsync(string table, IReadOnlyList<string> columns, IEnumerable<object?[]> rows);

    /// <summary>For the engines: how long a statement may take, in seconds; null is the connection's own bound.</summary>
    protected virtual int? TimeoutSeconds => null;

    /// <summary>For the engines: translates a statement, and what it is given, into the engine's dialect before it runs.</summary>
    protected virtual string Translate(string sql, ref object? parameters) => sql;

    private CommandDefinition Command(string sql, object? parameters)
    {
        DapperSetup.Ensure();
        sql = Translate(sql, ref parameters);
        return new(sql, parameters, commandTimeout: TimeoutSeconds, cancellationToken: cancellation);
    }

    private abstract class CommitAction
    {
        public abstract void Run(long commit);
    }

    private sealed class CommitAction<TTarget, TArgument>(TTarget target, TArgument argument, Action<TTarget, TArgument, long> action) : CommitAction
    {
        public override void Run(long commit) => action(target, argument, commit);
    }
}

/// <summary>Locks that are not rows. The numbers are what nodes of different versions agree on: they stay.</summary>
internal enum NamedLock
{
    /// <summary>Adding to an account's notifications.</summary>
    Inbox = 26990,

    /// <summary>Removing a deleted account's rows.</summary>
    AccountDeletion = 26991,

    /// <summary>Looking for the message that an account sent with a key.</summary>
    MessageKeys = 26992,
}
