using System.Security.Cryptography;
using System.Text.Json;
using Linnet.Common;
using Linnet.Http;
using Linnet.Http.Input;
using Linnet.Storage;
using Linnet.Tweets.Scheduled;

namespace Linnet.Tweets;

/// <summary>Posts or schedules a tweet, or posts a thread, once for all requests with the same key. Keys belong to the account and last a day.</summary>
internal sealed class IdempotentPosts(Database database, TweetService tweets, ScheduledService scheduled, TimeProvider clock)
{
    // First of all: of two tries at once one inserts, and the other finds the row once the first has committed. The account is
    // selected, not assumed: it may have gone since its token was checked.
    // lang=sql
    private const string ClaimKey = """
        insert into post_keys (user_id, key, draft_hash, created_at)
        select id, @key, @hash, @now from users where id = @authorId and deleted_at is null
        on conflict (user_id, key) do update
            set draft_hash = excluded.draft_hash, tweet_id = null, scheduled_id = null, thread_ids = null, created_at = excluded.created_at
            where post_keys.created_at <= @expired
        """;

    // lang=sql
    private const string Name = """
        update post_keys set tweet_id = @tweetId, scheduled_id = @scheduledId, thread_ids = @threadIds where user_id = @authorId and key = @key
        """;

    // A tweet that is being removed may have another author by now: TweetService.
    // lang=sql
    private const string SelectClaim = """
        select k.draft_hash, t.id as tweet_id, k.scheduled_id, k.thread_ids
        from post_keys k left join tweets t on t.id = k.tweet_id and t.author_id = k.user_id
        where k.user_id = @authorId and k.key = @key
        """;

    // lang=sql
    private const string SelectThread = "select id from tweets where id in @ids and author_id = @authorId order by id";

    /// <inheritdoc cref="OnceAsync"/>
    public Task<Result<Posted>> PostAsync(long authorId, string key, TweetDraft draft, CancellationToken cancellation) =>
        // Of what was understood, not of the bytes: the same tweet written with other white space is the same.
        OnceAsync(
            authorId, key, SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(draft, TweetsJson.Wire.TweetDraft)), db => PostAsync(db, authorId, draft), cancellation);

    /// <summary>Posts a tweet, or schedules one that has a time, in a write of the caller's.</summary>
    public async Task<Result<Posted>> PostAsync(DbSession db, long authorId, TweetDraft draft) =>
        draft.ScheduledAt is null
            ? Posted.Now(await tweets.PostAsync(db, authorId, draft))
            : Posted.Later(await scheduled.AddAsync(db, authorId, draft));

    /// <param name="authorId">Whose key it is.</param>
    /// <param name="key">The key.</param>
    /// <param name="hash">Of what is to be posted: the same key for something else is an error.</param>
    /// <param name="post">Posts it, unless that was done.</param>
    /// <param name="cancellation">Heeded while the write waits for its turn.</param>
    /// <returns>
    /// The tweet, the scheduled one or the thread, whether it was there already or not; of a scheduled one that was posted, its tweet; of a
    /// thread, what was not deleted since; <see cref="TweetErrors.NotFound"/> if nothing is left;
    /// <see cref="IdempotencyKey.WasReused"/>; or why it cannot be posted, which leaves the key free.
    /// </returns>
    public Task<Result<Posted>> OnceAsync(
        long authorId, string key, byte[] hash, Func<DbSession, Task<Result<Posted>>> post, CancellationToken cancellation) =>
        database.WriteAsync(
            async db =>
            {
                var now = Timestamp.Now(clock);
                if (await db.ExecuteAsync(ClaimKey, new { authorId, key, hash, now, expired = now + -IdempotencyKey.Life }) is 0)
                    return await FindAsync(db, authorId, key, hash);
                var outcome = await post(db);
                if (outcome.Succeeded(out var posted, out _))
                    await db.ExecuteAsync(Name, ToRow(authorId, key, posted));
                return outcome;
            },
            cancellation);

    private static object ToRow(long authorId, string key, Posted posted) => new
    {
        authorId,
        key,
        tweetId = posted is { Scheduled: null, ThreadIds: null } ? posted.TweetId : default(long?),
        scheduledId = posted.Scheduled?.Id,
        threadIds = posted.ThreadIds is { } ids ? string.Join(',', ids) : null,
    };

    private static async Task<Result<Posted>> FindAsync(DbSession db, long authorId, string key, byte[] hash)
    {
        if (await db.QuerySingleOrDefaultAsync<Claim>(SelectClaim, new { authorId, key }) is not { } claim)
            return CallerErrors.SessionEnded;
        if (!claim.DraftHash.AsSpan().SequenceEqual(hash))
            return IdempotencyKey.WasReused;
        if (claim.TweetId is { } id)
            return new Posted(id, Scheduled: null);
        if (claim.ThreadIds is { } thread)
            return await FindThreadAsync(db, authorId, thread);
        return claim.ScheduledId is { } scheduledId && await ScheduledRows.FindAsync(db, authorId, scheduledId) is { } waiting
            ? new Posted(0, waiting)
            : TweetErrors.NotFound;
    }

    private static async Task<Result<Posted>> FindThreadAsync(DbSession db, long authorId, string thread)
    {
        var ids = await db.QueryAsync<long>(SelectThread, new { authorId, ids = IdListAttribute.Read(thread) });
        return ids.Count > 0 ? Posted.Thread(ids) : TweetErrors.NotFound;
    }

    private sealed class Claim
    {
        public byte[] DraftHash { get; init; } = [];

        /// <summary>Null once the tweet was deleted, and before it is posted.</summary>
        public long? TweetId { get; init; }

        public long? ScheduledId { get; init; }

        public string? ThreadIds { get; init; }
    }
}
