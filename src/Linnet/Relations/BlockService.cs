using Linnet.Common;
using Linnet.Events;
using Linnet.Relations.Lists;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Relations;

/// <summary>Blocks. A block ends the follows and requests between two accounts, and takes each off the other's lists, in its own transaction; unblocking restores none.</summary>
internal sealed class BlockService(Database database, EventBus events, TimeProvider clock)
{
    // Both are selected, not assumed: either may have gone since it was looked up.
    // lang=sql
    private const string InsertBlock = """
        insert into blocks (blocker_id, blocked_id, created_at)
        select a.id, b.id, @now from users a cross join users b
        where a.id = @blockerId and a.deleted_at is null and b.id = @blockedId and b.deleted_at is null
        on conflict do nothing
        """;

    // lang=sql
    private const string DeleteBlock = "delete from blocks where blocker_id = @blockerId and blocked_id = @blockedId";

    /// <summary>Repeating it changes nothing.</summary>
    /// <returns>The blocked account's id.</returns>
    public Task<Result<long>> BlockAsync(long blockerId, string username, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await UserLists.FindIdAsync(db, username) is not { } blockedId)
                    return UserErrors.NotFound;
                if (blockedId == blockerId)
                    return RelationErrors.CannotBlockSelf;
                // As following does, so of a follow and a block at the same time the block is what remains.
                await FollowRows.LockAsync(db, blockerId, blockedId);
                if (await FollowRows.FindMissingAsync(db, blockerId, blockedId) is { } missing)
                    return missing;
                if (await db.ExecuteAsync(InsertBlock, new { blockerId, blockedId, now = Timestamp.Now(clock) }) > 0)
                {
                    await EndFollowsAsync(db, blockerId, blockedId);
                    await ListRows.RemoveFromAllAsync(db, events, blockerId, blockedId);
                    await ListRows.RemoveFromAllAsync(db, events, blockedId, blockerId);
                    await events.RaiseAsync(db, new UserBlocked(blockerId, blockedId));
                }
                return blockedId;
            },
            cancellation);

    /// <inheritdoc cref="BlockAsync"/>
    public Task<Result<long>> UnblockAsync(long blockerId, string username, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await UserLists.FindIdAsync(db, username) is not { } blockedId)
                    return UserErrors.NotFound;
                await FollowRows.LockAsync(db, blockerId, blockedId);
                if (await db.ExecuteAsync(DeleteBlock, new { blockerId, blockedId }) > 0)
                    await events.RaiseAsync(db, new UserUnblocked(blockerId, blockedId));
                return blockedId;
            },
            cancellation);

    private async Task EndFollowsAsync(DbSession db, long one, long other)
    {
        await FollowRows.EndAsync(db, events, one, other);
        await FollowRows.EndAsync(db, events, other, one);
        await FollowRows.EndRequestAsync(db, events, one, other);
        await FollowRows.EndRequestAsync(db, events, other, one);
    }
}
