using Linnet.Common;
using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Users;

/// <summary>Finds users' ids: as lists, and by name.</summary>
internal sealed class UserLists
{
    // lang=sql
    private const string SelectIdByName = "select id from users where lower(username) = @key";

    private static readonly SlicedSql Everyone = SlicedSql.OldestFirst("select u.id from users u where u.deleted_at is null", "u.id");

    private static readonly SlicedSql Followers = SlicedSql.OldestFirst(
        $"select f.follower_id from follows f where f.followed_id = @of and ({DeletedAccounts.None} or f.follower_id not in {DeletedAccounts.Ids})",
        "f.follower_id");

    private static readonly SlicedSql Following = SlicedSql.OldestFirst(
        $"select f.followed_id from follows f where f.follower_id = @of and ({DeletedAccounts.None} or f.followed_id not in {DeletedAccounts.Ids})",
        "f.followed_id");

    // The key of the only list of all users.
    private const long All = 0;

    private readonly FirstPageCache _everyone;
    private readonly FirstPageCache _followers;
    private readonly FirstPageCache _following;

    public UserLists(Database database, IOptions<ListCacheOptions> options, CacheMetrics metrics)
    {
        _everyone = new(database, Everyone, capacity: 1);
        _followers = new(database, Followers, options.Value.Lists);
        _following = new(database, Following, options.Value.Lists);
        metrics.Include("followers", _followers.Figures);
        metrics.Include("following", _following.Figures);
    }

    public static EventSubscription<UserLists> Subscribe(EventSubscription<UserLists> on) => on
        .On<AccountRegistered>((lists, _) => lists._everyone.Drop(All))
        .On<UserFollowed>((lists, follow) => lists.DropFollow(follow.FollowerId, follow.FollowedId))
        .On<UserUnfollowed>((lists, unfollow) => lists.DropFollow(unfollow.FollowerId, unfollow.FollowedId))
        .On<AccountDeleted>((lists, _) => lists.Clear())
        .OnInvalid(lists => lists.Clear());

    /// <summary>The id behind a name in any case, inside a caller's own session; null when there is none.</summary>
    public static async Task<long?> FindIdAsync(DbSession db, string username) =>
        UserNames.KeyOf(username) is { } key ? await db.QuerySingleOrDefaultAsync<long?>(SelectIdByName, new { key }) : null;

    public ValueTask<IReadOnlyList<long>> ListIdsAsync(Slice slice, long viewer, CancellationToken cancellation) =>
        _everyone.ReadAsync(All, slice, viewer, cancellation);

    public ValueTask<IReadOnlyList<long>> ListFollowerIdsAsync(long userId, Slice slice, long viewer, CancellationToken cancellation) =>
        _followers.ReadAsync(userId, slice, viewer, cancellation);

    public ValueTask<IReadOnlyList<long>> ListFollowingIdsAsync(long userId, Slice slice, long viewer, CancellationToken cancellation) =>
        _following.ReadAsync(userId, slice, viewer, cancellation);

    private void DropFollow(long followerId, long followedId)
    {
        _followers.Drop(followedId);
        _following.Drop(followerId);
    }

    private void Clear()
    {
        _everyone.Clear();
        _followers.Clear();
        _following.Clear();
    }
}
