using Linnet.Accounts.Deletion;
using Linnet.Storage;

namespace Linnet.Tweets;

/// <summary>Removes a deleted account's likes, those of the newest tweets first, and takes them out of the tweets' counts.</summary>
internal sealed class LikeDeletionStep : IAccountDeletionStep
{
    // lang=sql
    private const string Newest = "(select tweet_id from likes where user_id = @accountId order by tweet_id desc limit @most)";

    // lang=sql
    private const string LockTweets = $"select id from tweets where id in {Newest} order by id desc for no key update";

    // lang=sql
    private const string DeleteLikes = $"delete from likes where user_id = @accountId and tweet_id in {Newest} returning tweet_id";

    // lang=sql
    private const string TakeFromLikes = "update tweets set likes_count = likes_count - 1 where id in @ids";

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most)
    {
        await db.LockAsync(LockTweets, new { accountId, most });
        var ids = await db.QueryAsync<long>(DeleteLikes, new { accountId, most });
        if (ids.Count > 0)
            await db.ExecuteAsync(TakeFromLikes, new { ids });
        return new ErasedRows(ids.Count, Tweets: ids);
    }
}
