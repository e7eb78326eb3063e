using Linnet.Accounts;
using Linnet.Storage;

namespace Linnet.Tweets;

/// <summary>Takes an account's tweets and likes out of every count they are part of, and away.</summary>
internal sealed class TweetEraser : IAccountEraser
{
    // Their tweets, those they like, answer or pass on, and those that answer or pass on theirs.
    // lang=sql
    private const string LockTweets = """
        select id from tweets
        where id in (
            select id from tweets where author_id = @accountId
            union select tweet_id from likes where user_id = @accountId
            union select reply_to_id from tweets where author_id = @accountId
            union select retweet_of_id from tweets where author_id = @accountId
            union select r.id from tweets t join tweets r on r.reply_to_id = t.id where t.author_id = @accountId
            union select r.id from tweets t join tweets r on r.retweet_of_id = t.id where t.author_id = @accountId)
        order by id desc
        for update
        """;

    // lang=sql
    private const string TakeFromLikes = """
        update tweets set likes_count = likes_count - 1 where id in (select tweet_id from likes where user_id = @accountId)
        """;

    // lang=sql
    private const string TakeFromReplies = """
        update tweets set replies_count = replies_count
            - (select count(*) from tweets r where r.author_id = @accountId and r.reply_to_id = tweets.id)
        where id in (select reply_to_id from tweets where author_id = @accountId)
        """;

    // lang=sql
    private const string TakeFromRetweets = """
        update tweets set retweets_count = retweets_count
            - (select count(*) from tweets r where r.author_id = @accountId and r.retweet_of_id = tweets.id)
        where id in (select retweet_of_id from tweets where author_id = @accountId)
        """;

    // lang=sql
    private const string DeleteLikes = "delete from likes where user_id = @accountId";

    // lang=sql
    private const string DeleteTweets = "delete from tweets where author_id = @accountId";

    public Task LockAsync(DbSession db, long accountId) => db.LockAsync(LockTweets, new { accountId });

    public async Task EraseAsync(DbSession db, long accountId)
    {
        await db.ExecuteAsync(TakeFromLikes, new { accountId });
        await db.ExecuteAsync(TakeFromReplies, new { accountId });
        await db.ExecuteAsync(TakeFromRetweets, new { accountId });
        await db.ExecuteAsync(DeleteLikes, new { accountId });
        await db.ExecuteAsync(DeleteTweets, new { accountId });
    }
}
