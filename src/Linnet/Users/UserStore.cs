using System.Text;
using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Users;

/// <summary>Reads people. Names are looked up without regard to case.</summary>
internal sealed class UserStore(Database database)
{
    // lang=sql
    private const string SelectByName = $"select {UserProjection.Columns} from users u where lower(u.username) = @key";

    // lang=sql
    private const string SelectIdByName = "select id from users where lower(username) = @key";

    // lang=sql
    private static readonly SlicedSql Everyone = SlicedSql.OldestFirst($"select {UserProjection.Columns} from users u where true", "u.id");

    // lang=sql
    private static readonly SlicedSql Followers = SlicedSql.OldestFirst(
        $"select {UserProjection.Columns} from follows f join users u on u.id = f.follower_id where f.followed_id = @of", "f.follower_id");

    // lang=sql
    private static readonly SlicedSql Following = SlicedSql.OldestFirst(
        $"select {UserProjection.Columns} from follows f join users u on u.id = f.followed_id where f.follower_id = @of", "f.followed_id");

    public Task<User?> FindAsync(string username, CancellationToken cancellation) =>
        database.ReadAsync(db => db.QuerySingleOrDefaultAsync<User>(SelectByName, new { key = Key(username) }), cancellation);

    /// <summary>The id behind a name, inside a caller's own session; null when there is none.</summary>
    public static Task<long?> FindIdAsync(DbSession db, string username) =>
        db.QuerySingleOrDefaultAsync<long?>(SelectIdByName, new { key = Key(username) });

    public Task<List<User>> ListAsync(Slice slice, CancellationToken cancellation) =>
        database.ReadAsync(db => Everyone.QueryAsync<User>(db, slice), cancellation);

    public Task<Result<List<User>>> ListFollowersAsync(string username, Slice slice, CancellationToken cancellation) =>
        ListRelatedAsync(Followers, username, slice, cancellation);

    public Task<Result<List<User>>> ListFollowingAsync(string username, Slice slice, CancellationToken cancellation) =>
        ListRelatedAsync(Following, username, slice, cancellation);

    private Task<Result<List<User>>> ListRelatedAsync(SlicedSql list, string username, Slice slice, CancellationToken cancellation) =>
        database.ReadAsync<Result<List<User>>>(
            async db => await FindIdAsync(db, username) is { } id ? await list.QueryAsync<User>(db, slice, of: id) : UserFaults.NotFound,
            cancellation);

    // Registered names are ASCII, so the invariant lower case is what SQL's lower() makes of them. Anything else is nobody's
    // name, and must be seen before: the Kelvin sign is no K, but its lower case is a k.
    private static string? Key(string username) => Ascii.IsValid(username) ? username.ToLowerInvariant() : null;
}
