using Linnet.Common;
using Linnet.Events;
using Linnet.Jobs;
using Linnet.Storage;

namespace Linnet.Relations;

/// <summary>Accepts and rejects requests to follow a locked account.</summary>
internal sealed class FollowRequestService(Database database, EventBus events) : IJobHandler
{
    /// <summary>How many requests one write accepts when an account is unlocked. Keeps a write to a few milliseconds.</summary>
    private const int Batch = 100;

    private const string AcceptAllKind = "accept_follow_requests";

    // lang=sql
    private const string SelectRequesters = "select requester_id from follow_requests where target_id = @accountId order by requester_id limit @most";

    // lang=sql
    private const string IsLocked = "select exists (select 1 from users where id = @accountId and is_locked)";

    public string Kind => AcceptAllKind;

    /// <summary>Schedules that all requests are accepted. Call it in the write that unlocks the account.</summary>
    public static Task AcceptAllAsync(DbSession db, long accountId, Timestamp now) =>
        JobQueue.ScheduleAsync(db, AcceptAllKind, IdKey.Of(accountId), now);

    /// <returns>The requester's id, or <see cref="RelationErrors.RequestNotFound"/>.</returns>
    public Task<Result<long>> AnswerAsync(long accountId, long requesterId, bool accepts, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                await FollowRows.LockAsync(db, accountId, requesterId);
                if (!await EndAsync(db, accountId, requesterId, accepts))
                    return RelationErrors.RequestNotFound;
                return requesterId;
            },
            cancellation);

    public async Task RunAsync(DbSession db, Job job)
    {
        // Locked again in the meantime: what still waits keeps waiting.
        var accountId = IdKey.ToId(job.Key);
        if (await db.QuerySingleAsync<bool>(IsLocked, new { accountId }))
            return;
        var requesters = await db.QueryAsync<long>(SelectRequesters, new { accountId, most = Batch });
        foreach (var requesterId in requesters)
        {
            await FollowRows.LockAsync(db, accountId, requesterId);
            await EndAsync(db, accountId, requesterId, accepts: true);
        }
        if (requesters.Count == Batch)
            await JobQueue.ScheduleAsync(db, AcceptAllKind, job.Key, default);
    }

    private async Task<bool> EndAsync(DbSession db, long accountId, long requesterId, bool accepts)
    {
        if (!await FollowRows.EndRequestAsync(db, events, requesterId, accountId, accepts))
            return false;
        if (accepts)
            await FollowRows.AddAsync(db, events, requesterId, accountId, wasRequested: true);
        return true;
    }
}
