using Linnet.Common;
using Linnet.Events;
using Linnet.Jobs;
using Linnet.Storage;
using Linnet.Tweets.Polls;

namespace Linnet.Notifications;

/// <summary>
/// Notifies the author of a poll and those who voted that it has ended. In batches: a poll may have any number of votes. The
/// write that notifies a batch also schedules the next one, so each account is notified once, whatever fails in between.
/// </summary>
internal sealed class PollNotices(NotificationWriter inboxes, EventBus events, TimeProvider clock) : IJobHandler
{
    /// <summary>How many one write notifies. Keeps it to a few milliseconds.</summary>
    public const int Batch = 100;

    // Nothing for a tweet that was deleted since.
    // lang=sql
    private const string SelectAuthor = "select t.author_id from tweets t join users a on a.id = t.author_id where t.id = @pollId and a.deleted_at is null";

    // lang=sql
    private const string SelectVoters = "select user_id from poll_votes where poll_id = @pollId and user_id > @after order by user_id limit @most";

    public string Kind => PollRows.EndKind;

    public async Task RunAsync(DbSession db, Job job)
    {
        // The second is the account that the last batch ended with.
        var (pollId, after) = IdKey.ToIds(job.Key);
        if (await db.QuerySingleOrDefaultAsync<long?>(SelectAuthor, new { pollId }) is not { } authorId)
            return;
        var voters = await db.QueryAsync<long>(SelectVoters, new { pollId, after, most = Batch });
        foreach (var recipient in WithAuthor(voters, authorId, isFirst: after is 0))
        {
            foreach (var added in await inboxes.AddAsync(db, recipient, NotificationKinds.PollEnded, authorId, pollId))
                await events.RaiseAsync(db, added);
        }
        if (voters.Count == Batch)
            await JobQueue.ScheduleAsync(db, PollRows.EndKind, IdKey.Of(pollId, voters[^1]), Timestamp.Now(clock));
    }

    /// <summary>In the order of ids, so that two writes never wait for each other's inboxes.</summary>
    private static IEnumerable<long> WithAuthor(List<long> voters, long authorId, bool isFirst) =>
        voters.Where(voter => voter != authorId).Concat(isFirst ? [authorId] : []).Order();
}
