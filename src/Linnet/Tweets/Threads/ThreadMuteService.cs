using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Relations;
using Linnet.Storage;

namespace Linnet.Tweets.Threads;

/// <summary>Mutes threads: what happens in one makes no notification for the account. Nobody else learns of it.</summary>
internal sealed class ThreadMuteService(Database database, EventBus events, TimeProvider clock)
{
    /// <summary>How many an account may mute. The oldest ones are never dropped for new ones.</summary>
    public const int Most = 10_000;

    // Two writes at once shall not pass the limit together.
    // lang=sql
    private const string LockOwner = "select id from users where id = @accountId for no key update";

    // lang=sql
    private const string Count = "select count(*) from muted_threads where user_id = @accountId";

    // lang=sql
    private const string Exists = "select exists (select 1 from muted_threads where user_id = @accountId and conversation_id = @thread)";

    // The account is selected, not assumed: it may have gone since its token was checked.
    // lang=sql
    private const string Insert = """
        insert into muted_threads (user_id, conversation_id, created_at)
        select id, @thread, @now from users where id = @accountId and deleted_at is null
        """;

    // lang=sql
    private const string Delete = "delete from muted_threads where user_id = @accountId and conversation_id = @thread";

    // A repost stands for its original.
    // lang=sql
    private static readonly string SelectThread = $"""
        select coalesce(t.conversation_id, t.id)
        from tweets s join tweets t on t.id = case when s.kind = 1 then s.retweet_of_id else s.id end join users a on a.id = t.author_id
        where s.id = @id and a.deleted_at is null and {ViewerSql.MaySee("t", "@accountId")}
        """;

    /// <summary>Mutes the thread of a tweet. Repeating it changes nothing.</summary>
    /// <returns>The first tweet of the thread.</returns>
    public Task<Result<long>> MuteAsync(long accountId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await db.QuerySingleOrDefaultAsync<long?>(SelectThread, new { accountId, id }) is not { } thread)
                    return TweetErrors.NotFound;
                await db.LockAsync(LockOwner, new { accountId });
                if (await db.QuerySingleAsync<bool>(Exists, new { accountId, thread }))
                    return thread;
                if (await db.QuerySingleAsync<long>(Count, new { accountId }) >= Most)
                    return ThreadErrors.TooManyMuted;
                if (await db.ExecuteAsync(Insert, new { accountId, thread, now = Timestamp.Now(clock) }) == 0)
                    return CallerErrors.SessionEnded;
                await events.RaiseAsync(db, new ThreadMuteChanged(accountId, thread, IsMuted: true));
                return thread;
            },
            cancellation);

    /// <summary>Ends it. Repeating it changes nothing.</summary>
    /// <remarks>Only of a tweet that the account may see: an answer for any other would say which thread it belongs to.</remarks>
    /// <returns>The first tweet of the thread.</returns>
    public Task<Result<long>> UnmuteAsync(long accountId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await db.QuerySingleOrDefaultAsync<long?>(SelectThread, new { accountId, id }) is not { } thread)
                    return TweetErrors.NotFound;
                if (await db.ExecuteAsync(Delete, new { accountId, thread }) > 0)
                    await events.RaiseAsync(db, new ThreadMuteChanged(accountId, thread, IsMuted: false));
                return thread;
            },
            cancellation);
}
