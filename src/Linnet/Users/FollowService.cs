using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Storage;

namespace Linnet.Users;

/// <summary>Follows. Both accounts' counts change with the row, and only when the row changed.</summary>
internal sealed class FollowService(Database database, EventBus events)
{
    // Both, and in one order for everybody: two who follow each other at the same time would wait for each other.
    // lang=sql
    private const string LockBoth = """
        select id from users where id in (@followerId, @followedId) order by id for no key update
        """;

    // lang=sql
    private const string InsertFollow = """
        insert into follows (follower_id, followed_id) values (@followerId, @followedId) on conflict do nothing
        """;

    // lang=sql
    private const string DeleteFollow = "delete from follows where follower_id = @followerId and followed_id = @followedId";

    // lang=sql
    private const string AddToFollowing = "update users set following_count = following_count + @by where id = @id and deleted_at is null";

    // lang=sql
    private const string AddToFollowers = """
        update users set followers_count = followers_count + @by where id = @id and deleted_at is null returning username
        """;

    /// <returns>The followed user's name as registered.</returns>
    public Task<Result<string>> FollowAsync(long followerId, string username, CancellationToken cancellation) =>
        database.WriteAsync<Result<string>>(
            async db =>
            {
                if (await UserLists.FindIdAsync(db, username) is not { } followedId)
                    return UserErrors.NotFound;
                if (followedId == followerId)
                    return UserErrors.CannotFollowSelf;
                await db.LockAsync(LockBoth, new { followerId, followedId });
                // The counter first: it finds out whether the follower still exists, which the row's foreign key would punish.
                if (await db.ExecuteAsync(AddToFollowing, new { id = followerId, by = 1 }) == 0)
                    return CallerErrors.SessionEnded;
                if (await db.ExecuteAsync(InsertFollow, new { followerId, followedId }) == 0)
                    return UserErrors.AlreadyFollowing;
                // Both may have been deleted since they were looked up.
                if (await db.QuerySingleOrDefaultAsync<string>(AddToFollowers, new { id = followedId, by = 1 }) is not { } name)
                    return UserErrors.NotFound;
                await events.RaiseAsync(db, new UserFollowed(followerId, followedId));
                return name;
            },
            cancellation);

    /// <inheritdoc cref="FollowAsync"/>
    public Task<Result<string>> UnfollowAsync(long followerId, string username, CancellationToken cancellation) =>
        database.WriteAsync<Result<string>>(
            async db =>
            {
                if (await UserLists.FindIdAsync(db, username) is not { } followedId)
                    return UserErrors.NotFound;
                await db.LockAsync(LockBoth, new { followerId, followedId });
                if (await db.ExecuteAsync(DeleteFollow, new { followerId, followedId }) == 0)
                    return UserErrors.NotFollowing;
                if (await db.ExecuteAsync(AddToFollowing, new { id = followerId, by = -1 }) == 0)
                    return CallerErrors.SessionEnded;
                if (await db.QuerySingleOrDefaultAsync<string>(AddToFollowers, new { id = followedId, by = -1 }) is not { } name)
                    return UserErrors.NotFound;
                await events.RaiseAsync(db, new UserUnfollowed(followerId, followedId));
                return name;
            },
            cancellation);
}
