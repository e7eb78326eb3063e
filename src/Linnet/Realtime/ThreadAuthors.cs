using Linnet.Events;
using Linnet.Relations;
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
    private const string AllOfTweet = """
        select author_id from tweets where id = @tweetId
        union select p.author_id from tweets t join tweets p on p.id = t.reply_to_id where t.id = @tweetId
        union select o.author_id from tweets t join tweets o on o.id = t.retweet_of_id where t.id = @tweetId
        union select author_id from (select author_id from tweets where reply_to_id = @tweetId order by id desc limit @most) as replies
        union select author_id from (select author_id from tweets where retweet_of_id = @tweetId order by id desc limit @most) as retweets
        """;

    // The message has the tweet's content, so it goes only to those who may see it.
    // lang=sql
    private static readonly string OfTweet = $"""
        select x.author_id from ({AllOfTweet}) as x
        where exists (select 1 from tweets t where t.id = @tweetId and {ViewerSql.MaySee("t", "x.author_id")})
        """;

    // lang=sql
    private const string SelectAbout = """
        select coalesce(reply_to_author_id, 0), coalesce(retweet_of_author_id, 0) from tweets where id = @tweetId
        """;

    // lang=sql
    private const string OfTweets = "select distinct author_id from tweets where id in @ids";

    public static Task<List<long>> OfAsync(DbSession db, long tweetId) => db.QueryAsync<long>(OfTweet, new { tweetId, most = Most });

    /// <summary>Whose tweets a tweet that was edited is about.</summary>
    public static async Task<About> ReadAboutAsync(DbSession db, long tweetId)
    {
        var (parent, original) = await db.QuerySingleOrDefaultAsync<(long, long)>(SelectAbout, new { tweetId });
        return new About(parent is 0 ? null : parent, original is 0 ? null : original, IsRepost: false);
    }

    /// <summary>The same of a tweet that is gone, from what its deletion knew.</summary>
    public static async Task<List<long>> OfGoneAsync(DbSession db, TweetDeleted deletion)
    {
        long[] ids = [.. (deletion.Orphans ?? []).OrderDescending().Take(2 * Most), deletion.ReplyToId ?? 0, deletion.RetweetOfId ?? 0];
        return [deletion.AuthorId, .. await db.QueryAsync<long>(OfTweets, new { ids })];
    }
}
