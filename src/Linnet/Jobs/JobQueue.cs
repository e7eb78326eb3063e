using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Jobs;

/// <summary>Schedules work in the transaction that causes it, so there is a job exactly if its cause was committed.</summary>
internal static class JobQueue
{
    // lang=sql
    private const string Schedule = """
        insert into jobs (kind, key, due_at) values (@kind, @key, @dueAt)
        on conflict (kind, key) do update set due_at = excluded.due_at, attempts = 0, last_error = null
        """;

    // lang=sql
    private const string Cancel = "delete from jobs where kind = @kind and key = @key";

    /// <summary>Schedules a job; one with the same kind and key gets the new time.</summary>
    /// <param name="db">The session of a write.</param>
    /// <param name="kind">Its <see cref="IJobHandler.Kind"/>.</param>
    /// <param name="key">What it is about.</param>
    /// <param name="dueAt">It is done within seconds after this time, or after the next start.</param>
    public static Task ScheduleAsync(DbSession db, string kind, string key, Timestamp dueAt) => db.ExecuteAsync(Schedule, new { kind, key, dueAt });

    /// <summary>Does nothing when there is no such job.</summary>
    public static Task CancelAsync(DbSession db, string kind, string key) => db.ExecuteAsync(Cancel, new { kind, key });
}
