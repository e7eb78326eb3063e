using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Tweets;

internal sealed partial class TweetCache
{
    /// <summary>The SQL of the cache. Private to it: every answer reads tweets from the cache, so one place decides what a viewer may see.</summary>
    private static class Queries
    {
        // A reference to a tweet of a deleted account, whose rows are still being removed, is null.
        // lang=sql
        private const string ReplyTo = $"""
            case when {DeletedAccounts.None} then t.reply_to_id
                else (select p.id from tweets p join users a on a.id = p.author_id where p.id = t.reply_to_id and a.deleted_at is null)
                end as reply_to_id
            """;

        // lang=sql
        private const string RetweetOf = $"""
            case when {DeletedAccounts.None} then t.retweet_of_id
                else (select p.id from tweets p join users a on a.id = p.author_id where p.id = t.retweet_of_id and a.deleted_at is null)
                end as retweet_of_id
            """;

        // lang=sql
        private const string SelectTweets = $"""
            select t.id, t.content, t.created_at, t.updated_at, t.author_id, {ReplyTo}, {RetweetOf},
                   t.likes_count, t.replies_count, t.retweets_count, false as is_liked,
                   {UserColumns.All}
            from tweets t join users u on u.id = t.author_id and u.deleted_at is null
            where t.id in @ids
            """;

        // lang=sql
        private const string SelectNewestLikes = "select tweet_id from likes where user_id = @viewer order by tweet_id desc limit @length";

        // lang=sql
        private const string SelectLikesAmong = "select tweet_id from likes where user_id = @viewer and tweet_id in @ids";

        /// <returns>Those of the tweets that exist.</returns>
        public static Task<List<Tweet>> ListAsync(DbSession db, IReadOnlyList<long> ids) =>
            db.QueryAsync<Tweet, User, Tweet>(SelectTweets, (tweet, author) => tweet with { Author = author }, new { ids });

        public static Task<List<long>> ListNewestLikesAsync(DbSession db, long viewer, int length) =>
            db.QueryAsync<long>(SelectNewestLikes, new { viewer, length });

        /// <returns>Those of the tweets that the viewer likes.</returns>
        public static Task<List<long>> ListLikesAmongAsync(DbSession db, long viewer, IReadOnlyList<long> ids) =>
            db.QueryAsync<long>(SelectLikesAmong, new { viewer, ids });
    }
}
