using Linnet.Common;
using Linnet.Media;
using Linnet.Storage;

namespace Linnet.Tweets.Attachments;

/// <summary>The pictures of tweets: claimed by one tweet each, and read for those tweets that have some.</summary>
internal static class AttachedMedia
{
    // Of two tweets that claim a picture at once the second finds it claimed. What a scheduled tweet has is free once that is posted.
    // lang=sql
    private const string Claim = """
        update media set tweet_id = @tweetId, position = @position
        where id = @id and user_id = @authorId and tweet_id is null and is_ready and kind < 2
          and not exists (select 1 from scheduled_media s where s.media_id = media.id)
        """;

    // lang=sql
    private const string IsOwn = "select exists (select 1 from media where id = @id and user_id = @authorId and is_ready and kind < 2)";

    // lang=sql
    private const string IsFree = """
        select exists (
            select 1 from media m
            where m.id = @id and m.tweet_id is null and not exists (select 1 from scheduled_media s where s.media_id = m.id))
        """;

    // Not a column of the tweet's insert: each costs every post.
    // lang=sql
    private const string MarkTweet = "update tweets set has_media = @hasMedia where id = @tweetId";

    // lang=sql
    private const string SelectIds = "select id from media where tweet_id = @tweetId order by position";

    // lang=sql
    private const string Remove = "delete from media where tweet_id = @tweetId and id in @ids";

    // lang=sql
    private const string Move = "update media set position = @position where id = @id and tweet_id = @tweetId";

    // lang=sql
    private const string RemoveAll = "delete from media where tweet_id = @tweetId";

    /// <summary>Attaches pictures to a tweet that was just inserted.</summary>
    /// <returns>As they are kept in memory, or the error of the first that cannot be attached, which has to fail the write.</returns>
    public static async Task<Result<IReadOnlyList<Attachment>>> AttachAsync(
        DbSession db, long authorId, long tweetId, IReadOnlyList<long> ids, MediaUrls urls)
    {
        foreach (var (position, id) in ids.Index())
        {
            if (await ClaimAsync(db, authorId, tweetId, id, position) is { } error)
                return error;
        }
        await db.ExecuteAsync(MarkTweet, new { tweetId, hasMedia = true });
        return (await MediaRows.ListAsync(db, [tweetId], urls))[tweetId].ToList();
    }

    /// <summary>Checks whether the pictures could be attached now. Changes nothing.</summary>
    public static async Task<Error?> FindErrorAsync(DbSession db, long authorId, IReadOnlyList<long> ids)
    {
        foreach (var id in ids)
        {
            if (!await db.QuerySingleAsync<bool>(IsOwn, new { id, authorId }))
                return MediaErrors.NotFound;
            if (!await db.QuerySingleAsync<bool>(IsFree, new { id }))
                return MediaErrors.Attached;
        }
        return null;
    }

    /// <returns>The pictures that a tweet has, in their order.</returns>
    public static Task<List<long>> ListIdsAsync(DbSession db, long tweetId) => db.QueryAsync<long>(SelectIds, new { tweetId });

    /// <summary>Gives a tweet, which is locked, other pictures. One that it loses is deleted.</summary>
    /// <param name="db">The session of the write.</param>
    /// <param name="authorId">Whose tweet it is.</param>
    /// <param name="tweetId">The tweet.</param>
    /// <param name="before">What it has.</param>
    /// <param name="after">What it is to have, in this order.</param>
    public static async Task<Error?> ReplaceAsync(DbSession db, long authorId, long tweetId, List<long> before, IReadOnlyList<long> after)
    {
        if (before.Except(after).ToList() is { Count: > 0 } removed)
            await db.ExecuteAsync(Remove, new { tweetId, ids = removed });
        foreach (var (position, id) in after.Index())
        {
            if (before.Contains(id))
                await db.ExecuteAsync(Move, new { tweetId, id, position = (long)position });
            else if (await ClaimAsync(db, authorId, tweetId, id, position) is { } error)
                return error;
        }
        await db.ExecuteAsync(MarkTweet, new { tweetId, hasMedia = after.Count > 0 });
        return null;
    }

    /// <summary>Deletes the pictures of a tweet that is going, so that their URLs are gone at once.</summary>
    public static Task RemoveAsync(DbSession db, long tweetId) => db.ExecuteAsync(RemoveAll, new { tweetId });

    /// <summary>Adds the pictures to tweets. Without one among them it costs nothing.</summary>
    public static async Task<List<Tweet>> FillAsync(DbSession db, List<Tweet> tweets, MediaUrls urls)
    {
        var ids = tweets.Where(tweet => tweet.HasMedia).Select(tweet => tweet.Id).ToList();
        if (ids.Count is 0)
            return tweets;
        var media = await MediaRows.ListAsync(db, ids, urls);
        return tweets.ConvertAll(tweet => media.Contains(tweet.Id) ? tweet with { Media = [.. media[tweet.Id]] } : tweet);
    }

    private static async Task<Error?> ClaimAsync(DbSession db, long authorId, long tweetId, long id, int position)
    {
        if (await db.ExecuteAsync(Claim, new { authorId, tweetId, id, position = (long)position }) > 0)
            return null;
        return await db.QuerySingleAsync<bool>(IsOwn, new { id, authorId }) ? MediaErrors.Attached : MediaErrors.NotFound;
    }
}
