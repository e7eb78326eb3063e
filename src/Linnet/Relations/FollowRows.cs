using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Relations;

/// <summary>The rows of follows and of requests to follow, with both accounts' counts, inside a write that has locked both accounts.</summary>
internal static class FollowRows
{
    // Both, and in one order for everybody: two who follow each other at the same time would wait for each other.
    // lang=sql
    private const string LockBoth = "select id from users where id in (@one, @other) order by id for no key update";

    // lang=sql
    private const string InsertFollow = """
        insert into follows (follower_id, followed_id) values (@followerId, @followedId) on conflict do nothing
        """;

    // lang=sql
    private const string DeleteFollow = "delete from follows where follower_id = @followerId and followed_id = @followedId";

    // lang=sql
    private const string AddToFollowing = "update users set following_count = following_count + @by where id = @id and deleted_at is null";

    // lang=sql
    private const string AddToFollowers = "update users set followers_count = followers_count + @by where id = @id and deleted_at is null";

    // lang=sql
    private const string DeleteRequest = "delete from follow_requests where requester_id = @requesterId and target_id = @targetId";

    // lang=sql
    private const string IsLeftOut = $"""
        select exists (select 1 from mutes where muter_id = @viewer and muted_id = @followedId) or @followedId in {ViewerSql.SetApart}
        """;

    // lang=sql
    private const string SelectExisting = "select id from users where id in (@callerId, @otherId) and deleted_at is null";

    /// <summary>Call it before anything about two accounts is read that the write relies on.</summary>
    public static Task LockAsync(DbSession db, long one, long other) => db.LockAsync(LockBoth, new { one, other });

    /// <summary>Either account may have been deleted since it was looked up; call it under their lock.</summary>
    /// <returns>Null when both exist.</returns>
    public static async Task<Error?> FindMissingAsync(DbSession db, long callerId, long otherId)
    {
        var existing = await db.QueryAsync<long>(SelectExisting, new { callerId, otherId });
        return !existing.Contains(callerId) ? CallerErrors.SessionEnded
            : !existing.Contains(otherId) ? UserErrors.NotFound
            : null;
    }

    /// <returns>False when the follow exists.</returns>
    public static async Task<bool> AddAsync(DbSession db, EventBus events, long followerId, long followedId, bool wasRequested = false)
    {
        if (await db.ExecuteAsync(InsertFollow, new { followerId, followedId }) == 0)
            return false;
        await db.ExecuteAsync(AddToFollowing, new { id = followerId, by = 1 });
        await db.ExecuteAsync(AddToFollowers, new { id = followedId, by = 1 });
        var isMuted = await db.QuerySingleAsync<bool>(IsLeftOut, new { viewer = followerId, followedId });
        await events.RaiseAsync(db, new UserFollowed(followerId, followedId, isMuted, wasRequested));
        return true;
    }

    /// <returns>False when there is no follow.</returns>
    public static async Task<bool> EndAsync(DbSession db, EventBus events, long followerId, long followedId)
    {
        if (await db.ExecuteAsync(DeleteFollow, new { followerId, followedId }) == 0)
            return false;
        await db.ExecuteAsync(AddToFollowing, new { id = followerId, by = -1 });
        await db.ExecuteAsync(AddToFollowers, new { id = followedId, by = -1 });
        await events.RaiseAsync(db, new UserUnfollowed(followerId, followedId));
        return true;
    }

    /// <returns>False when there is no request.</returns>
    public static async Task<bool> EndRequestAsync(DbSession db, EventBus events, long requesterId, long targetId, bool isAccepted = false)
    {
        if (await db.ExecuteAsync(DeleteRequest, new { requesterId, targetId }) == 0)
            return false;
        await events.RaiseAsync(db, new FollowRequestEnded(requesterId, targetId, isAccepted));
        return true;
    }
}
