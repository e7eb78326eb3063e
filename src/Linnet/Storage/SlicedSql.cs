using Dapper;
using Linnet.Common;

namespace Linnet.Storage;

/// <summary>
/// A list query that honours a <see cref="Slice"/>. Both directions of it are written at start, so that every page of a
/// list runs one of two statements, for any combination of cursors.
/// </summary>
internal sealed class SlicedSql
{
    private readonly bool _newestFirst;
    private readonly string _ascending;
    private readonly string _descending;

    private SlicedSql(string select, string id, bool newestFirst)
    {
        _newestFirst = newestFirst;
        var bounded = $"{select} and {id} > @after and {id} < @before order by {id}";
        _ascending = $"{bounded} limit @limit offset @skip";
        _descending = $"{bounded} desc limit @limit offset @skip";
    }

    /// <summary>A list from the highest id down.</summary>
    /// <param name="select">Everything up to and including a <c>where</c> with at least one condition.</param>
    /// <param name="id">The column the cursors speak of; indexed together with the condition.</param>
    public static SlicedSql NewestFirst(string select, string id) => new(select, id, newestFirst: true);

    /// <summary>A list from the lowest id up.</summary>
    /// <inheritdoc cref="NewestFirst"/>
    public static SlicedSql OldestFirst(string select, string id) => new(select, id, newestFirst: false);

    /// <summary>For a list of ids whose only parameter, if it has one, is <c>@of</c>.</summary>
    public Task<List<long>> QueryIdsAsync(DbSession db, Slice slice, long of = 0) =>
        InOrderAsync(
            slice,
            sql => db.QueryAsync<long>(sql, new { of, after = slice.After, before = slice.Before, limit = slice.Limit, skip = slice.Skip }));

    /// <param name="db">The session to read with.</param>
    /// <param name="slice">Which part of the list.</param>
    /// <param name="parameters">The statement's own parameters.</param>
    public Task<List<T>> QueryAsync<T>(DbSession db, Slice slice, object parameters) =>
        InOrderAsync(slice, sql => db.QueryAsync<T>(sql, WithBounds(slice, parameters)));

    /// <summary>The same for rows that hold two objects; see <see cref="DbSession.QueryAsync{T1, T2, T}"/>.</summary>
    /// <inheritdoc cref="QueryAsync{T}"/>
    public Task<List<T>> QueryAsync<T1, T2, T>(DbSession db, Func<T1, T2, T> combine, Slice slice, object parameters) =>
        InOrderAsync(slice, sql => db.QueryAsync(sql, combine, WithBounds(slice, parameters)));

    private async Task<List<T>> InOrderAsync<T>(Slice slice, Func<string, Task<List<T>>> query)
    {
        // The rows that a slice means may lie at the far end of the list's order; they are read from there and turned.
        var turned = _newestFirst
            ? slice.MinId is not null
            : slice is { MinId: null, MaxId: not null } or { MinId: null, SinceId: not null };
        var rows = await query(_newestFirst != turned ? _descending : _ascending);
        if (turned)
            rows.Reverse();
        return rows;
    }

    private static DynamicParameters WithBounds(Slice slice, object parameters)
    {
        var all = new DynamicParameters(parameters);
        all.Add("after", slice.After);
        all.Add("before", slice.Before);
        all.Add("limit", slice.Limit);
        all.Add("skip", slice.Skip);
        return all;
    }
}
