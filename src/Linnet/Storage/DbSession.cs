using System.Data.Common;
using Dapper;

namespace Linnet.Storage;

/// <summary>What a store may do inside <see cref="Database.ReadAsync"/> or <see cref="Database.WriteAsync"/>: run SQL.</summary>
/// <remarks>
/// SQL is in the subset both engines share; parameters are an anonymous object's members; <c>in @ids</c> expands a list.
/// A session is valid only inside the work it was handed to.
/// </remarks>
internal abstract class DbSession(DbConnection connection, CancellationToken cancellation)
{
    // lang=sql
    private const string SelectCommit = "select number from write_sequence";

    private List<Action<long>>? _afterCommit;

    /// <summary>
    /// Has something done once the write is durable, before its caller is answered, in the order of the commits. Never
    /// done for a write that was undone. It must be quick and must not fail: on SQLite it runs on the writer's thread.
    /// </summary>
    /// <param name="action">Is given the number of the commit.</param>
    public void AfterCommit(Action<long> action) => (_afterCommit ??= []).Add(action);

    /// <summary>The number of the last commit whose rows this session sees.</summary>
    public Task<long> ReadCommitAsync() => QuerySingleAsync<long>(SelectCommit);

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
    public virtual Task<int> ExecuteAsync(string sql, object? parameters = null) =>
        connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>Streams rows instead of holding them all; for commands that walk whole tables.</summary>
    public IAsyncEnumerable<T> StreamAsync<T>(string sql, object? parameters = null) =>
        connection.QueryUnbufferedAsync<T>(sql, parameters);

    /// <summary>For the engines: does what <see cref="AfterCommit"/> asked for.</summary>
    public void RunAfterCommit(long commit)
    {
        foreach (var action in _afterCommit ?? [])
            action(commit);
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

    /// <summary>For the engines: tells which statement is about to be run.</summary>
    protected virtual void Announce(string sql)
    {
    }

    private CommandDefinition Command(string sql, object? parameters)
    {
        Announce(sql);
        return new(sql, parameters, cancellationToken: cancellation);
    }
}
