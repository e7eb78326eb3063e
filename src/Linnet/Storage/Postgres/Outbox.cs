using System.Collections.Concurrent;
using Npgsql;

namespace Linnet.Storage.Postgres;

/// <summary>
/// Messages of this process's writes to the other nodes on the database: a row for each write, in its own transaction, and a
/// notification after the commit.
/// </summary>
internal sealed class Outbox : IAsyncDisposable
{
    private static readonly TimeSpan DoubtTime = TimeSpan.FromSeconds(10);

    // lang=sql
    private const string InsertEntry = "insert into outbox (node, number, messages) values ($1, $2, $3) returning xid";

    private readonly string _connectionString;
    private readonly StorageOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly OutboxNotifier _notifier;
    private readonly ConcurrentDictionary<long, long?> _doubtful = [];
    private long _written;

    /// <param name="source">For short statements: notifications and pruning.</param>
    /// <param name="connectionString">For a feed's own connection.</param>
    public Outbox(NpgsqlDataSource source, string connectionString, StorageOptions options, TimeProvider clock, ILogger logger)
    {
        (_connectionString, _options, _clock, _logger) = (connectionString, options, clock, logger);
        _notifier = new OutboxNotifier(source, Node, clock);
        Pruner = new OutboxPruner(source, TimeSpan.FromMinutes(options.OutboxMinutes), clock);
    }

    /// <summary>Identifies this process among all on the database.</summary>
    public long Node { get; } = Random.Shared.NextInt64();

    public OutboxPruner Pruner { get; }

    /// <summary>The row of a write, added right before the commit.</summary>
    /// <returns>A statement that returns the transaction's id, and the number of the write.</returns>
    public (NpgsqlBatchCommand Insert, long Number) Add(IEnumerable<string> messages)
    {
        var number = Interlocked.Increment(ref _written);
        var insert = new NpgsqlBatchCommand(InsertEntry)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = Node },
                new NpgsqlParameter<long> { TypedValue = number },
                new NpgsqlParameter<string> { TypedValue = string.Join('\n', messages) },
            },
        };
        return (insert, number);
    }

    /// <summary>Wakes the other nodes. Returns at once.</summary>
    public void Notify() => _notifier.Notify();

    /// <summary>
    /// Records a write whose commit was not acknowledged, and which was therefore not published here. If it was kept, its entry
    /// is read back as those of other nodes are.
    /// </summary>
    public void Doubt(long number) => _doubtful[number] = null;

    /// <returns>Writes that may have been kept and were not published. Usually none.</returns>
    public long[] FindDoubtful()
    {
        foreach (var (number, lookedSince) in _doubtful)
        {
            // The time counts from the first look: until then the database was unavailable and may already have had the commit.
            if (lookedSince is null)
                _doubtful[number] = _clock.GetTimestamp();
            else if (_clock.GetElapsedTime(lookedSince.Value) > DoubtTime)
                Resolve(number);
        }
        return [.. _doubtful.Keys];
    }

    /// <summary>Ends the doubt about a write.</summary>
    public void Resolve(long number) => _doubtful.TryRemove(number, out _);

    /// <summary>Opens a feed of everything that is committed from here on.</summary>
    /// <exception cref="Common.OperatorException">The database cannot be reached.</exception>
    public async Task<OutboxFeed> OpenFeedAsync(CancellationToken cancellation)
    {
        var feed = new OutboxFeed(this, PostgresConnections.ForFeed(_connectionString, _options), _clock, _logger);
        try
        {
            await feed.BeginAsync(cancellation);
            return feed;
        }
        catch (Exception error) when (PostgresErrors.AsOutage(error) is not null)
        {
            await feed.DisposeAsync();
            throw PostgresErrors.AtStart(PostgresConnections.Describe(_connectionString), error);
        }
    }

    public ValueTask DisposeAsync() => _notifier.DisposeAsync();
}
