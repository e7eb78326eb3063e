using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>The one way from rows to tweets. The methods run inside their caller's session; lists come newest first.</summary>
internal static class TweetQueries
{
    // A tweet that was deleted and is still being removed is nothing to refer to.
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
    private const string Select = $"""
        select t.id, t.content, t.created_at, t.updated_at, t.author_id, {ReplyTo}, {RetweetOf},
               t.likes_count, t.replies_count, t.retweets_count,
               exists (select 1 from likes l where l.user_id = @viewer and l.tweet_id = t.id) as is_liked,
               {UserQueries.Columns}
        from tweets t join users u on u.id = t.author_id and u.deleted_at is null
        """;

    // lang=sql
    private const string SelectOne = $"{Select} where t.id = @id";

    // lang=sql
    private const string SelectByIds = $"{Select} where t.id in @ids order by t.id desc";

    public static async Task<Tweet?> FindAsync(DbSession db, long id, long viewer) =>
        (await db.QueryAsync<Tweet, User, Tweet>(SelectOne, WithAuthor, new { id, viewer })).SingleOrDefault();

    /// <returns>Those of the tweets that exist.</returns>
    public static Task<List<Tweet>> ListByIdsAsync(DbSession db, IReadOnlyList<long> ids, long viewer) =>
        db.QueryAsync<Tweet, User, Tweet>(SelectByIds, WithAuthor, new { ids, viewer });

    /// <returns>Those of the tweets that exist, by id.</returns>
    public static async Task<Dictionary<long, Tweet>> FindAllAsync(DbSession db, long[] ids, long viewer) =>
        ids.Length == 0 ? [] : (await ListByIdsAsync(db, ids, viewer)).ToDictionary(tweet => tweet.Id);

    private static Tweet WithAuthor(Tweet tweet, User author) => tweet with { Author = author };
}
