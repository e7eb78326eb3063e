using Linnet.Http.Input;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Relations;

/// <summary>Finds users whose names begin with what somebody has typed so far.</summary>
internal sealed class UserCompletion(Database database, UserCache users)
{
    // A read costs no more than this, however many accounts are followed, or have such a name.
    private const int MostLookedAt = 2_000;

    // Every character of a name comes before the brace, so the names with a prefix are one range of the index.
    private const char AfterAll = '{';

    // lang=sql
    private static readonly string SelectFollowed = $"""
        select u.id
        from (select followed_id from follows where follower_id = @viewer limit @look) f join users u on u.id = f.followed_id
        where {IsFound} order by lower(u.username) limit @limit
        """;

    // lang=sql
    private static readonly string SelectOthers = $"""
        select u.id
        from (select id, username, deleted_at from users where lower(username) >= @first and lower(username) < @end order by lower(username) limit @look) u
        where {IsFound} order by lower(u.username) limit @limit
        """;

    // lang=sql
    private static string IsFound => $"""
        lower(u.username) >= @first and lower(u.username) < @end and u.deleted_at is null and u.id <> @viewer
        and not {ViewerSql.AreApart("@viewer", "u.id")}
        """;

    /// <returns>Those that the viewer follows first, then by name. None that blocks the viewer or is blocked.</returns>
    public async Task<List<CachedUser>> FindAsync(CompletionQuery query, Viewer viewer, CancellationToken cancellation)
    {
        if (UserNames.KeyOf(query.Prefix) is not { } first)
            return [];
        var ids = await database.ForAsync(
            viewer.Id, () => database.ReadAsync(db => ListAsync(db, first, query.Limit, viewer.Id), cancellation), cancellation);
        return [.. (await users.GetAllAsync(ids)).OfType<CachedUser>()];
    }

    private static async Task<List<long>> ListAsync(DbSession db, string first, int limit, long viewer)
    {
        var range = new { first, end = first + AfterAll, viewer, limit, look = MostLookedAt };
        var followed = await db.QueryAsync<long>(SelectFollowed, range);
        // Some of these may be followed too: as many more are asked for.
        var found = followed.Count == limit ? [] : await db.QueryAsync<long>(SelectOthers, range with { limit = 2 * limit });
        return [.. followed.Concat(found).Distinct().Take(limit)];
    }
}

/// <summary>What is to be completed.</summary>
internal sealed record CompletionQuery
{
    /// <summary>How the name begins, in any case, without its sign.</summary>
    [Text(100, Min = 1)]
    public required string Prefix { get; init; }

    /// <summary>How many to give at most.</summary>
    [Integer(Min = 1, Max = 20)]
    public int Limit { get; init; } = 8;
}
