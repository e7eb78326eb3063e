using Npgsql;

namespace Linnet.Storage.Postgres;

/// <summary>Removes rows of the outbox that every node has had long enough to read.</summary>
/// <remarks>
/// A row's age comes from what this process saw: a transaction that had ended when a note was taken is at least as old as the
/// note. No clock of another machine matters, and no row of a long transaction is removed before others could read it.
/// </remarks>
internal sealed class OutboxPruner(NpgsqlDataSource source, TimeSpan keep, TimeProvider clock)
{
    public const int Batch = 1000;

    // lang=sql
    private const string SelectStart = "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint";

    // One statement, so that a node that finds a row missing also finds the number below which rows may be. Nodes that prune at once take different rows.
    // lang=sql
    private const string PruneBatch = """
        with recorded as (
            update outbox_pruning set pruned_below = $1 where pruned_below < $1
        ), removed as (
            delete from outbox
            where xid in (select xid from outbox where xid < $1 order by xid limit $2 for update skip locked)
            returning 1
        )
        select count(*) from removed
        """;

    private readonly Queue<(long TakenAt, long Start)> _notes = [];

    /// <summary>Takes a note, and removes what is older than the newest note that is old enough. Called about once a minute.</summary>
    /// <returns>How many rows were removed.</returns>
    public async Task<long> PruneAsync(CancellationToken cancellation)
    {
        await using (var select = source.CreateCommand(SelectStart))
            _notes.Enqueue((clock.GetTimestamp(), (long)(await select.ExecuteScalarAsync(cancellation))!));
        long? below = null;
        while (_notes.TryPeek(out var note) && clock.GetElapsedTime(note.TakenAt) >= keep)
            below = _notes.Dequeue().Start;
        var removed = 0L;
        for (var last = (long)Batch; below is not null && last == Batch; removed += last)
            last = await PruneBatchAsync(below.Value, cancellation);
        return removed;
    }

    private async Task<long> PruneBatchAsync(long below, CancellationToken cancellation)
    {
        await using var prune = source.CreateCommand(PruneBatch);
        prune.Parameters.Add(new NpgsqlParameter<long> { TypedValue = below });
        prune.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Batch });
        return (long)(await prune.ExecuteScalarAsync(cancellation))!;
    }
}
