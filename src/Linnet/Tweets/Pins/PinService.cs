using Linnet.Common;
using Linnet.Events;
using Linnet.Relations;
using Linnet.Storage;

namespace Linnet.Tweets.Pins;

/// <summary>Pins an author's own tweets to their profile. A pin is a column of the tweet, so it goes with it.</summary>
internal sealed class PinService(Database database, EventBus events, TweetCache tweets, TimeProvider clock)
{
    /// <summary>How many tweets an account may pin.</summary>
    public const int Most = 5;

    // lang=sql
    private const string LockTweet = "select id from tweets where id = @id for no key update";

    // Two writes at once shall not pass the limit together. In the order of other writes: tweets before users.
    // lang=sql
    private const string LockAuthor = "select id from users where id = @accountId for no key update";

    // lang=sql
    private static readonly string Select = $"""
        select t.author_id, t.kind, t.pinned_at is not null as is_pinned
        from tweets t join users a on a.id = t.author_id
        where t.id = @id and a.deleted_at is null and {ViewerSql.MaySee("t", "@accountId")}
        """;

    // lang=sql
    private const string Count = "select count(*) from tweets where author_id = @accountId and pinned_at is not null";

    // lang=sql
    private const string SetPinned = "update tweets set pinned_at = @at where id = @id";

    // lang=sql
    private const string SelectPinned = """
        select id from tweets where author_id = @authorId and pinned_at is not null order by pinned_at desc, id desc limit @most
        """;

    /// <summary>Pins a tweet. Repeating it changes nothing.</summary>
    /// <returns>The tweet's id.</returns>
    public Task<Result<long>> PinAsync(long accountId, long id, CancellationToken cancellation) =>
        SetAsync(accountId, id, pin: true, cancellation);

    /// <summary>Unpins a tweet. Repeating it changes nothing.</summary>
    /// <inheritdoc cref="PinAsync"/>
    public Task<Result<long>> UnpinAsync(long accountId, long id, CancellationToken cancellation) =>
        SetAsync(accountId, id, pin: false, cancellation);

    /// <returns>The tweets that an author has pinned and the viewer sees, the last one first.</returns>
    public async Task<TweetPage> ListAsync(long authorId, Viewer viewer, CancellationToken cancellation)
    {
        var ids = await database.ForAsync(
            viewer.Id,
            () => database.ReadOneAsync(db => db.QueryAsync<long>(SelectPinned, new { authorId, most = Most }), cancellation),
            cancellation);
        return await tweets.ReadAsync(ids, TweetSurface.Profile, viewer, cancellation);
    }

    private Task<Result<long>> SetAsync(long accountId, long id, bool pin, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                await db.LockAsync(LockTweet, new { id });
                await db.LockAsync(LockAuthor, new { accountId });
                if (await db.QuerySingleOrDefaultAsync<Pinnable>(Select, new { id, accountId }) is not { } tweet)
                    return TweetErrors.NotFound;
                if (tweet.AuthorId != accountId || tweet.Kind is TweetKind.Repost)
                    return TweetErrors.CannotPin;
                if (tweet.IsPinned == pin)
                    return id;
                if (pin && await db.QuerySingleAsync<long>(Count, new { accountId }) >= Most)
                    return TweetErrors.TooManyPins;
                await db.ExecuteAsync(SetPinned, new { id, at = pin ? Timestamp.Now(clock).Microseconds : (long?)null });
                await events.RaiseAsync(db, new TweetSettingsChanged(id, null));
                return id;
            },
            cancellation);

    private sealed record Pinnable
    {
        public long AuthorId { get; init; }

        public TweetKind Kind { get; init; }

        public bool IsPinned { get; init; }
    }
}
