using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Relations;
using Linnet.Storage;

namespace Linnet.Tweets.Bookmarks;

/// <summary>Adds and removes bookmarks, which nobody but their owner sees. They have no part in any count.</summary>
internal sealed class BookmarkService(Database database, EventBus events, TimeProvider clock)
{
    /// <summary>How many an account may have. The oldest ones are never dropped for new ones.</summary>
    public const int Most = 10_000;

    // It is not deleted before this write has ended. In the order of other writes: tweets before users.
    // lang=sql
    private const string LockTweet = "select id from tweets where id = @tweetId for key share";

    // Two writes at once shall not pass the limit together, and an owner's bookmarks appear in the order of their ids.
    // lang=sql
    private const string LockOwner = "select id from users where id = @accountId for no key update";

    // lang=sql
    private const string Count = "select count(*) from bookmarks where user_id = @accountId";

    // The account is selected, not assumed: it may have gone since its token was checked.
    // lang=sql
    private const string Insert = """
        insert into bookmarks (user_id, tweet_id, created_at)
        select id, @tweetId, @now from users where id = @accountId and deleted_at is null
        """;

    // lang=sql
    private const string Delete = "delete from bookmarks where user_id = @accountId and tweet_id = @tweetId";

    // lang=sql
    private const string Exists = "select exists (select 1 from bookmarks where user_id = @accountId and tweet_id = @tweetId)";

    // lang=sql
    private const string SelectOriginal = "select case when kind = 1 then retweet_of_id else id end from tweets where id = @id";

    // lang=sql
    private static readonly string MaySee = $"""
        select exists (
            select 1 from tweets t join users a on a.id = t.author_id
            where t.id = @tweetId and a.deleted_at is null and {ViewerSql.MaySee("t", "@accountId")})
        """;

    /// <summary>Bookmarks a tweet; of a repost, its original. Repeating it changes nothing.</summary>
    /// <returns>The id of what was bookmarked.</returns>
    public Task<Result<long>> AddAsync(long accountId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await db.QuerySingleOrDefaultAsync<long?>(SelectOriginal, new { id }) is not { } tweetId)
                    return TweetErrors.NotFound;
                await db.LockAsync(LockTweet, new { tweetId });
                await db.LockAsync(LockOwner, new { accountId });
                if (await db.QuerySingleAsync<bool>(Exists, new { accountId, tweetId }))
                    return tweetId;
                if (!await db.QuerySingleAsync<bool>(MaySee, new { accountId, tweetId }))
                    return TweetErrors.NotFound;
                if (await db.QuerySingleAsync<long>(Count, new { accountId }) >= Most)
                    return BookmarkErrors.TooMany;
                if (await db.ExecuteAsync(Insert, new { accountId, tweetId, now = Timestamp.Now(clock) }) == 0)
                    return CallerErrors.SessionEnded;
                await events.RaiseAsync(db, new BookmarkChanged(accountId, tweetId, IsBookmarked: true));
                return tweetId;
            },
            cancellation);

    /// <summary>Removes a bookmark, also of a tweet that the account may no longer see. Repeating it changes nothing.</summary>
    /// <returns>The id of what is not bookmarked any more.</returns>
    public Task<Result<long>> RemoveAsync(long accountId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await db.QuerySingleOrDefaultAsync<long?>(SelectOriginal, new { id }) is not { } tweetId)
                    return TweetErrors.NotFound;
                if (await db.ExecuteAsync(Delete, new { accountId, tweetId }) > 0)
                    await events.RaiseAsync(db, new BookmarkChanged(accountId, tweetId, IsBookmarked: false));
                else if (!await db.QuerySingleAsync<bool>(MaySee, new { accountId, tweetId }))
                    return TweetErrors.NotFound;
                return tweetId;
            },
            cancellation);
}
