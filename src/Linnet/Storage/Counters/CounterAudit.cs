namespace Linnet.Storage.Counters;

/// <summary>Compares every counter with the rows it counts. Drift 0 is an invariant of every write.</summary>
internal sealed class CounterAudit(Database database, IEnumerable<Counter> counters)
{
    private const int ExamplesPerCounter = 5;

    // Blocks writers and lets readers pass. In the order of names, so that two repairs cannot deadlock.
    // lang=sql
    private readonly string _lockTables = $"""
        lock table {string.Join(", ", counters.SelectMany(counter => new[] { counter.Table, counter.Counted }).Distinct().Order(StringComparer.Ordinal))}
        in share row exclusive mode
        """;

    /// <returns>The counters that drifted; none when all is well.</returns>
    /// <remarks>One statement a counter, so each sees one moment while a server goes on writing.</remarks>
    public Task<List<CounterDrift>> FindDriftAsync(CancellationToken cancellation) =>
        database.ReadAsync(FindDriftAsync, cancellation);

    /// <summary>Puts all counters right in one transaction, in which nothing else is written.</summary>
    /// <returns>How many rows changed.</returns>
    public Task<int> RepairAsync(CancellationToken cancellation) => database.WriteAsync(RepairAsync, cancellation);

    /// <summary>The same as part of a larger write.</summary>
    public async Task<int> RepairAsync(DbSession db)
    {
        var rows = 0;
        db.TakeTime();
        await db.LockAsync(_lockTables);
        foreach (var counter in counters)
            rows += await db.ExecuteAsync(counter.Repair);
        return rows;
    }

    /// <inheritdoc cref="FindDriftAsync(CancellationToken)"/>
    public async Task<List<CounterDrift>> FindDriftAsync(DbSession db)
    {
        var drifts = new List<CounterDrift>();
        db.TakeTime();
        foreach (var counter in counters)
        {
            var examples = await db.QueryAsync<DriftedRow>(counter.SelectDrift, new { limit = ExamplesPerCounter });
            if (examples is [var first, ..])
                drifts.Add(new CounterDrift(counter, first.Total, examples));
        }
        return drifts;
    }
}

/// <param name="Rows">How many rows of the counter are wrong.</param>
/// <param name="Examples">The first few of them by id.</param>
internal sealed record CounterDrift(Counter Counter, long Rows, IReadOnlyList<DriftedRow> Examples);

internal sealed record DriftedRow
{
    public long Id { get; init; }

    public long Stored { get; init; }

    public long Actual { get; init; }

    /// <summary>All drifted rows of the counter, those not shown included.</summary>
    public long Total { get; init; }
}
