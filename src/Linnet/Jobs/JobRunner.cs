using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Jobs;

/// <summary>
/// Does the jobs that are due. The write that does a job also deletes it, so of several nodes one does it, once. A job that fails
/// is tried again, later each time.
/// </summary>
internal sealed partial class JobRunner
{
    private const int Batch = 100;

    // In microseconds, as times are stored.
    private const long Second = 1_000_000;

    private const int LongestError = 500;

    // lang=sql
    private const string SelectDue = "select id from jobs where due_at <= @now order by due_at, id limit @most";

    // Another node that took it first has deleted it when this statement no longer waits for that node's row lock.
    // lang=sql
    private const string Take = "delete from jobs where id = @id and due_at <= @now returning kind, key";

    // After 1, 4, 9 … seconds, and in the end every hour.
    // lang=sql
    private const string PutOff = """
        update jobs
        set attempts = attempts + 1, last_error = @error,
            due_at = @now + @second * (case when attempts < 60 then (attempts + 1) * (attempts + 1) else 3600 end)
        where id = @id
        """;

    private readonly Database _database;
    private readonly Dictionary<string, IJobHandler> _handlers;
    private readonly TimeProvider _clock;
    private readonly JobMetrics _metrics;
    private readonly ILogger<JobRunner> _logger;

    public JobRunner(Database database, IEnumerable<IJobHandler> handlers, TimeProvider clock, JobMetrics metrics, ILogger<JobRunner> logger)
    {
        _database = database;
        _handlers = handlers.ToDictionary(handler => handler.Kind, StringComparer.Ordinal);
        (_clock, _metrics, _logger) = (clock, metrics, logger);
    }

    /// <summary>Does everything that is due.</summary>
    /// <returns>How many jobs were done.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancellation)
    {
        var done = 0;
        var now = Timestamp.Now(_clock);
        // A job that fails is put off beyond this moment, so the list gets shorter.
        while (await _database.ReadOneAsync(db => db.QueryAsync<long>(SelectDue, new { now, most = Batch }), cancellation) is { Count: > 0 } due)
        {
            foreach (var id in due)
            {
                if (await TryRunAsync(id, now, cancellation))
                    done++;
            }
        }
        return done;
    }

    private async Task<bool> TryRunAsync(long id, Timestamp now, CancellationToken cancellation)
    {
        try
        {
            var job = await _database.WriteAsync(db => RunAsync(db, id, now), cancellation);
            if (job is not null)
                _metrics.CountDone(job.Kind);
            return job is not null;
        }
        // A database that is out of reach fails the next read as well, and the worker waits.
        catch (Exception error) when (error is not (OperationCanceledException or OutageException))
        {
            Log.Failed(_logger, id, error);
            _metrics.CountFailed();
            var text = error.Message.Length > LongestError ? error.Message[..LongestError] : error.Message;
            await _database.WriteAsync(
                db => db.ExecuteAsync(PutOff, new { id, now = Timestamp.Now(_clock), second = Second, error = text }), cancellation);
            return false;
        }
    }

    /// <returns>Null when another node did it.</returns>
    private async Task<Job?> RunAsync(DbSession db, long id, Timestamp now)
    {
        if ((await db.QueryAsync<JobRow>(Take, new { id, now })) is not [var row])
            return null;
        var job = new Job(row.Kind, row.Key);
        if (!_handlers.TryGetValue(job.Kind, out var handler))
            throw new InvalidOperationException($"This version does no jobs of kind {job.Kind}");
        await handler.RunAsync(db, job);
        return job;
    }

    private sealed class JobRow
    {
        public string Kind { get; init; } = "";

        public string Key { get; init; } = "";
    }

    private static partial class Log
    {
        [LoggerMessage(3501, LogLevel.Error, "Job {Id} failed and will be tried again: linnet jobs")]
        public static partial void Failed(ILogger logger, long id, Exception error);
    }
}
