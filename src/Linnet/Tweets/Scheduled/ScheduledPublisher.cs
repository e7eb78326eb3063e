using Linnet.Common;
using Linnet.Events;
using Linnet.Http;
using Linnet.Jobs;
using Linnet.Storage;
using Linnet.Tweets.Attachments;
using Microsoft.Extensions.Options;

namespace Linnet.Tweets.Scheduled;

/// <summary>
/// Posts scheduled tweets when they are due. The write that inserts the tweet removes the row and the job, so it is posted once,
/// whatever fails and however many nodes there are.
/// </summary>
internal sealed class ScheduledPublisher(TweetService tweets, EventBus events, IOptions<ScheduledOptions> options, TimeProvider clock) : IJobHandler
{
    private static readonly TimeSpan WaitForAccount = TimeSpan.FromMinutes(1);

    // lang=sql
    private const string SelectWaiting = """
        select s.user_id, s.draft, s.due_at, u.is_active
        from scheduled_tweets s join users u on u.id = s.user_id
        where s.id = @id and s.state = 0 and u.deleted_at is null
        """;

    // lang=sql
    private const string Delete = "delete from scheduled_tweets where id = @id";

    // A try with the key that scheduled it gets the tweet from now on.
    // lang=sql
    private const string NameTweet = "update post_keys set tweet_id = @tweetId where scheduled_id = @id";

    // lang=sql
    private const string Fail = """
        update scheduled_tweets set state = 1, error_code = @code, error_detail = @detail, updated_at = @now where id = @id
        """;

    // Of those that failed an account has no more than may wait.
    // lang=sql
    private const string DropOldFailures = """
        delete from scheduled_tweets
        where user_id = @accountId and state = 1 and id not in (
            select id from scheduled_tweets where user_id = @accountId and state = 1 order by updated_at desc, id desc limit @most)
        """;

    public string Kind => ScheduledRows.PostKind;

    public async Task RunAsync(DbSession db, Job job)
    {
        var (id, now) = (IdKey.ToId(job.Key), Timestamp.Now(clock));
        await ScheduledRows.LockAsync(db, id);
        if (await db.QuerySingleOrDefaultAsync<WaitingRow>(SelectWaiting, new { id }) is not { } row)
            return;
        if (now - row.DueAt > TimeSpan.FromHours(options.Value.LateHours))
            await FailAsync(db, id, row.UserId, ScheduledErrors.TooLate, now);
        else if (!row.IsActive)
            await JobQueue.ScheduleAsync(db, ScheduledRows.PostKind, job.Key, now + WaitForAccount);
        else
            await PostAsync(db, id, row, now);
    }

    private async Task PostAsync(DbSession db, long id, WaitingRow row, Timestamp now)
    {
        var outcome = await db.RunPartAsync(async () =>
        {
            await HeldMedia.ReleaseScheduledAsync(db, id);
            return await tweets.PostAsync(db, row.UserId, ScheduledRows.Read(row.Draft));
        });
        if (outcome.Succeeded(out var tweetId, out var error))
        {
            await db.ExecuteAsync(NameTweet, new { id, tweetId });
            await db.ExecuteAsync(Delete, new { id });
        }
        // Of an account that is going, its rows go as well.
        else if (error != CallerErrors.SessionEnded)
        {
            await FailAsync(db, id, row.UserId, error, now);
        }
    }

    private async Task FailAsync(DbSession db, long id, long accountId, Error error, Timestamp now)
    {
        await db.ExecuteAsync(Fail, new { id, code = error.Code, detail = error.Detail, now });
        await db.ExecuteAsync(DropOldFailures, new { accountId, most = (long)options.Value.MostWaiting });
        await events.RaiseAsync(db, new ScheduledFailed(accountId, id));
    }

    private sealed class WaitingRow
    {
        public long UserId { get; init; }

        public string Draft { get; init; } = "";

        public Timestamp DueAt { get; init; }

        public bool IsActive { get; init; }
    }
}
