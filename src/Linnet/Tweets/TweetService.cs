using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Storage;

namespace Linnet.Tweets;

/// <summary>Writes tweets. The author's count and those of the tweets referred to change in the same transaction.</summary>
internal sealed class TweetService(Database database, EventBus events, TweetReader reader, TimeProvider clock)
{
    // lang=sql
    private const string AddToReplies = "update tweets set replies_count = replies_count + @by where id = @id returning author_id";

    // lang=sql
    private const string AddToRetweets = "update tweets set retweets_count = retweets_count + @by where id = @id returning author_id";

    // lang=sql
    private const string AddToAuthor = "update users set tweets_count = tweets_count + @by where id = @id";

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

    // Nobody answers, likes or deletes it from here on: the counts and the orphans are as of this write.
    // lang=sql
    private const string LockTweet = "select id from tweets where id = @id for update";

    // lang=sql
    private const string SelectLinks = "select author_id, reply_to_id, retweet_of_id from tweets where id = @id";

    // lang=sql
    private const string SelectOrphans = "select id from tweets where reply_to_id = @id union select id from tweets where retweet_of_id = @id";

    // lang=sql
    private const string DeleteTweet = "delete from tweets where id = @id";

    /// <returns>The new tweet's id.</returns>
    public Task<Result<long>> PostAsync(long authorId, NewTweet draft, CancellationToken cancellation) =>
        database.WriteAsync(db => PostAsync(db, authorId, draft), cancellation);

    /// <summary>The same within a write of the caller's, who hands a refusal on as the write's own.</summary>
    public async Task<Result<long>> PostAsync(DbSession db, long authorId, NewTweet draft)
    {
        var replyTo = await CountAsync(db, AddToReplies, draft.ReplyToId);
        if (draft.ReplyToId is not null && replyTo is null)
            return TweetFaults.ReplyParentNotFound;
        var retweetOf = await CountAsync(db, AddToRetweets, draft.RetweetOfId);
        if (draft.RetweetOfId is not null && retweetOf is null)
            return TweetFaults.RetweetParentNotFound;
        if (await db.ExecuteAsync(AddToAuthor, new { id = authorId, by = 1 }) == 0)
            return CallerFaults.SessionEnded;
        await db.AnnounceIdAsync("tweets");
        // Taken inside the writer: among tweets, later ids never carry earlier times.
        var now = Timestamp.Now(clock);
        var id = await db.QuerySingleAsync<long>(
            InsertTweet, new { draft.Content, now, authorId, draft.ReplyToId, draft.RetweetOfId });
        // Before the event: those who hear of the tweet find it kept.
        db.AfterCommit(_ => reader.Remember(FreshTweet(id, draft, now, authorId)));
        await events.RaiseAsync(db, new TweetPosted(id, authorId, replyTo, retweetOf));
        return id;
    }

    public Task<Result<Tweet>> EditAsync(long authorId, long id, string content, CancellationToken cancellation) =>
        database.WriteAsync<Result<Tweet>>(
            async db =>
            {
                await db.LockAsync(LockTweet, new { id });
                if (await db.QuerySingleOrDefaultAsync<TweetLinks>(SelectLinks, new { id }) is not { } tweet)
                    return TweetFaults.NotFound;
                if (tweet.AuthorId != authorId)
                    return TweetFaults.NotYoursToUpdate;
                await db.ExecuteAsync(UpdateContent, new { id, content, now = Timestamp.Now(clock) });
                await events.RaiseAsync(db, new TweetEdited(id, authorId));
                return (await TweetProjection.FindAsync(db, id, authorId))!;
            },
            cancellation);

    /// <summary>Deletes a tweet with its likes and its part in every count. Replies and retweets stay, pointing nowhere.</summary>
    /// <returns>The author, or why not.</returns>
    public Task<Result<long>> DeleteAsync(long authorId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                await db.LockAsync(LockTweet, new { id });
                if (await db.QuerySingleOrDefaultAsync<TweetLinks>(SelectLinks, new { id }) is not { } tweet)
                    return TweetFaults.NotFound;
                if (tweet.AuthorId != authorId)
                    return TweetFaults.NotYoursToDelete;
                if (tweet.ReplyToId is { } parent)
                    await db.ExecuteAsync(AddToReplies, new { id = parent, by = -1 });
                if (tweet.RetweetOfId is { } original)
                    await db.ExecuteAsync(AddToRetweets, new { id = original, by = -1 });
                await db.ExecuteAsync(AddToAuthor, new { id = authorId, by = -1 });
                var orphans = await db.QueryAsync<long>(SelectOrphans, new { id });
                // Before the rows go: whoever keeps rows about the tweet can still see whose they are.
                await events.RaiseAsync(db, new TweetDeleted(id, authorId, tweet.ReplyToId, tweet.RetweetOfId, orphans));
                // The foreign keys do the rest: likes cascade, reply_to_id and retweet_of_id of others become null.
                await db.ExecuteAsync(DeleteTweet, new { id });
                return authorId;
            },
            cancellation);

    /// <returns>The tweet that was counted up and its author; null when there is none, or none was named.</returns>
    private static async Task<TweetReference?> CountAsync(DbSession db, string addOne, long? tweetId) =>
        tweetId is { } id && await db.QuerySingleOrDefaultAsync<long?>(addOne, new { id, by = 1 }) is { } authorId
            ? new TweetReference(id, authorId)
            : null;

    private static Tweet FreshTweet(long id, NewTweet draft, Timestamp now, long authorId) => new()
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
        // Not part of what is kept of a tweet: the author stands among the people.
        Author = null!,
    };

    private sealed record TweetLinks
    {
        public long AuthorId { get; init; }

        public long? ReplyToId { get; init; }

        public long? RetweetOfId { get; init; }
    }
}
