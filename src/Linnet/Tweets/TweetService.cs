using Linnet.Common;
using Linnet.Http;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Tweets;

/// <summary>Writes tweets. The author's count and those of the tweets referred to change in the same transaction.</summary>
internal sealed class TweetService(Database database, TimeProvider clock)
{
    // lang=sql
    private const string AddToReplies = "update tweets set replies_count = replies_count + @by where id = @id";

    // lang=sql
    private const string AddToRetweets = "update tweets set retweets_count = retweets_count + @by where id = @id";

    // lang=sql
    private const string AddToAuthor = $"""
        update users set tweets_count = tweets_count + @by where id = @id returning {UserProjection.Returning}
        """;

    // lang=sql
    private const string InsertTweet = """
        insert into tweets (content, created_at, updated_at, author_id, reply_to_id, retweet_of_id)
        values (@Content, @now, @now, @authorId, @ReplyToId, @RetweetOfId)
        returning id
        """;

    // lang=sql
    private const string UpdateContent = "update tweets set content = @content, updated_at = @now where id = @id";

    // lang=sql
    private const string SelectReferences = "select author_id, reply_to_id, retweet_of_id from tweets where id = @id";

    // lang=sql
    private const string DeleteTweet = "delete from tweets where id = @id";

    public Task<Result<Tweet>> PostAsync(long authorId, NewTweet draft, CancellationToken cancellation) =>
        database.WriteAsync<Result<Tweet>>(
            async db =>
            {
                if (draft.ReplyToId is { } parent && await db.ExecuteAsync(AddToReplies, new { id = parent, by = 1 }) == 0)
                    return TweetFaults.ReplyParentNotFound;
                if (draft.RetweetOfId is { } original && await db.ExecuteAsync(AddToRetweets, new { id = original, by = 1 }) == 0)
                    return TweetFaults.RetweetParentNotFound;
                if (await db.QuerySingleOrDefaultAsync<User>(AddToAuthor, new { id = authorId, by = 1 }) is not { } author)
                    return CallerFaults.InvalidToken;
                // Taken inside the writer: among tweets, later ids never carry earlier times.
                var now = Timestamp.Now(clock);
                var id = await db.QuerySingleAsync<long>(
                    InsertTweet, new { draft.Content, now, authorId, draft.ReplyToId, draft.RetweetOfId });
                return FreshTweet(id, draft, now, author);
            },
            cancellation);

    public Task<Result<Tweet>> EditAsync(long authorId, long id, string content, CancellationToken cancellation) =>
        database.WriteAsync<Result<Tweet>>(
            async db =>
            {
                if (await db.QuerySingleOrDefaultAsync<TweetReferences>(SelectReferences, new { id }) is not { } tweet)
                    return TweetFaults.NotFound;
                if (tweet.AuthorId != authorId)
                    return TweetFaults.NotYoursToUpdate;
                await db.ExecuteAsync(UpdateContent, new { id, content, now = Timestamp.Now(clock) });
                return (await TweetProjection.FindAsync(db, id, authorId))!;
            },
            cancellation);

    /// <summary>Deletes a tweet with its likes and its part in every count. Replies and retweets stay, pointing nowhere.</summary>
    public Task<Result<TweetReferences>> DeleteAsync(long authorId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<TweetReferences>>(
            async db =>
            {
                if (await db.QuerySingleOrDefaultAsync<TweetReferences>(SelectReferences, new { id }) is not { } tweet)
                    return TweetFaults.NotFound;
                if (tweet.AuthorId != authorId)
                    return TweetFaults.NotYoursToDelete;
                if (tweet.ReplyToId is { } parent)
                    await db.ExecuteAsync(AddToReplies, new { id = parent, by = -1 });
                if (tweet.RetweetOfId is { } original)
                    await db.ExecuteAsync(AddToRetweets, new { id = original, by = -1 });
                await db.ExecuteAsync(AddToAuthor, new { id = authorId, by = -1 });
                // The foreign keys do the rest: likes cascade, reply_to_id and retweet_of_id of others become null.
                await db.ExecuteAsync(DeleteTweet, new { id });
                return tweet;
            },
            cancellation);

    private static Tweet FreshTweet(long id, NewTweet draft, Timestamp now, User author) => new()
    {
        Id = id,
        Content = draft.Content,
        CreatedAt = now,
        UpdatedAt = now,
        AuthorId = author.Id,
        ReplyToId = draft.ReplyToId,
        RetweetOfId = draft.RetweetOfId,
        LikesCount = 0,
        RepliesCount = 0,
        RetweetsCount = 0,
        IsLiked = false,
        Author = author,
    };
}

/// <summary>Whose a tweet is and what it refers to.</summary>
internal sealed record TweetReferences
{
    public long AuthorId { get; init; }

    public long? ReplyToId { get; init; }

    public long? RetweetOfId { get; init; }
}
