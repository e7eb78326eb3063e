using Linnet.Common;
using Linnet.Common.Caching;
using Linnet.Events;
using Linnet.Storage;
using Linnet.Users;
using Microsoft.Extensions.Options;

namespace Linnet.Relations;

/// <summary>Which list of accounts.</summary>
internal enum RelationList
{
    /// <summary>All accounts.</summary>
    Everyone,

    /// <summary>Who follows an account.</summary>
    Followers,

    /// <summary>Whom an account follows.</summary>
    Following,

    /// <summary>Whom an account blocks.</summary>
    Blocked,

    /// <summary>Whom an account mutes.</summary>
    Muted,

    /// <summary>Who asks to follow an account.</summary>
    RequestsIn,

    /// <summary>Whom an account asks to follow.</summary>
    RequestsOut,
}

/// <summary>Finds the ids of lists of accounts, the lowest first.</summary>
internal sealed class RelationLists
{
    private static readonly SlicedSql Followers = Of("follows", of: "followed_id", listed: "follower_id");
    private static readonly SlicedSql Following = Of("follows", of: "follower_id", listed: "followed_id");
    private static readonly SlicedSql Blocked = Of("blocks", of: "blocker_id", listed: "blocked_id");
    private static readonly SlicedSql Muted = Of("mutes", of: "muter_id", listed: "muted_id");
    private static readonly SlicedSql RequestsIn = Of("follow_requests", of: "target_id", listed: "requester_id");
    private static readonly SlicedSql RequestsOut = Of("follow_requests", of: "requester_id", listed: "target_id");

    private readonly Database _database;
    private readonly UserLists _everyone;
    private readonly FirstPageCache _followers;
    private readonly FirstPageCache _following;

    public RelationLists(Database database, UserLists everyone, IOptions<ListCacheOptions> options, CacheMetrics metrics)
    {
        (_database, _everyone) = (database, everyone);
        _followers = new(database, Followers, options.Value.Lists);
        _following = new(database, Following, options.Value.Lists);
        metrics.Include("followers", _followers.Figures);
        metrics.Include("following", _following.Figures);
    }

    public static EventSubscription<RelationLists> Subscribe(EventSubscription<RelationLists> on) => on
        .On<UserFollowed>((lists, follow) => lists.DropFollow(follow.FollowerId, follow.FollowedId))
        .On<UserUnfollowed>((lists, unfollow) => lists.DropFollow(unfollow.FollowerId, unfollow.FollowedId))
        .On<AccountDeleted>((lists, _) => lists.Clear())
        .OnInvalid(lists => lists.Clear());

    /// <param name="list">Which kind of list.</param>
    /// <param name="of">The account that it belongs to; ignored for <see cref="RelationList.Everyone"/>.</param>
    /// <param name="slice">Which part of it.</param>
    /// <param name="viewer">The account whose share of the readers a load counts against.</param>
    /// <param name="cancellation">Ends a wait for a load that serves this caller alone.</param>
    public ValueTask<IReadOnlyList<long>> ListIdsAsync(RelationList list, long of, Slice slice, long viewer, CancellationToken cancellation) => list switch
    {
        RelationList.Everyone => _everyone.ListIdsAsync(slice, viewer, cancellation),
        RelationList.Followers => _followers.ReadAsync(of, slice, viewer, cancellation),
        RelationList.Following => _following.ReadAsync(of, slice, viewer, cancellation),
        // One's own lists, which are read when they are looked after: not kept.
        RelationList.Blocked => ReadAsync(Blocked, of, slice, viewer, cancellation),
        RelationList.Muted => ReadAsync(Muted, of, slice, viewer, cancellation),
        RelationList.RequestsIn => ReadAsync(RequestsIn, of, slice, viewer, cancellation),
        RelationList.RequestsOut => ReadAsync(RequestsOut, of, slice, viewer, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(list), list, "A list without a query"),
    };

    private static SlicedSql Of(string table, string of, string listed) => SlicedSql.OldestFirst(
        $"select r.{listed} from {table} r where r.{of} = @of and ({DeletedAccounts.None} or r.{listed} not in {DeletedAccounts.Ids})", $"r.{listed}");

    private async ValueTask<IReadOnlyList<long>> ReadAsync(SlicedSql sql, long of, Slice slice, long viewer, CancellationToken cancellation) =>
        await _database.ForAsync(viewer, () => _database.ReadOneAsync(db => sql.QueryIdsAsync(db, slice, of), cancellation), cancellation);

    private void DropFollow(long followerId, long followedId)
    {
        _followers.Drop(followedId);
        _following.Drop(followerId);
    }

    private void Clear()
    {
        _followers.Clear();
        _following.Clear();
    }
}
