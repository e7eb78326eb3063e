using Linnet.Storage;

namespace Linnet.Accounts.Deletion;

/// <summary>Removes an account's follows in both directions, and adjusts the counts of the accounts at the other ends.</summary>
internal sealed class FollowDeletionStep : IAccountDeletionStep
{
    // Follows and unfollows lock both accounts first, so none can run between this lock and the updates and count twice.
    // lang=sql
    private const string LockAccounts = """
        select id from users
        where id = @accountId
           or id in (select followed_id from follows where follower_id = @accountId order by followed_id limit @most)
           or id in (select follower_id from follows where followed_id = @accountId order by follower_id limit @most)
        order by id
        for no key update
        """;

    // lang=sql
    private const string DeleteFollowed = """
        delete from follows
        where follower_id = @accountId
          and followed_id in (select followed_id from follows where follower_id = @accountId order by followed_id limit @most)
        returning followed_id
        """;

    // lang=sql
    private const string DeleteFollowers = """
        delete from follows
        where followed_id = @accountId
          and follower_id in (select follower_id from follows where followed_id = @accountId order by follower_id limit @most)
        returning follower_id
        """;

    // lang=sql
    private const string TakeFromFollowed = "update users set followers_count = followers_count - 1 where id in @ids";

    // lang=sql
    private const string TakeFromFollowers = "update users set following_count = following_count - 1 where id in @ids";

    // lang=sql
    private const string TakeFromAccount = """
        update users set following_count = following_count - @following, followers_count = followers_count - @followers where id = @accountId
        """;

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most)
    {
        await db.LockAsync(LockAccounts, new { accountId, most });
        var followed = await db.QueryAsync<long>(DeleteFollowed, new { accountId, most });
        if (followed.Count > 0)
            await db.ExecuteAsync(TakeFromFollowed, new { ids = followed });
        var followers = await db.QueryAsync<long>(DeleteFollowers, new { accountId, most });
        if (followers.Count > 0)
            await db.ExecuteAsync(TakeFromFollowers, new { ids = followers });
        var count = followed.Count + followers.Count;
        if (count > 0)
            await db.ExecuteAsync(TakeFromAccount, new { accountId, following = followed.Count, followers = followers.Count });
        return new ErasedRows(count, Accounts: [.. followed, .. followers]);
    }
}
