using Linnet.Common;
using Linnet.Events;
using Linnet.Relations;
using Linnet.Storage;

namespace Linnet.Tweets;

/// <summary>A tweet that a new one replies to, quotes or reposts. It was counted up in the transaction that posts the new one.</summary>
internal sealed record ReferredTweet
{
    public long Id { get; init; }

    public long AuthorId { get; init; }

    public Visibility Visibility { get; init; }

    /// <summary>The first tweet of its thread; null when it is the first.</summary>
    public long? ConversationId { get; init; }

    public TweetReference ToReference() => new(Id, AuthorId);
}

/// <summary>Refers to tweets: checks in the same statement that counts up that the author of the new tweet may do so.</summary>
internal sealed class TweetReferences
{
    /// <summary>A reply.</summary>
    public static readonly TweetReferences Reply = new("replies_count = replies_count + 1", ReplyPolicyHolds, TweetErrors.ReplyParentNotFound, TweetErrors.ReplyNotAllowed);

    /// <summary>A quote, which shows a tweet to others.</summary>
    public static readonly TweetReferences Quote = new(
        "retweets_count = retweets_count + 1, quotes_count = quotes_count + 1",
        $"{IsOpen} and {PolicyHolds("tweets", "quote_policy")}",
        TweetErrors.RetweetParentNotFound,
        TweetErrors.QuoteNotAllowed);

    /// <summary>A repost.</summary>
    public static readonly TweetReferences Repost = new("retweets_count = retweets_count + 1", IsOpen, TweetErrors.NotFound, TweetErrors.CannotRepost);

    // lang=sql
    private const string AuthorIsThere = "exists (select 1 from users a where a.id = tweets.author_id and a.deleted_at is null)";

    // lang=sql
    private const string IsOpen = "(tweets.visibility < 2 or tweets.author_id = @authorId)";

    // The first tweet of the thread decides; a thread that lost it is open.
    // lang=sql
    private static string ReplyPolicyHolds => $"""
        not exists (
            select 1 from tweets r
            where r.id = coalesce(tweets.conversation_id, tweets.id) and not {PolicyHolds("r", "reply_policy")}
              and not (r.reply_policy = 3 and exists (select 1 from mentions pm where pm.tweet_id = r.id and pm.user_id = @authorId)))
        """;

    // Its author does not go before this write has ended, or has gone already, and then it is nothing to refer to.
    // lang=sql
    private const string LockAuthor = "select id from users where id = (select author_id from tweets where id = @id) for key share";

    // lang=sql
    private static readonly string SelectObstacles = $"""
        select t.kind, t.retweet_of_id, t.visibility, t.author_id,
               {ViewerSql.MaySee("t", "@authorId")} as may_see,
               exists (select 1 from blocks b where b.blocker_id = @authorId and b.blocked_id = t.author_id) as is_blocked
        from tweets t join users a on a.id = t.author_id
        where t.id = @id and a.deleted_at is null
        """;

    private readonly string _count;
    private readonly Error _notFound;
    private readonly Error _notAllowed;

    private TweetReferences(string addOne, string condition, Error notFound, Error notAllowed)
    {
        (_notFound, _notAllowed) = (notFound, notAllowed);
        _count =
            // lang=sql
            $"""
            update tweets set {addOne}
            where id = @id and kind = 0 and {AuthorIsThere} and {ViewerSql.MayAct("tweets", "@authorId")} and {condition}
            returning id, author_id, visibility, conversation_id
            """;
    }

    /// <summary>Counts a tweet up. A repost stands for its original.</summary>
    /// <returns>Why not; the whole write has to fail then.</returns>
    public async Task<Result<ReferredTweet>> CountAsync(DbSession db, long authorId, long id)
    {
        await db.LockAsync(LockAuthor, new { id });
        if (await db.QuerySingleOrDefaultAsync<ReferredTweet>(_count, new { id, authorId }) is { } counted)
            return counted;
        var obstacle = await db.QuerySingleOrDefaultAsync<Obstacle>(SelectObstacles, new { id, authorId });
        if (obstacle is not { MaySee: true })
            return _notFound;
        if (obstacle.Kind is TweetKind.Repost)
            return obstacle.RetweetOfId is { } original ? await CountAsync(db, authorId, original) : _notFound;
        if (obstacle.IsBlocked)
            return RelationErrors.Blocked;
        return this == Quote && obstacle.Visibility is Visibility.Followers && obstacle.AuthorId != authorId ? TweetErrors.CannotRepost : _notAllowed;
    }

    // lang=sql
    private static string PolicyHolds(string tweet, string policy) => $"""
        ({tweet}.{policy} = 0 or {tweet}.author_id = @authorId
         or ({tweet}.{policy} = 1 and exists (select 1 from follows pf where pf.follower_id = @authorId and pf.followed_id = {tweet}.author_id)))
        """;

    private sealed class Obstacle
    {
        public TweetKind Kind { get; init; }

        public long? RetweetOfId { get; init; }

        public Visibility Visibility { get; init; }

        public long AuthorId { get; init; }

        public bool MaySee { get; init; }

        public bool IsBlocked { get; init; }
    }
}
