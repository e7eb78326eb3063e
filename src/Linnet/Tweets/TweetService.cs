using Linnet.Accounts.Deletion;
using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Storage;

namespace Linnet.Tweets;

/// <summary>Writes tweets. The author's count and those of the tweets referred to change in the same transaction.</summary>
internal sealed class TweetService(Database database, EventBus events, TweetCache reader, AccountDeleter erasure, TimeProvider clock)
{
    /// <summary>How many likes, replies and retweets go with a deleted tweet at once; one with more is removed in the background.</summary>
    internal const int MostAtOnce = AccountDeleter.Batch;

    // lang=sql
    private const string AuthorIsThere = "exists (select 1 from users a where a.id = tweets.author_id and a.deleted_at is null)";

    // lang=sql
    private const string CountReply = $"""
        update tweets set replies_count = replies_count + 1 where id = @id and {AuthorIsThere} returning author_id
        """;

    // lang=sql
    private const string CountRetweet = $"""
        update tweets set retweets_count = retweets_count + 1 where id = @id and {AuthorIsThere} returning author_id
        """;

    // Its author does not go before this write has ended, or has gone already, and then it is nothing to refer to.
    // lang=sql
    private const string LockAuthor = "select id from users where id = (select author_id from tweets where id = @id) for key share";

    // lang=sql
    private const string TakeFromReplies = "update tweets set replies_count = replies_count - 1 where id = @id";

    // lang=sql
    private const string TakeFromRetweets = "update tweets set retweets_count = retweets_count - 1 where id = @id";

    // lang=sql
    private const string AddToAuthor = "update users set tweets_count = tweets_count + @by where id = @id and deleted_at is null";

    // lang=sql
    private const string InsertTweet = """
        insert into tweets (content, created_at, updated_at, author_id, reply_to_id, retweet_of_id)
        values (@Content, @now, @now, @authorId, @ReplyToId, @RetweetOfId)
        returning id
        """;

    // The clock may have been set back since the tweet was written.
    // lang=sql
    private const string UpdateContent = """
        update tweets set content = @content, updated_at = case when updated_at > @now then updated_at else @now end where id = @id
        """;

    // Blocks replies, likes and deletion from here on: the counts and the orphans are as of this write.
    // lang=sql
    private const string LockTweet = "select id from tweets where id = @id for update";

    // lang=sql
    private const string SelectLinks = """
        select t.author_id, t.reply_to_id, t.retweet_of_id, t.likes_count + t.replies_count + t.retweets_count as referred_to
        from tweets t join users a on a.id = t.author_id
        where t.id = @id and a.deleted_at is null
        """;

    // lang=sql
    private const string SelectOrphans = "select id from tweets where reply_to_id = @id union select id from tweets where retweet_of_id = @id";

    // The foreign keys do the rest: likes cascade, reply_to_id and retweet_of_id of others become null.
    // lang=sql
    private const string DeleteTweet = "delete from tweets where id = @id";

    // lang=sql
    private const string GiveAway = "update tweets set author_id = @to, reply_to_id = null, retweet_of_id = null where id = @id";

    /// <returns>The new tweet's id.</returns>
    public Task<Result<long>> PostAsync(long authorId, TweetDraft draft, CancellationToken cancellation) =>
        database.WriteAsync(db => PostAsync(db, authorId, draft), cancellation);

    /// <summary>The same within a write of the caller's, who hands a refusal on as the write's own.</summary>
    public async Task<Result<long>> PostAsync(DbSession db, long authorId, TweetDraft draft)
    {
        var replyTo = await CountAsync(db, CountReply, draft.ReplyToId);
        if (draft.ReplyToId is not null && replyTo is null)
            return TweetErrors.ReplyParentNotFound;
        var retweetOf = await CountAsync(db, CountRetweet, draft.RetweetOfId);
        if (draft.RetweetOfId is not null && retweetOf is null)
            return TweetErrors.RetweetParentNotFound;
        if (await db.ExecuteAsync(AddToAuthor, new { id = authorId, by = 1 }) == 0)
            return CallerErrors.SessionEnded;
        await db.RegisterPendingIdAsync("tweets");
        // Taken inside the writer: among tweets, later ids never carry earlier times.
        var now = Timestamp.Now(clock);
        var id = await db.QuerySingleAsync<long>(
            InsertTweet, new { draft.Content, now, authorId, draft.ReplyToId, draft.RetweetOfId });
        // Before the event, so that its handlers find the tweet in memory.
        db.AfterCommit(_ => reader.Remember(FreshTweet(id, draft, now, authorId)));
        await events.RaiseAsync(db, new TweetPosted(id, authorId, replyTo, retweetOf));
        return id;
    }

    /// <returns>The tweet's id.</returns>
    public Task<Result<long>> EditAsync(long authorId, long id, string content, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                await db.LockAsync(LockTweet, new { id });
                if (await db.QuerySingleOrDefaultAsync<TweetLinks>(SelectLinks, new { id }) is not { } tweet)
                    return TweetErrors.NotFound;
                if (tweet.AuthorId != authorId)
                    return TweetErrors.NotYoursToUpdate;
                await db.ExecuteAsync(UpdateContent, new { id, content, now = Timestamp.Now(clock) });
                await events.RaiseAsync(db, new TweetEdited(id, authorId));
                return id;
            },
            cancellation);

    /// <summary>Deletes a tweet with its likes and its part in every count. Replies and retweets stay, pointing nowhere.</summary>
    /// <remarks>
    /// A tweet with too many references is given to a deleted account instead, which is invisible, and is removed as that account's
    /// tweets are, so that no other write waits for it.
    /// </remarks>
    /// <returns>The author, or why not.</returns>
    public Task<Result<long>> DeleteAsync(long authorId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                await db.LockAsync(LockTweet, new { id });
                if (await db.QuerySingleOrDefaultAsync<TweetLinks>(SelectLinks, new { id }) is not { } tweet)
                    return TweetErrors.NotFound;
                if (tweet.AuthorId != authorId)
                    return TweetErrors.NotYoursToDelete;
                if (tweet.ReplyToId is { } parent)
                    await db.ExecuteAsync(TakeFromReplies, new { id = parent });
                if (tweet.RetweetOfId is { } original)
                    await db.ExecuteAsync(TakeFromRetweets, new { id = original });
                await db.ExecuteAsync(AddToAuthor, new { id = authorId, by = -1 });
                var isLarge = tweet.ReferredTo > MostAtOnce;
                var orphans = isLarge ? null : await db.QueryAsync<long>(SelectOrphans, new { id });
                // Before the rows go: an event writer can still read whose inboxes mention the tweet.
                await events.RaiseAsync(db, new TweetDeleted(id, authorId, tweet.ReplyToId, tweet.RetweetOfId, orphans));
                if (isLarge)
                    await GiveAwayAsync(db, id);
                else
                    await db.ExecuteAsync(DeleteTweet, new { id });
                return authorId;
            },
            cancellation);

    private async Task GiveAwayAsync(DbSession db, long id)
    {
        var to = await erasure.AddStandInAsync(db, $"tweet {id}");
        await db.ExecuteAsync(GiveAway, new { id, to });
        db.AfterCommit(_ => erasure.Wake());
    }

    /// <returns>The tweet that was counted up and its author; null when there is none, or none was named.</returns>
    private static async Task<TweetReference?> CountAsync(DbSession db, string addOne, long? tweetId)
    {
        if (tweetId is not { } id)
            return null;
        await db.LockAsync(LockAuthor, new { id });
        return await db.QuerySingleOrDefaultAsync<long?>(addOne, new { id }) is { } authorId ? new TweetReference(id, authorId) : null;
    }

    private static Tweet FreshTweet(long id, TweetDraft draft, Timestamp now, long authorId) => new()
    {
        Id = id,
        Content = draft.Content,
        CreatedAt = now,
        UpdatedAt = now,
        AuthorId = authorId,
        ReplyToId = draft.ReplyToId,
        RetweetOfId = draft.RetweetOfId,
        LikesCount = 0,
        RepliesCount = 0,
        RetweetsCount = 0,
        IsLiked = false,
        // Not kept with the tweet: the author is in the cache of users.
        Author = null!,
    };

    private sealed record TweetLinks
    {
        public long AuthorId { get; init; }

        public long? ReplyToId { get; init; }

        public long? RetweetOfId { get; init; }

        /// <summary>How many likes, replies and retweets it has.</summary>
        public long ReferredTo { get; init; }
    }
}
