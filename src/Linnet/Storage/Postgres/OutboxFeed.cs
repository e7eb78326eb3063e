using System.Globalization;
using Npgsql;

namespace Linnet.Storage.Postgres;

/// <summary>Reads the other nodes' outbox entries on a dedicated connection: when notified, and twice a second anyway.</summary>
/// <remarks>
/// It reads what is visible now and was not in its last snapshot: rows of transactions that began later or were unfinished
/// then. Nothing is read twice, nothing is skipped, and a transaction that stays open delays no other. The connection is
/// dedicated so that a busy pool cannot delay it.
/// </remarks>
internal sealed partial class OutboxFeed(Outbox outbox, string connectionString, TimeProvider clock, ILogger logger) : EventFeed
{
    /// <summary>Above this many entries it is cheaper to clear all caches than to catch up.</summary>
    public const int MostEntries = 20_000;

    // A restored dump has the transaction numbers of another server, some of which lie in this one's future.
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

    // A node that dies after its commit sends no notification; the others still see the entry within a second.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(250);

    private readonly string _own = outbox.Node.ToString(CultureInfo.InvariantCulture);
    private NpgsqlConnection? _connection;
    private PostgresSnapshot _seen = new(0, 0, []);
    private string? _server;
    private bool _isOtherServer;
    private bool _notified;
    private bool _failed;

    /// <summary>Starts the feed at the present moment.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        var connection = await ConnectAsync(cancellation);
        await using (var forget = new NpgsqlCommand(ForgetOtherServers, connection))
            await forget.ExecuteNonQueryAsync(cancellation);
        await using var select = new NpgsqlCommand(PostgresSnapshot.Select, connection);
        _seen = PostgresSnapshot.Parse((string)(await select.ExecuteScalarAsync(cancellation))!);
    }

    public override async Task<FeedNews> NextAsync(CancellationToken cancellation)
    {
        try
        {
            if (_connection is { } connection)
            {
                await WaitAsync(connection, cancellation);
                return await ReadAsync(connection, FeedGap.None, cancellation);
            }
            if (_failed)
                await Task.Delay(PauseAfterFailure, clock, cancellation);
            var news = await ReadAsync(await ConnectAsync(cancellation), FeedGap.Interrupted, cancellation);
            if (_failed)
                Log.Back(logger);
            _failed = false;
            return news;
        }
        catch (Exception error)
        {
            cancellation.ThrowIfCancellationRequested();
            // Retried after any error: a node that stops following the others is worse.
            if (!_failed)
                Log.OutOfTouch(logger, error);
            _failed = _connection is null || _failed;
            await DisposeAsync();
            return new FeedNews([], FeedGap.Interrupted);
        }
    }

    public override Task<long> PruneAsync(CancellationToken cancellation) => outbox.Pruner.PruneAsync(cancellation);

    public override async ValueTask DisposeAsync()
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
            connection.Notification += (_, notification) => _notified |= notification.Payload != _own;
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
        while (!_notified && (Interval - clock.GetElapsedTime(begun)) is { TotalMilliseconds: >= 1 } rest)
            await connection.WaitAsync(rest, cancellation);
        _notified = false;
    }

    private async Task<FeedNews> ReadAsync(NpgsqlConnection connection, FeedGap gap, CancellationToken cancellation)
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
        var entries = new List<FeedEntry>();
        var (now, prunedBelow) = (_seen, 0L);
        await using (var rows = await select.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
            {
                if (now == _seen)
                    (now, prunedBelow) = (PostgresSnapshot.Parse(rows.GetString(0)), rows.GetInt64(1));
                if (await rows.IsDBNullAsync(2, cancellation))
                    continue;
                entries.Add(new FeedEntry(rows.GetInt64(2), rows.GetString(3).Split('\n')));
            }
        }
        // Another server, or the same after a restart: a promoted standby may lack the last commits and reuse their numbers.
        var isLost = _isOtherServer || prunedBelow > _seen.Start || entries.Count == MostEntries;
        if (outbox.FindDoubtful() is { Length: > 0 } doubtful)
            await AddDoubtfulAsync(entries, connection, doubtful, cancellation);
        (_seen, _isOtherServer) = (now, false);
        return new FeedNews(entries, isLost ? FeedGap.Lost : gap);
    }

    private async Task AddDoubtfulAsync(List<FeedEntry> entries, NpgsqlConnection connection, long[] doubtful, CancellationToken cancellation)
    {
        await using var select = new NpgsqlCommand(SelectDoubtful, connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = outbox.Node }, new NpgsqlParameter<long[]> { TypedValue = doubtful } },
        };
        await using var rows = await select.ExecuteReaderAsync(cancellation);
        var resolved = new List<long>();
        while (await rows.ReadAsync(cancellation))
        {
            entries.Add(new FeedEntry(rows.GetInt64(0), rows.GetString(1).Split('\n')));
            resolved.Add(rows.GetInt64(2));
        }
        resolved.ForEach(outbox.Resolve);
    }

    private static partial class Log
    {
        [LoggerMessage(2104, LogLevel.Warning, "The connection to the other nodes is lost; caches are bypassed until it is back")]
        public static partial void OutOfTouch(ILogger logger, Exception error);

        [LoggerMessage(2105, LogLevel.Information, "The connection to the other nodes is back")]
        public static partial void Back(ILogger logger);
    }
}
