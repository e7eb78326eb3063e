using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Storage;

namespace Linnet.Tweets;

/// <summary>Likes. A tweet's count changes with the row, and only when the row changed.</summary>
internal sealed class LikeService(Database database, EventBus events)
{
    // All are selected, not assumed: the account may have gone since its token was checked, the tweet and its author at any
    // time, and then there is nothing to insert.
    // lang=sql
    private const string InsertLike = """
        insert into likes (user_id, tweet_id)
        select u.id, t.id
        from users u cross join tweets t cross join users a
        where u.id = @userId and u.deleted_at is null and t.id = @tweetId and a.id = t.author_id and a.deleted_at is null
        on conflict do nothing
        """;

    // In the order of a tweet's deletion: first the tweet, then its likes.
    // lang=sql
    private const string LockTweet = "select id from tweets where id = @tweetId for no key update";

    // lang=sql
    private const string DeleteLike = $"delete from likes where user_id = @userId and tweet_id = @tweetId and {TweetIsThere}";

    // lang=sql
    private const string AddToLikes = """
        update tweets set likes_count = likes_count + @by where id = @tweetId returning likes_count, author_id
        """;

    // lang=sql
    private const string TweetIsThere = """
        exists (select 1 from tweets t join users a on a.id = t.author_id where t.id = @tweetId and a.deleted_at is null)
        """;

    // lang=sql
    private const string TweetExists = $"select {TweetIsThere}";

    // lang=sql
    private const string UserExists = "select exists (select 1 from users where id = @userId and deleted_at is null)";

    /// <returns>The tweet's likes with this one.</returns>
    public Task<Result<long>> LikeAsync(long userId, long tweetId, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await db.ExecuteAsync(InsertLike, new { userId, tweetId }) == 0)
                    return await FindErrorAsync(db, userId, tweetId) ?? TweetErrors.AlreadyLiked;
                var (likes, authorId) = await db.QuerySingleAsync<(long, long)>(AddToLikes, new { tweetId, by = 1 });
                await events.RaiseAsync(db, new TweetLiked(tweetId, authorId, userId));
                return likes;
            },
            cancellation);

    /// <returns>The tweet's likes without this one.</returns>
    public Task<Result<long>> UnlikeAsync(long userId, long tweetId, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                await db.LockAsync(LockTweet, new { tweetId });
                if (await db.ExecuteAsync(DeleteLike, new { userId, tweetId }) == 0)
                    return await FindErrorAsync(db, userId, tweetId) ?? TweetErrors.NotLiked;
                var (likes, authorId) = await db.QuerySingleAsync<(long, long)>(AddToLikes, new { tweetId, by = -1 });
                await events.RaiseAsync(db, new TweetUnliked(tweetId, authorId, userId));
                return likes;
            },
            cancellation);

    private static async Task<Error?> FindErrorAsync(DbSession db, long userId, long tweetId)
    {
        if (!await db.QuerySingleAsync<bool>(TweetExists, new { tweetId }))
            return TweetErrors.NotFound;
        return await db.QuerySingleAsync<bool>(UserExists, new { userId }) ? null : CallerErrors.SessionEnded;
    }
}
