using Linnet.Storage;

namespace Linnet.Accounts;

/// <summary>Takes an account's follows out of the counts of the people at their other ends.</summary>
internal sealed class FollowEraser : IAccountEraser
{
    // Nobody unfollows meanwhile, which would count it out twice. New follows wait for the account's row.
    // lang=sql
    private const string LockFollows = """
        select 1 from follows where follower_id = @accountId or followed_id = @accountId for update
        """;

    // lang=sql
    private const string TakeFromFollowed = """
        update users set followers_count = followers_count - 1
        where id in (select followed_id from follows where follower_id = @accountId)
        """;

    // lang=sql
    private const string TakeFromFollowers = """
        update users set following_count = following_count - 1
        where id in (select follower_id from follows where followed_id = @accountId)
        """;

    public async Task EraseAsync(DbSession db, long accountId)
    {
        await db.LockAsync(LockFollows, new { accountId });
        await db.ExecuteAsync(TakeFromFollowed, new { accountId });
        await db.ExecuteAsync(TakeFromFollowers, new { accountId });
    }
}
