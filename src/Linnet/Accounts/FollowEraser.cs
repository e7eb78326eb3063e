using Linnet.Storage;

namespace Linnet.Accounts;

/// <summary>Takes an account's follows out of the counts of the people at their other ends.</summary>
internal sealed class FollowEraser : IAccountEraser
{
    // Who follows or unfollows locks both people first, so nobody does meanwhile: it would count twice.
    // lang=sql
    private const string LockPeople = """
        select id from users
        where id in (
            select @accountId
            union select followed_id from follows where follower_id = @accountId
            union select follower_id from follows where followed_id = @accountId)
        order by id
        for no key update
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

    public Task LockAsync(DbSession db, long accountId) => db.LockAsync(LockPeople, new { accountId });

    public async Task EraseAsync(DbSession db, long accountId)
    {
        await db.ExecuteAsync(TakeFromFollowed, new { accountId });
        await db.ExecuteAsync(TakeFromFollowers, new { accountId });
    }
}
