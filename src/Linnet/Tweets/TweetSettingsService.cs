using Linnet.Common;
using Linnet.Events;
using Linnet.Relations;
using Linnet.Storage;

namespace Linnet.Tweets;

/// <summary>What an author decides about a tweet after it was posted: who may reply and quote, which replies show, which quotes stay.</summary>
internal sealed class TweetSettingsService(Database database, EventBus events)
{
    // lang=sql
    private static readonly string SetReplyPolicy = SetPolicy("reply_policy");

    // lang=sql
    private static readonly string SetQuotePolicy = SetPolicy("quote_policy");

    // lang=sql
    private const string SetHidden = """
        update tweets set is_hidden_reply = @hidden where id = @id and reply_to_author_id = @accountId and reply_to_id is not null
        returning reply_to_id
        """;

    // lang=sql
    private const string Detach = """
        update tweets set retweet_of_id = null, is_detached = true where id = @quoteId and retweet_of_id = @id and kind = 0 returning id
        """;

    // lang=sql
    private const string TakeQuote = "update tweets set retweets_count = retweets_count - 1, quotes_count = quotes_count - 1 where id = @id";

    // In the order of other writes: later tweets before earlier ones.
    // lang=sql
    private const string LockTweets = "select id from tweets where id in (@id, @quoteId) order by id desc for no key update";

    // lang=sql
    private static readonly string SelectAuthor = $"""
        select t.author_id from tweets t join users a on a.id = t.author_id
        where t.id = @id and a.deleted_at is null and {ViewerSql.MaySee("t", "@accountId")}
        """;

    // lang=sql
    private const string IsDetached = "select exists (select 1 from tweets where id = @quoteId and is_detached and retweet_of_author_id = @accountId)";

    /// <returns>The tweet's id.</returns>
    public Task<Result<long>> SetReplyPolicyAsync(long accountId, long id, AudiencePolicy policy, CancellationToken cancellation) =>
        SetPolicyAsync(SetReplyPolicy, accountId, id, policy, cancellation);

    /// <inheritdoc cref="SetReplyPolicyAsync"/>
    public Task<Result<long>> SetQuotePolicyAsync(long accountId, long id, AudiencePolicy policy, CancellationToken cancellation) =>
        SetPolicyAsync(SetQuotePolicy, accountId, id, policy, cancellation);

    /// <summary>Hides a reply to one's own tweet from the list of replies, or shows it again. Repeating it changes nothing.</summary>
    /// <returns>The reply's id.</returns>
    public Task<Result<long>> HideReplyAsync(long accountId, long id, bool hidden, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await db.QuerySingleOrDefaultAsync<long?>(SelectAuthor, new { id, accountId }) is null)
                    return TweetErrors.NotFound;
                if (await db.QuerySingleOrDefaultAsync<long?>(SetHidden, new { id, accountId, hidden }) is not { } parent)
                    return TweetErrors.NotYoursToHide;
                await events.RaiseAsync(db, new TweetSettingsChanged(id, parent));
                return id;
            },
            cancellation);

    /// <summary>Takes a quote off one's own tweet: it stays, without what it quoted. Repeating it changes nothing.</summary>
    /// <returns>The quote's id.</returns>
    public Task<Result<long>> DetachAsync(long accountId, long id, long quoteId, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                await db.LockAsync(LockTweets, new { id, quoteId });
                if (await db.QuerySingleOrDefaultAsync<long?>(SelectAuthor, new { id, accountId }) is not { } authorId)
                    return TweetErrors.NotFound;
                if (authorId != accountId)
                    return TweetErrors.NotYoursToDetach;
                if (await db.QuerySingleOrDefaultAsync<long?>(Detach, new { id, quoteId }) is null)
                    return await db.QuerySingleAsync<bool>(IsDetached, new { quoteId, accountId }) ? quoteId : TweetErrors.NotFound;
                await db.ExecuteAsync(TakeQuote, new { id });
                await events.RaiseAsync(db, new TweetSettingsChanged(quoteId, null));
                await events.RaiseAsync(db, new TweetSettingsChanged(id, null));
                return quoteId;
            },
            cancellation);

    // lang=sql
    private static string SetPolicy(string column) => $"update tweets set {column} = @policy where id = @id and author_id = @accountId and kind = 0";

    private Task<Result<long>> SetPolicyAsync(string sql, long accountId, long id, AudiencePolicy policy, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await db.QuerySingleOrDefaultAsync<long?>(SelectAuthor, new { id, accountId }) is not { } authorId)
                    return TweetErrors.NotFound;
                if (authorId != accountId)
                    return TweetErrors.NotYoursToUpdate;
                if (await db.ExecuteAsync(sql, new { id, accountId, policy = (long)policy }) == 0)
                    return TweetErrors.CannotEditRepost;
                await events.RaiseAsync(db, new TweetSettingsChanged(id, null));
                return id;
            },
            cancellation);
}
