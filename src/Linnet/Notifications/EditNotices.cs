using Linnet.Common;
using Linnet.Events;
using Linnet.Jobs;
using Linnet.Storage;

namespace Linnet.Notifications;

/// <summary>
/// Notifies those who reposted a tweet that it was edited, once an hour at most. In batches: a tweet may have any number of
/// reposts, and the edit must not wait for them.
/// </summary>
internal sealed class EditNotices(NotificationWriter inboxes, EventBus events, TimeProvider clock) : IJobHandler
{
    /// <summary>How many one write notifies. Keeps it to a few milliseconds.</summary>
    public const int Batch = 100;

    private const string NoticeKind = "notify_of_edit";

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    // lang=sql
    private const string SelectTime = """
        select case when t.edit_notified_at + @pause > @now then t.edit_notified_at + @pause else @now end
        from tweets t
        where t.id = @tweetId and exists (select 1 from tweets r where r.retweet_of_id = t.id and r.kind = 1)
        """;

    // Nothing for a tweet that was deleted since.
    // lang=sql
    private const string RecordNotice = """
        update tweets set edit_notified_at = @now
        where id = @tweetId and exists (select 1 from users a where a.id = tweets.author_id and a.deleted_at is null)
        returning author_id
        """;

    // Not those who reposted what it says now.
    // lang=sql
    private const string SelectReposters = """
        select author_id from tweets
        where retweet_of_id = @tweetId and kind = 1 and author_id > @after
          and created_at < (select t.edited_at from tweets t where t.id = @tweetId)
        order by author_id limit @most
        """;

    public string Kind => NoticeKind;

    /// <summary>Schedules the notices of an edit: now, or an hour after the last ones. Call it in the write that edits the tweet.</summary>
    public static async Task ScheduleAsync(DbSession db, long tweetId, Timestamp now)
    {
        if (await db.QuerySingleOrDefaultAsync<long?>(SelectTime, new { tweetId, now, pause = Pause.Ticks / TimeSpan.TicksPerMicrosecond }) is { } dueAt)
            await JobQueue.ScheduleAsync(db, NoticeKind, IdKey.Of(tweetId, 0), new Timestamp(dueAt));
    }

    public async Task RunAsync(DbSession db, Job job)
    {
        // The second is the account that the last batch ended with.
        var (tweetId, after) = IdKey.ToIds(job.Key);
        var now = Timestamp.Now(clock);
        if (await db.QuerySingleOrDefaultAsync<long?>(RecordNotice, new { tweetId, now }) is not { } authorId)
            return;
        var reposters = await db.QueryAsync<long>(SelectReposters, new { tweetId, after, most = Batch });
        foreach (var reposter in reposters)
        {
            foreach (var added in await inboxes.AddAsync(db, reposter, NotificationKinds.TweetEdited, authorId, tweetId))
                await events.RaiseAsync(db, added);
        }
        if (reposters.Count == Batch)
            await JobQueue.ScheduleAsync(db, NoticeKind, IdKey.Of(tweetId, reposters[^1]), now);
    }
}
