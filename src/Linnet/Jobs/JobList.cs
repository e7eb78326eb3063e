using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Jobs;

/// <summary>Lists scheduled jobs for an operator.</summary>
internal sealed class JobList(Database database)
{
    // lang=sql
    private const string Select = "select kind, key, due_at, attempts, last_error from jobs order by due_at, id limit @limit";

    /// <returns>The next due first.</returns>
    public Task<List<ScheduledJob>> ListAsync(int limit, CancellationToken cancellation) =>
        database.ReadOneAsync(db => db.QueryAsync<ScheduledJob>(Select, new { limit }), cancellation);
}

internal sealed record ScheduledJob
{
    public string Kind { get; init; } = "";

    public string Key { get; init; } = "";

    public Timestamp DueAt { get; init; }

    /// <summary>How often it failed.</summary>
    public long Attempts { get; init; }

    public string? LastError { get; init; }
}
