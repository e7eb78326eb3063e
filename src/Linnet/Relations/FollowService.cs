using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Relations;

/// <summary>Follows, and requests to follow locked accounts.</summary>
internal sealed class FollowService(Database database, EventBus events, TimeProvider clock)
{
    // A row for the followed account that says all that a follow depends on, so that it costs one statement.
    // lang=sql
    private static readonly string SelectObstacles = $"""
        select case when {ViewerSql.AreApart("@followerId", "u.id")} then {Apart} when u.is_locked then {Locked} else {Open} end
        from users u where u.id = @followedId and u.deleted_at is null
        """;

    private const int Open = 0;
    private const int Apart = 1;
    private const int Locked = 2;

    // lang=sql
    private const string FollowExists = "select exists (select 1 from follows where follower_id = @followerId and followed_id = @followedId)";

    // lang=sql
    private const string InsertRequest = """
        insert into follow_requests (requester_id, target_id, created_at) values (@followerId, @followedId, @now) on conflict do nothing
        """;

    // lang=sql
    private const string AccountExists = "select exists (select 1 from users where id = @id and deleted_at is null)";

    // lang=sql
    private const string SelectUsername = "select username from users where id = @id and deleted_at is null";

    // lang=sql
    private const string SetHidesReposts = """
        update follows set hides_reposts = @hides where follower_id = @followerId and followed_id = @followedId and hides_reposts <> @hides
        """;

    /// <returns>The followed account, and whether it has to accept the request first.</returns>
    public Task<Result<FollowOutcome>> FollowAsync(long followerId, string username, CancellationToken cancellation) =>
        database.WriteAsync<Result<FollowOutcome>>(
            async db =>
            {
                if (await UserLists.FindIdAsync(db, username) is not { } followedId)
                    return UserErrors.NotFound;
                if (followedId == followerId)
                    return RelationErrors.CannotFollowSelf;
                await FollowRows.LockAsync(db, followerId, followedId);
                // Both may have been deleted since they were looked up; the row's foreign keys would punish that.
                if (!await db.QuerySingleAsync<bool>(AccountExists, new { id = followerId }))
                    return CallerErrors.SessionEnded;
                if (await db.QuerySingleOrDefaultAsync<string>(SelectUsername, new { id = followedId }) is not { } name)
                    return UserErrors.NotFound;
                switch (await db.QuerySingleAsync<long>(SelectObstacles, new { followerId, followedId }))
                {
                    case Apart:
                        return RelationErrors.Blocked;
                    case Locked:
                        return await RequestAsync(db, followerId, followedId) is { } error ? error : new FollowOutcome(name, IsRequested: true);
                    default:
                        return await FollowRows.AddAsync(db, events, followerId, followedId)
                            ? new FollowOutcome(name, IsRequested: false)
                            : RelationErrors.AlreadyFollowing;
                }
            },
            cancellation);

    /// <summary>Ends a follow, or withdraws the request for one.</summary>
    /// <returns>The followed account's name as registered.</returns>
    public Task<Result<string>> UnfollowAsync(long followerId, string username, CancellationToken cancellation) =>
        database.WriteAsync<Result<string>>(
            async db =>
            {
                if (await UserLists.FindIdAsync(db, username) is not { } followedId)
                    return UserErrors.NotFound;
                await FollowRows.LockAsync(db, followerId, followedId);
                var hasEnded = await FollowRows.EndAsync(db, events, followerId, followedId)
                    || await FollowRows.EndRequestAsync(db, events, followerId, followedId);
                if (!hasEnded)
                    return RelationErrors.NotFollowing;
                if (!await db.QuerySingleAsync<bool>(AccountExists, new { id = followerId }))
                    return CallerErrors.SessionEnded;
                return await db.QuerySingleOrDefaultAsync<string>(SelectUsername, new { id = followedId }) is { } name ? name : UserErrors.NotFound;
            },
            cancellation);

    /// <summary>Removes a follower, or a request to become one. They may follow again. Repeating it changes nothing.</summary>
    /// <returns>The follower's id.</returns>
    public Task<Result<long>> RemoveFollowerAsync(long accountId, string username, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await UserLists.FindIdAsync(db, username) is not { } followerId)
                    return UserErrors.NotFound;
                await FollowRows.LockAsync(db, followerId, accountId);
                _ = await FollowRows.EndAsync(db, events, followerId, accountId)
                    || await FollowRows.EndRequestAsync(db, events, followerId, accountId);
                return followerId;
            },
            cancellation);

    /// <summary>Hides the reposts of a followed account from one's home timeline, or shows them again.</summary>
    /// <returns>The followed account's id.</returns>
    public Task<Result<long>> HideRepostsAsync(long followerId, string username, bool hides, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await UserLists.FindIdAsync(db, username) is not { } followedId)
                    return UserErrors.NotFound;
                await FollowRows.LockAsync(db, followerId, followedId);
                if (!await db.QuerySingleAsync<bool>(FollowExists, new { followerId, followedId }))
                    return RelationErrors.NotFollowing;
                if (await db.ExecuteAsync(SetHidesReposts, new { followerId, followedId, hides }) > 0)
                    await events.RaiseAsync(db, new FollowChanged(followerId, followedId));
                return followedId;
            },
            cancellation);

    private async Task<Error?> RequestAsync(DbSession db, long followerId, long followedId)
    {
        if (await db.QuerySingleAsync<bool>(FollowExists, new { followerId, followedId }))
            return RelationErrors.AlreadyFollowing;
        if (await db.ExecuteAsync(InsertRequest, new { followerId, followedId, now = Timestamp.Now(clock) }) == 0)
            return RelationErrors.AlreadyRequested;
        await events.RaiseAsync(db, new FollowRequested(followerId, followedId));
        return null;
    }
}

/// <param name="Username">The followed account's name as registered.</param>
/// <param name="IsRequested">Whether the account is locked, so that it has to accept first.</param>
internal sealed record FollowOutcome(string Username, bool IsRequested);
