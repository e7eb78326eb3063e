using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Users;

/// <summary>Finds people's ids, as lists and by name.</summary>
internal sealed class UserStore(Database database)
{
    // lang=sql
    private const string SelectIdByName = "select id from users where lower(username) = @key";

    private static readonly SlicedSql Everyone = SlicedSql.OldestFirst("select u.id from users u where true", "u.id");

    private static readonly SlicedSql Followers = SlicedSql.OldestFirst(
        "select f.follower_id from follows f where f.followed_id = @of", "f.follower_id");

    private static readonly SlicedSql Following = SlicedSql.OldestFirst(
        "select f.followed_id from follows f where f.follower_id = @of", "f.followed_id");

    /// <summary>The id behind a name in any case, inside a caller's own session; null when there is none.</summary>
    public static async Task<long?> FindIdAsync(DbSession db, string username) =>
        UserNames.KeyOf(username) is { } key ? await db.QuerySingleOrDefaultAsync<long?>(SelectIdByName, new { key }) : null;

    public Task<List<long>> ListIdsAsync(Slice slice, CancellationToken cancellation) =>
        database.ReadOneAsync(db => Everyone.QueryAsync<long>(db, slice, parameters: null), cancellation);

    public Task<List<long>> ListFollowerIdsAsync(long userId, Slice slice, CancellationToken cancellation) =>
        database.ReadOneAsync(db => Followers.QueryAsync<long>(db, slice, new { of = userId }), cancellation);

    public Task<List<long>> ListFollowingIdsAsync(long userId, Slice slice, CancellationToken cancellation) =>
        database.ReadOneAsync(db => Following.QueryAsync<long>(db, slice, new { of = userId }), cancellation);
}
