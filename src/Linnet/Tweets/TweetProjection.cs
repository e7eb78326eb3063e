using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>The one way from rows to tweets. The methods run inside their caller's session; lists come newest first.</summary>
internal static class TweetProjection
{
    // lang=sql
    private const string Select = $"""
        select t.id, t.content, t.created_at, t.updated_at, t.author_id, t.reply_to_id, t.retweet_of_id,
               t.likes_count, t.replies_count, t.retweets_count,
               exists (select 1 from likes l where l.user_id = @viewer and l.tweet_id = t.id) as is_liked,
               {UserProjection.Columns}
        from tweets t join users u on u.id = t.author_id
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
