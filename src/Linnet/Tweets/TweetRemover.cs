using Linnet.Accounts.Deletion;
using Linnet.Common;
using Linnet.Events;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Tweets.Attachments;
using Linnet.Tweets.Threads;

namespace Linnet.Tweets;

/// <summary>Deletes tweets and undoes reposts, with their part in every count.</summary>
internal sealed class TweetRemover(Database database, EventBus events, AccountDeleter erasure)
{
    /// <summary>How many likes, bookmarks, replies, retweets, votes and versions go with a deleted tweet at once; one with more is removed in the background.</summary>
    internal const int MostAtOnce = AccountDeleter.Batch;

    // lang=sql
    private const string TakeFromReplies = "update tweets set replies_count = replies_count - 1 where id = @id";

    // lang=sql
    private const string TakeFromRetweets = "update tweets set retweets_count = retweets_count - 1 where id = @id";

    // lang=sql
    private const string TakeFromQuotes = "update tweets set retweets_count = retweets_count - 1, quotes_count = quotes_count - 1 where id = @id";

    // lang=sql
    private const string TakeFromAuthor = "update users set tweets_count = tweets_count - 1 where id = @id and deleted_at is null";

    // Blocks replies, reposts, likes and deletion from here on: the counts and the orphans are as of this write. In the order of
    // other writes, later tweets before earlier ones.
    // lang=sql
    private const string LockTweets = "select id from tweets where id = @id or (retweet_of_id = @id and kind = 1) order by id desc for update";

    // lang=sql
    private static readonly string SelectLinks = $"""
        select t.author_id, t.kind, t.visibility, t.reply_to_id, t.retweet_of_id, t.reply_to_author_id, t.retweet_of_author_id,
               t.entities is not null as has_entities,
               t.likes_count + t.replies_count + t.retweets_count + coalesce((select max(v.number) from tweet_versions v where v.tweet_id = t.id), 0)
               + (select count(*) from (select 1 from bookmarks b where b.tweet_id = t.id limit @mostAtOnce + 1) as bookmarked)
               + coalesce((select p.voters_count from polls p where p.id = t.id), 0) as referred_to
        from tweets t join users a on a.id = t.author_id
        where t.id = @id and a.deleted_at is null and {ViewerSql.MaySee("t", "@accountId")}
        """;

    // lang=sql
    private const string SelectOrphans = """
        select id from tweets where reply_to_id = @id union select id from tweets where retweet_of_id = @id and kind = 0
        """;

    // lang=sql
    private const string SelectTags = "select tag_id from tweet_tags where tweet_id = @id order by tag_id";

    // lang=sql
    private const string SelectReposts = "select id, author_id from tweets where retweet_of_id = @id and kind = 1 order by id desc";

    // The foreign keys do the rest: likes cascade, reply_to_id and retweet_of_id of others become null.
    // lang=sql
    private const string DeleteTweet = "delete from tweets where id = @id";

    // lang=sql
    private const string GiveAway = """
        update tweets
        set author_id = @to, reply_to_id = null, retweet_of_id = null, reply_to_author_id = null, retweet_of_author_id = null
        where id = @id
        """;

    // lang=sql
    private const string SelectOwnRepost = """
        select r.id from tweets r
        where r.author_id = @authorId and r.kind = 1
          and r.retweet_of_id = (select case when t.kind = 1 then t.retweet_of_id else t.id end from tweets t where t.id = @id)
        """;

    // lang=sql
    private const string SelectOriginal = "select case when kind = 1 then retweet_of_id else id end from tweets where id = @id";

    /// <summary>Deletes a tweet with its likes, its reposts and its part in every count. Replies and quotes stay, pointing nowhere.</summary>
    /// <remarks>
    /// A tweet with too many references is given to a deleted account instead, which is invisible, and is removed as that account's
    /// tweets are, so that no other write waits for it.
    /// </remarks>
    /// <returns>The author, or why not.</returns>
    public Task<Result<long>> DeleteAsync(long authorId, long id, CancellationToken cancellation) =>
        database.WriteAsync(db => DeleteAsync(db, authorId, id), cancellation);

    /// <summary>Undoes the repost of a tweet. Repeating it changes nothing.</summary>
    /// <returns>The original's id.</returns>
    public Task<Result<long>> UndoRepostAsync(long authorId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await db.QuerySingleOrDefaultAsync<long?>(SelectOriginal, new { id }) is not { } original)
                    return TweetErrors.NotFound;
                if (await db.QuerySingleOrDefaultAsync<long?>(SelectOwnRepost, new { authorId, id }) is { } repost
                    && (await DeleteAsync(db, authorId, repost)).Error is { } error
                    && error != TweetErrors.NotFound)
                    return error;
                return original;
            },
            cancellation);

    /// <summary>The same within a write of the caller's.</summary>
    public async Task<Result<long>> DeleteAsync(DbSession db, long authorId, long id)
    {
        await db.LockAsync(LockTweets, new { id });
        if (await db.QuerySingleOrDefaultAsync<TweetLinks>(SelectLinks, new { id, accountId = authorId, mostAtOnce = MostAtOnce }) is not { } tweet)
            return TweetErrors.NotFound;
        if (tweet.AuthorId != authorId)
            return TweetErrors.NotYoursToDelete;
        if (tweet.ReplyToId is { } parent)
            await db.ExecuteAsync(TakeFromReplies, new { id = parent });
        if (tweet.RetweetOfId is { } original)
            await db.ExecuteAsync(tweet.Kind is TweetKind.Repost ? TakeFromRetweets : TakeFromQuotes, new { id = original });
        await db.ExecuteAsync(TakeFromAuthor, new { id = authorId });
        var isLarge = tweet.ReferredTo > MostAtOnce;
        if (!isLarge && tweet.ReferredTo > 0)
            await DeleteRepostsAsync(db, id, authorId);
        var orphans = isLarge ? null : await db.QueryAsync<long>(SelectOrphans, new { id });
        var about = new About(tweet.ReplyToAuthorId, tweet.RetweetOfAuthorId, tweet.Kind is TweetKind.Repost);
        var tags = tweet is { Visibility: Visibility.Public, HasEntities: true } ? await db.QueryAsync<long>(SelectTags, new { id }) : [];
        // Before the rows go: an event writer can still read whose inboxes mention the tweet.
        await events.RaiseAsync(
            db,
            new TweetDeleted(
                id,
                authorId,
                tweet.ReplyToId,
                tweet.RetweetOfId,
                orphans,
                about,
                tweet.Visibility is Visibility.Followers,
                tags.Count > 0 ? tags : null));
        await Tombstones.AddAsync(db, [id]);
        if (isLarge)
        {
            await AttachedMedia.RemoveAsync(db, id);
            await GiveAwayAsync(db, id);
        }
        else
        {
            await Tombstones.LetGoOfRepliesAsync(db, id);
            await db.ExecuteAsync(DeleteTweet, new { id });
        }
        return authorId;
    }

    private async Task DeleteRepostsAsync(DbSession db, long id, long authorId)
    {
        foreach (var (repost, reposter) in await db.QueryAsync<(long Id, long AuthorId)>(SelectReposts, new { id }))
        {
            if (await RemovedRepost.CountOutAsync(db, repost, reposter, id, authorId) is { } deleted)
                await events.RaiseAsync(db, deleted);
            await db.ExecuteAsync(DeleteTweet, new { id = repost });
        }
    }

    private async Task GiveAwayAsync(DbSession db, long id)
    {
        var to = await erasure.AddStandInAsync(db, $"tweet {id}");
        await db.ExecuteAsync(GiveAway, new { id, to });
        db.AfterCommit(_ => erasure.Wake());
    }

    private sealed record TweetLinks
    {
        public long AuthorId { get; init; }

        public TweetKind Kind { get; init; }

        public Visibility Visibility { get; init; }

        public bool HasEntities { get; init; }

        public long? ReplyToId { get; init; }

        public long? RetweetOfId { get; init; }

        public long? ReplyToAuthorId { get; init; }

        public long? RetweetOfAuthorId { get; init; }

        /// <summary>How many likes, replies, retweets, votes and earlier versions it has, and bookmarks, of which no more are counted than decide.</summary>
        public long ReferredTo { get; init; }
    }
}
