using System.Globalization;
using Npgsql;

namespace Linnet.Storage.Postgres;

/// <summary>Reads what the other nodes' writes left, on a connection of its own: at their ring, and twice a second anyway.</summary>
/// <remarks>
/// It reads what is visible now and was not in its last snapshot: rows of transactions that began later or were unfinished
/// then. So nothing is read twice, nothing is skipped, and a transaction that stays open holds up nobody else's.
/// A connection of its own, so that a busy pool does not keep it from hearing.
/// </remarks>
internal sealed partial class OutboxFeed(Outbox outbox, string connectionString, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    /// <summary>Who has more to catch up with than this had better forget all it knows.</summary>
    public const int MostEntries = 20_000;

    // What a restored dump brings along has the numbers of another server's transactions: some lie in this one's future.
    // lang=sql
    private const string ForgetOtherServers = """
        delete from outbox where xid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
        update outbox_pruning set pruned_below = 0 where pruned_below > pg_snapshot_xmax(pg_current_snapshot())::text::bigint;
        """;

    // lang=sql
    private const string SelectNew = """
        select s.snapshot, p.pruned_below, o.xid, o.messages
        from (select pg_current_snapshot()::text as snapshot) s
        cross join outbox_pruning p
        left join (
            select xid, id, node, messages from outbox where xid >= $1
            union all
            select xid, id, node, messages from outbox where xid = any($2)
        ) o on o.node <> $3
        order by o.id
        limit $4
        """;

    // lang=sql
    private const string SelectDoubtful = "select xid, messages, number from outbox where node = $1 and number = any($2)";

    // lang=sql
    private const string Listen = $"listen {OutboxNotifier.ChannelName}; select pg_postmaster_start_time()::text";

    // A node that dies after its commit does not ring: even so the others know within a second.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(250);

    private readonly string _own = outbox.Node.ToString(CultureInfo.InvariantCulture);
    private NpgsqlConnection? _connection;
    private PostgresSnapshot _seen = new(0, 0, []);
    private string? _server;
    private bool _isOtherServer;
    private bool _rung;
    private bool _failed;

    /// <summary>Takes the present for the beginning.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        var connection = await ConnectAsync(cancellation);
        await using (var forget = new NpgsqlCommand(ForgetOtherServers, connection))
            await forget.ExecuteNonQueryAsync(cancellation);
        await using var select = new NpgsqlCommand(PostgresSnapshot.Select, connection);
        _seen = PostgresSnapshot.Parse((string)(await select.ExecuteScalarAsync(cancellation))!);
    }

    /// <summary>Waits for a ring, half a second at most, and reads. Does not throw when the database is away: that is a gap.</summary>
    public async Task<OutboxNews> NextAsync(CancellationToken cancellation)
    {
        try
        {
            if (_connection is { } connection)
            {
                await WaitAsync(connection, cancellation);
                return await ReadAsync(connection, OutboxGap.None, cancellation);
            }
            if (_failed)
                await Task.Delay(PauseAfterFailure, clock, cancellation);
            var news = await ReadAsync(await ConnectAsync(cancellation), OutboxGap.Interrupted, cancellation);
            if (_failed)
                Log.Back(logger);
            _failed = false;
            return news;
        }
        catch (Exception error)
        {
            cancellation.ThrowIfCancellationRequested();
            // Whatever it is, a node that stops to hear is worse than one that tries again.
            if (!_failed)
                Log.OutOfTouch(logger, error);
            _failed = _connection is null || _failed;
            await DisposeAsync();
            return new OutboxNews([], OutboxGap.Interrupted);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
            await connection.DisposeAsync();
        _connection = null;
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            connection.Notification += (_, ring) => _rung |= ring.Payload != _own;
            await connection.OpenAsync(cancellation);
            await using var listen = new NpgsqlCommand(Listen, connection);
            var server = (string)(await listen.ExecuteScalarAsync(cancellation))!;
            _isOtherServer |= _server is not null && _server != server;
            _server = server;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        return _connection = connection;
    }

    private async Task WaitAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var begun = clock.GetTimestamp();
        while (!_rung && (Interval - clock.GetElapsedTime(begun)) is { TotalMilliseconds: >= 1 } rest)
            await connection.WaitAsync(rest, cancellation);
        _rung = false;
    }

    private async Task<OutboxNews> ReadAsync(NpgsqlConnection connection, OutboxGap gap, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand(SelectNew, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = _seen.End },
                new NpgsqlParameter<long[]> { TypedValue = _seen.Unfinished },
                new NpgsqlParameter<long> { TypedValue = outbox.Node },
                new NpgsqlParameter<int> { TypedValue = MostEntries },
            },
        };
        var entries = new List<OutboxEntry>();
        var (now, prunedBelow) = (_seen, 0L);
        await using (var rows = await select.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
            {
                if (now == _seen)
                    (now, prunedBelow) = (PostgresSnapshot.Parse(rows.GetString(0)), rows.GetInt64(1));
                if (await rows.IsDBNullAsync(2, cancellation))
                    continue;
                entries.Add(new OutboxEntry(rows.GetInt64(2), rows.GetString(3).Split('\n')));
            }
        }
        // Another server, or the same after a start: a standby that took over may lack the last commits, and gives their
        // numbers to others.
        var isLost = _isOtherServer || prunedBelow > _seen.Start || entries.Count == MostEntries;
        if (outbox.FindDoubtful() is { Length: > 0 } doubtful)
            await AddDoubtfulAsync(entries, connection, doubtful, cancellation);
        (_seen, _isOtherServer) = (now, false);
        return new OutboxNews(entries, isLost ? OutboxGap.Lost : gap);
    }

    private async Task AddDoubtfulAsync(List<OutboxEntry> entries, NpgsqlConnection connection, long[] doubtful, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand(SelectDoubtful, connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = outbox.Node }, new NpgsqlParameter<long[]> { TypedValue = doubtful } },
        };
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        var settled = new List<long>();
        while (await rows.ReadAsync(cancellation))
        {
            entries.Add(new OutboxEntry(rows.GetInt64(0), rows.GetString(1).Split('\n')));
            settled.Add(rows.GetInt64(2));
        }
        settled.ForEach(outbox.Settle);
    }

    private static partial class Log
    {
        [LoggerMessage(2104, LogLevel.Warning, "Out of touch with the other nodes; nothing is answered from memory until that is mended")]
        public static partial void OutOfTouch(ILogger logger, Exception error);

        [LoggerMessage(2105, LogLevel.Information, "In touch with the other nodes again")]
        public static partial void Back(ILogger logger);
    }
}

/// <param name="Entries">In an order in which none comes before one whose rows its write saw.</param>
internal sealed record OutboxNews(IReadOnlyList<OutboxEntry> Entries, OutboxGap Gap);

internal enum OutboxGap
{
    None,

    /// <summary>For a while nothing was heard: what is in memory may be older than it seems. No entry is lost.</summary>
    Interrupted,

    /// <summary>Entries were lost: nobody will tell what was in them.</summary>
    Lost,
}
