using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Relations;
using Linnet.Storage;

namespace Linnet.Tweets;

/// <summary>Likes. A tweet's count changes with the row, and only when the row changed.</summary>
internal sealed class LikeService(Database database, EventBus events)
{
    // All are selected, not assumed: the account may have gone since its token was checked, the tweet and its author at any
    // time, and then there is nothing to insert.
    // lang=sql
    private static readonly string InsertLike = $"""
        insert into likes (user_id, tweet_id)
        select u.id, t.id
        from users u cross join tweets t cross join users a
        where u.id = @userId and u.deleted_at is null and t.id = @tweetId and t.kind = 0 and a.id = t.author_id and a.deleted_at is null
          and {ViewerSql.MayAct("t", "@userId")}
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
    private static readonly string SelectAuthor = $"""
        select t.author_id from tweets t join users a on a.id = t.author_id
        where t.id = @tweetId and a.deleted_at is null and {ViewerSql.MaySee("t", "@userId")}
        """;

    // lang=sql
    private const string Blocks = "select exists (select 1 from blocks where blocker_id = @userId and blocked_id = @authorId)";

    // lang=sql
    private const string SelectOriginal = "select retweet_of_id from tweets where id = @tweetId and kind = 1";

    // lang=sql
    private const string UserExists = "select exists (select 1 from users where id = @userId and deleted_at is null)";

    /// <summary>Likes a tweet; of a repost, its original.</summary>
    /// <returns>The tweet's likes with this one.</returns>
    public Task<Result<long>> LikeAsync(long userId, long tweetId, CancellationToken cancellation) =>
        database.WriteAsync(db => LikeAsync(db, userId, tweetId), cancellation);

    /// <summary>Takes a like back, also of a tweet that the account may no longer see.</summary>
    /// <returns>The tweet's likes without this one.</returns>
    public Task<Result<long>> UnlikeAsync(long userId, long tweetId, CancellationToken cancellation) =>
        database.WriteAsync(db => UnlikeAsync(db, userId, tweetId), cancellation);

    private async Task<Result<long>> LikeAsync(DbSession db, long userId, long tweetId)
    {
        if (await db.ExecuteAsync(InsertLike, new { userId, tweetId }) == 0)
        {
            return await db.QuerySingleOrDefaultAsync<long?>(SelectOriginal, new { tweetId }) is { } original
                ? await LikeAsync(db, userId, original)
                : await FindErrorAsync(db, userId, tweetId, asksForBlock: true) ?? TweetErrors.AlreadyLiked;
        }
        var (likes, authorId) = await db.QuerySingleAsync<(long, long)>(AddToLikes, new { tweetId, by = 1 });
        await events.RaiseAsync(db, new TweetLiked(tweetId, authorId, userId));
        return likes;
    }

    private async Task<Result<long>> UnlikeAsync(DbSession db, long userId, long tweetId)
    {
        await db.LockAsync(LockTweet, new { tweetId });
        if (await db.ExecuteAsync(DeleteLike, new { userId, tweetId }) == 0)
        {
            return await db.QuerySingleOrDefaultAsync<long?>(SelectOriginal, new { tweetId }) is { } original
                ? await UnlikeAsync(db, userId, original)
                : await FindErrorAsync(db, userId, tweetId, asksForBlock: false) ?? TweetErrors.NotLiked;
        }
        var (likes, authorId) = await db.QuerySingleAsync<(long, long)>(AddToLikes, new { tweetId, by = -1 });
        await events.RaiseAsync(db, new TweetUnliked(tweetId, authorId, userId));
        return likes;
    }

    private static async Task<Error?> FindErrorAsync(DbSession db, long userId, long tweetId, bool asksForBlock)
    {
        if (await db.QuerySingleOrDefaultAsync<long?>(SelectAuthor, new { tweetId, userId }) is not { } authorId)
            return TweetErrors.NotFound;
        if (!await db.QuerySingleAsync<bool>(UserExists, new { userId }))
            return CallerErrors.SessionEnded;
        return asksForBlock && await db.QuerySingleAsync<bool>(Blocks, new { userId, authorId }) ? RelationErrors.Blocked : null;
    }
}
