using Linnet.Common;
using Linnet.Http;
using Linnet.Jobs;
using Linnet.Storage;
using Linnet.Tweets.Attachments;
using Microsoft.Extensions.Options;

namespace Linnet.Tweets.Scheduled;

/// <summary>Keeps an account's scheduled tweets until they are posted.</summary>
internal sealed class ScheduledService(Database database, TweetService tweets, IOptions<ScheduledOptions> options, TimeProvider clock)
{
    // Two writes at once shall not pass the limit together, and the rows of an account appear in the order of their ids.
    // lang=sql
    private const string LockOwner = "select id from users where id = @accountId for no key update";

    // lang=sql
    private const string CountWaiting = "select count(*) from scheduled_tweets where user_id = @accountId and state = 0";

    // The account is selected, not assumed: it may have gone since its token was checked.
    // lang=sql
    private const string Insert = """
        insert into scheduled_tweets (user_id, draft, due_at, state, created_at, updated_at)
        select id, @draft, @dueAt, 0, @now, @now from users where id = @accountId and deleted_at is null
        returning id
        """;

    // lang=sql
    private const string Update = """
        update scheduled_tweets
        set draft = @draft, due_at = @dueAt, state = 0, error_code = null, error_detail = null, updated_at = @now
        where id = @id
        """;

    // lang=sql
    private const string Delete = "delete from scheduled_tweets where id = @id and user_id = @accountId";

    public Task<List<ScheduledTweet>> ListAsync(long accountId, Slice slice, CancellationToken cancellation) =>
        database.ForAsync(accountId, () => database.ReadOneAsync(db => ScheduledRows.ListAsync(db, accountId, slice), cancellation), cancellation);

    /// <returns>An error when the account has no such scheduled tweet.</returns>
    public async Task<Result<ScheduledTweet>> FindAsync(long accountId, long id, CancellationToken cancellation) =>
        await database.ForAsync(
            accountId, () => database.ReadOneAsync(db => ScheduledRows.FindAsync(db, accountId, id), cancellation), cancellation) is { } scheduled
            ? scheduled
            : ScheduledErrors.NotFound;

    /// <param name="accountId">Whose it is.</param>
    /// <param name="draft">What to post, with its time.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>An error when the time is out of range, the tweet could not be posted now, or too many wait.</returns>
    public Task<Result<ScheduledTweet>> AddAsync(long accountId, TweetDraft draft, CancellationToken cancellation) =>
        database.WriteAsync(db => AddAsync(db, accountId, draft), cancellation);

    /// <summary>The same within a write of the caller's, who hands an error on as the write's own.</summary>
    public async Task<Result<ScheduledTweet>> AddAsync(DbSession db, long accountId, TweetDraft draft)
    {
        var (now, dueAt) = (Timestamp.Now(clock), draft.ScheduledAt!.Value);
        if (!IsInRange(dueAt, now))
            return ScheduledErrors.TimeOutOfRange(options.Value);
        if ((await tweets.CheckAsync(db, accountId, draft)).Error is { } error)
            return error;
        if (!await HasRoomAsync(db, accountId))
            return ScheduledErrors.TooMany;
        var row = new { accountId, draft = ScheduledRows.Write(draft), dueAt, now };
        if (await db.QuerySingleOrDefaultAsync<long?>(Insert, row) is not { } id)
            return CallerErrors.SessionEnded;
        await HeldMedia.HoldForScheduledAsync(db, id, draft.MediaIds);
        await JobQueue.ScheduleAsync(db, ScheduledRows.PostKind, IdKey.Of(id), dueAt);
        return (await ScheduledRows.FindAsync(db, accountId, id))!;
    }

    /// <summary>Replaces what is posted, and when, if <paramref name="draft"/> has a time. One that failed waits again.</summary>
    public Task<Result<ScheduledTweet>> ReplaceAsync(long accountId, long id, TweetDraft draft, CancellationToken cancellation) =>
        database.WriteAsync<Result<ScheduledTweet>>(
            async db =>
            {
                await ScheduledRows.LockAsync(db, id);
                if (await ScheduledRows.FindAsync(db, accountId, id) is not { } before)
                    return ScheduledErrors.NotFound;
                var (now, dueAt, hadFailed) = (Timestamp.Now(clock), draft.ScheduledAt ?? before.ScheduledAt, before.State is ScheduledState.Failed);
                // An edit in the last minutes keeps its time.
                if ((hadFailed || dueAt != before.ScheduledAt) && !IsInRange(dueAt, now))
                    return ScheduledErrors.TimeOutOfRange(options.Value);
                await HeldMedia.ReleaseScheduledAsync(db, id);
                if ((await tweets.CheckAsync(db, accountId, draft)).Error is { } error)
                    return error;
                if (hadFailed && !await HasRoomAsync(db, accountId))
                    return ScheduledErrors.TooMany;
                await db.ExecuteAsync(Update, new { id, draft = ScheduledRows.Write(draft), dueAt, now });
                await HeldMedia.HoldForScheduledAsync(db, id, draft.MediaIds);
                await JobQueue.ScheduleAsync(db, ScheduledRows.PostKind, IdKey.Of(id), dueAt);
                return (await ScheduledRows.FindAsync(db, accountId, id))!;
            },
            cancellation);

    /// <returns>An error when the account has no such scheduled tweet.</returns>
    public Task<Result<long>> DeleteAsync(long accountId, long id, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                await ScheduledRows.LockAsync(db, id);
                if (await db.ExecuteAsync(Delete, new { id, accountId }) is 0)
                    return ScheduledErrors.NotFound;
                await JobQueue.CancelAsync(db, ScheduledRows.PostKind, IdKey.Of(id));
                return id;
            },
            cancellation);

    private bool IsInRange(Timestamp time, Timestamp now) =>
        time >= now + TimeSpan.FromSeconds(options.Value.EarliestSeconds) && time <= now + TimeSpan.FromDays(options.Value.LatestDays);

    private async Task<bool> HasRoomAsync(DbSession db, long accountId)
    {
        await db.LockAsync(LockOwner, new { accountId });
        return await db.QuerySingleAsync<long>(CountWaiting, new { accountId }) < options.Value.MostWaiting;
    }
}
