using Linnet.Events;
using Linnet.Storage;

namespace Linnet.Realtime;

/// <summary>
/// Who has a tweet on the screen, as far as the server knows at little cost, beside its author's followers: those whom it
/// answers or passes on, and those who answered it or passed it on last. Each read is bounded, for threads of any length.
/// </summary>
internal static class ThreadAuthors
{
    private const int Most = 100;

    // lang=sql
    private const string OfTweet = """
        select author_id from tweets where id = @tweetId
        union select p.author_id from tweets t join tweets p on p.id = t.reply_to_id where t.id = @tweetId
        union select o.author_id from tweets t join tweets o on o.id = t.retweet_of_id where t.id = @tweetId
        union select author_id from (select author_id from tweets where reply_to_id = @tweetId order by id desc limit @most) as replies
        union select author_id from (select author_id from tweets where retweet_of_id = @tweetId order by id desc limit @most) as retweets
        """;

    // lang=sql
    private const string OfTweets = "select distinct author_id from tweets where id in @ids";

    public static Task<List<long>> OfAsync(DbSession db, long tweetId) => db.QueryAsync<long>(OfTweet, new { tweetId, most = Most });

    /// <summary>The same of a tweet that is gone, from what its deletion knew.</summary>
    public static async Task<List<long>> OfGoneAsync(DbSession db, TweetDeleted deletion)
    {
        long[] ids = [.. (deletion.Orphans ?? []).OrderDescending().Take(2 * Most), deletion.ReplyToId ?? 0, deletion.RetweetOfId ?? 0];
        return [deletion.AuthorId, .. await db.QueryAsync<long>(OfTweets, new { ids })];
    }
}
