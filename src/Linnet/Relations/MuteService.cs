using Linnet.Common;
using Linnet.Events;
using Linnet.Jobs;
using Linnet.Storage;
using Linnet.Users;

namespace Linnet.Relations;

/// <summary>Mutes, for good or for a time. The muted account does not learn of it.</summary>
internal sealed class MuteService(Database database, EventBus events, TimeProvider clock) : IJobHandler
{
    private const string EndKind = "end_mute";

    // lang=sql
    private const string InsertMute = """
        insert into mutes (muter_id, muted_id, hides_notifications, ends_at, created_at)
        select a.id, b.id, @hidesNotifications, @endsAt, @now from users a cross join users b
        where a.id = @muterId and a.deleted_at is null and b.id = @mutedId and b.deleted_at is null
        on conflict (muter_id, muted_id) do update set hides_notifications = excluded.hides_notifications, ends_at = excluded.ends_at
            where mutes.hides_notifications <> excluded.hides_notifications or mutes.ends_at is distinct from excluded.ends_at
        """;

    // lang=sql
    private const string DeleteMute = "delete from mutes where muter_id = @muterId and muted_id = @mutedId";

    // lang=sql
    private const string DeleteEndedMute = $"{DeleteMute} and ends_at <= @now";

    public string Kind => EndKind;

    /// <summary>Mutes an account; one that is muted gets the new end.</summary>
    /// <param name="muterId">Who mutes.</param>
    /// <param name="username">Whom.</param>
    /// <param name="duration">Null for good. It ends within seconds after that time.</param>
    /// <param name="hidesNotifications">Whether notifications from this account are hidden too.</param>
    /// <param name="cancellation">Heeded while the write waits for its turn.</param>
    /// <returns>The muted account's id.</returns>
    public Task<Result<long>> MuteAsync(
        long muterId, string username, TimeSpan? duration, bool hidesNotifications, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await UserLists.FindIdAsync(db, username) is not { } mutedId)
                    return UserErrors.NotFound;
                if (mutedId == muterId)
                    return RelationErrors.CannotMuteSelf;
                await FollowRows.LockAsync(db, muterId, mutedId);
                var now = Timestamp.Now(clock);
                Timestamp? end = duration is { } time ? now + time : null;
                if (await FollowRows.FindMissingAsync(db, muterId, mutedId) is { } missing)
                    return missing;
                if (await db.ExecuteAsync(InsertMute, new { muterId, mutedId, hidesNotifications, endsAt = end?.Microseconds, now }) is 0)
                    return mutedId;
                if (end is { } dueAt)
                    await JobQueue.ScheduleAsync(db, EndKind, IdKey.Of(muterId, mutedId), dueAt);
                else
                    await JobQueue.CancelAsync(db, EndKind, IdKey.Of(muterId, mutedId));
                await events.RaiseAsync(db, new UserMuted(muterId, mutedId));
                return mutedId;
            },
            cancellation);

    /// <summary>Repeating it changes nothing.</summary>
    /// <returns>The account's id.</returns>
    public Task<Result<long>> UnmuteAsync(long muterId, string username, CancellationToken cancellation) =>
        database.WriteAsync<Result<long>>(
            async db =>
            {
                if (await UserLists.FindIdAsync(db, username) is not { } mutedId)
                    return UserErrors.NotFound;
                await FollowRows.LockAsync(db, muterId, mutedId);
                await JobQueue.CancelAsync(db, EndKind, IdKey.Of(muterId, mutedId));
                if (await db.ExecuteAsync(DeleteMute, new { muterId, mutedId }) > 0)
                    await events.RaiseAsync(db, new UserUnmuted(muterId, mutedId));
                return mutedId;
            },
            cancellation);

    public async Task RunAsync(DbSession db, Job job)
    {
        var (muterId, mutedId) = IdKey.ToIds(job.Key);
        await FollowRows.LockAsync(db, muterId, mutedId);
        if (await db.ExecuteAsync(DeleteEndedMute, new { muterId, mutedId, now = Timestamp.Now(clock) }) > 0)
            await events.RaiseAsync(db, new UserUnmuted(muterId, mutedId));
    }
}
