using Linnet.Accounts.Deletion;
using Linnet.Events;
using Linnet.Storage;
using Linnet.Tweets.Threads;

namespace Linnet.Tweets;

/// <summary>
/// Removes a deleted account's tweets, the newest first, with all that refers to them: likes go, replies and quotes by
/// others stay and refer to nothing, reposts go too.
/// </summary>
internal sealed class TweetDeletionStep : IAccountDeletionStep
{
    /// <summary>Those whose turn it is, for <c>in</c>.</summary>
    // lang=sql
    public const string Newest = "(select id from tweets where author_id = @accountId order by id desc limit @most)";

    // lang=sql
    private const string SelectNewest = $"select id from tweets where id in {Newest}";

    // No other write locks these tweets: they are deleted, and new likes and replies fail before they lock anything.
    // lang=sql
    private const string LockTweets = $"select id from tweets where id in {Newest} order by id desc for update";

    // lang=sql
    private const string LockOrphans = $"""
        select id from tweets
        where id in (
            (select id from tweets where reply_to_id in {Newest} limit @most)
            union (select id from tweets where retweet_of_id in {Newest} limit @most))
        order by id desc
        for no key update
        """;

    // lang=sql
    private const string LockParents = $"""
        select id from tweets
        where id in (
            select reply_to_id from tweets where id in {Newest}
            union select retweet_of_id from tweets where id in {Newest})
        order by id desc
        for no key update
        """;

    // lang=sql
    private const string DeleteLikes = $"""
        delete from likes
        where (tweet_id, user_id) in (select l.tweet_id, l.user_id from likes l where l.tweet_id in {Newest} limit @most)
        returning tweet_id
        """;

    // lang=sql
    private const string SelectReplies = $"select id, reply_to_id as other from tweets where reply_to_id in {Newest} limit @most";

    // lang=sql
    private const string SelectQuotes = $"select id, retweet_of_id as other from tweets where retweet_of_id in {Newest} and kind = 0 limit @most";

    // lang=sql
    private const string DeleteReposts = $"""
        delete from tweets
        where id in (select id from tweets where retweet_of_id in {Newest} and kind = 1 limit @most)
        returning id, author_id, retweet_of_id, retweet_of_author_id
        """;

    // lang=sql
    private const string LetGoOfReplies = "update tweets set deleted_parent_id = reply_to_id, reply_to_id = null where id in @ids";

    // lang=sql
    private const string LetGoOfQuotes = "update tweets set retweet_of_id = null where id in @ids";

    // lang=sql
    private const string DeleteTweets = $"delete from tweets where id in {Newest} returning reply_to_id, retweet_of_id, kind";

    // lang=sql
    private const string TakeFromLikes = "update tweets set likes_count = likes_count - @by where id in @ids";

    // lang=sql
    private const string TakeFromReplies = "update tweets set replies_count = replies_count - @by where id in @ids";

    // lang=sql
    private const string TakeFromRetweets = "update tweets set retweets_count = retweets_count - @by where id in @ids";

    // lang=sql
    private const string TakeFromQuotes = "update tweets set retweets_count = retweets_count - @by, quotes_count = quotes_count - @by where id in @ids";

    // lang=sql
    private const string TakeFromAuthor = "update users set tweets_count = tweets_count - @by where id = @accountId";

    // Lists of everyone's tweets and of replies step over them.
    public bool AreInTheWay => true;

    public async Task<ErasedRows> EraseAsync(DbSession db, long accountId, int most)
    {
        await db.LockAsync(LockTweets, new { accountId, most });
        var likes = await db.QueryAsync<long>(DeleteLikes, new { accountId, most });
        await TakeAsync(db, TakeFromLikes, likes);
        if (likes.Count >= most)
            return new ErasedRows(likes.Count);
        await db.LockAsync(LockOrphans, new { accountId, most });
        await Tombstones.AddAsync(db, await db.QueryAsync<long>(SelectNewest, new { accountId, most }));
        List<long> orphans = [
            .. await LetGoAsync(db, SelectReplies, LetGoOfReplies, TakeFromReplies, accountId, most),
            .. await LetGoAsync(db, SelectQuotes, LetGoOfQuotes, TakeFromQuotes, accountId, most)];
        var reposts = await DeleteRepostsAsync(db, accountId, most);
        // The tweets themselves only once nothing is left that refers to them, and not beside the locks of those that did.
        return orphans.Count + reposts.Count > 0
            ? new ErasedRows(likes.Count + orphans.Count + reposts.Count, Tweets: orphans, Reposts: reposts.Events)
            : await DeleteAsync(db, accountId, most, likes.Count);
    }

    /// <summary>Reposts by others go with the original.</summary>
    private static async Task<(int Count, List<TweetDeleted> Events)> DeleteRepostsAsync(DbSession db, long accountId, int most)
    {
        var rows = await db.QueryAsync<(long Id, long AuthorId, long OriginalId, long? OriginalAuthorId)>(DeleteReposts, new { accountId, most });
        await TakeAsync(db, TakeFromRetweets, rows.Select(row => row.OriginalId));
        var events = new List<TweetDeleted>();
        foreach (var row in rows.OrderBy(row => row.AuthorId))
        {
            if (await RemovedRepost.CountOutAsync(db, row.Id, row.AuthorId, row.OriginalId, row.OriginalAuthorId) is { } deleted)
                events.Add(deleted);
        }
        return (rows.Count, events);
    }

    private static async Task<List<long>> LetGoAsync(DbSession db, string select, string letGo, string takeFrom, long accountId, int most)
    {
        var orphans = await db.QueryAsync<(long Id, long Other)>(select, new { accountId, most });
        var ids = orphans.ConvertAll(orphan => orphan.Id);
        if (ids.Count > 0)
            await db.ExecuteAsync(letGo, new { ids });
        await TakeAsync(db, takeFrom, orphans.Select(orphan => orphan.Other));
        return ids;
    }

    private static async Task<ErasedRows> DeleteAsync(DbSession db, long accountId, int most, int countBefore)
    {
        await db.LockAsync(LockParents, new { accountId, most });
        var deleted = await db.QueryAsync<(long? ReplyToId, long? RetweetOfId, long Kind)>(DeleteTweets, new { accountId, most });
        var answered = deleted.Select(tweet => tweet.ReplyToId).OfType<long>().ToList();
        var reposted = deleted.Where(tweet => tweet.Kind is 1).Select(tweet => tweet.RetweetOfId).OfType<long>().ToList();
        var quoted = deleted.Where(tweet => tweet.Kind is 0).Select(tweet => tweet.RetweetOfId).OfType<long>().ToList();
        await TakeAsync(db, TakeFromReplies, answered);
        await TakeAsync(db, TakeFromRetweets, reposted);
        await TakeAsync(db, TakeFromQuotes, quoted);
        if (deleted.Count > 0)
            await db.ExecuteAsync(TakeFromAuthor, new { accountId, by = deleted.Count });
        return new ErasedRows(countBefore + deleted.Count, Tweets: [.. answered.Concat(reposted).Concat(quoted).Distinct()]);
    }

    /// <param name="takeFrom">Takes a number from the count of some tweets.</param>
    /// <param name="ids">Tweets, each as often as its count is to go down by one: few statements, however many they are.</param>
    private static async Task TakeAsync(DbSession db, string takeFrom, IEnumerable<long> ids)
    {
        foreach (var some in ids.CountBy(id => id).GroupBy(times => times.Value, times => times.Key))
            await db.ExecuteAsync(takeFrom, new { by = some.Key, ids = some.ToList() });
    }
}
