using System.Collections.Concurrent;
using Npgsql;

namespace Linnet.Storage.Postgres;

/// <summary>
/// What this process's writes leave for the other nodes on the database: a row each, in the write's own transaction, and
/// afterwards a ring that there is something to read.
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

    /// <param name="source">For what takes a moment: rings and pruning.</param>
    /// <param name="connectionString">For a feed's own connection.</param>
    public Outbox(NpgsqlDataSource source, string connectionString, StorageOptions options, TimeProvider clock, ILogger logger)
    {
        (_connectionString, _options, _clock, _logger) = (connectionString, options, clock, logger);
        _notifier = new OutboxNotifier(source, Node, clock);
        Pruner = new OutboxPruner(source, TimeSpan.FromMinutes(options.OutboxMinutes), clock);
    }

    /// <summary>This process, among all on the database.</summary>
    public long Node { get; } = Random.Shared.NextInt64();

    public OutboxPruner Pruner { get; }

    /// <summary>The row of a write, to be added right before the commit.</summary>
    /// <returns>A statement that gives the transaction's id, and the number of the write.</returns>
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

    /// <summary>Has the other nodes look. Waits for nothing.</summary>
    public void Notify() => _notifier.Notify();

    /// <summary>
    /// The answer to a commit was lost, so this process told nobody of the write: if it was kept, it hears of it as others do.
    /// </summary>
    public void Doubt(long number) => _doubtful[number] = null;

    /// <returns>Writes that are in doubt: nobody was told of them, though they may have been kept. Usually none.</returns>
    public long[] FindDoubtful()
    {
        foreach (var (number, lookedSince) in _doubtful)
        {
            // The time counts from the first look: before that the database was away, and may have had the commit before it.
            if (lookedSince is null)
                _doubtful[number] = _clock.GetTimestamp();
            else if (_clock.GetElapsedTime(lookedSince.Value) > DoubtTime)
                Settle(number);
        }
        return [.. _doubtful.Keys];
    }

    /// <summary>A write is no longer in doubt.</summary>
    public void Settle(long number) => _doubtful.TryRemove(number, out _);

    /// <summary>Begins to hear: of all that is committed from here on.</summary>
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

/// <summary>What one write left.</summary>
/// <param name="Commit">The number of its commit: <see cref="Common.Caching.Snapshot"/>.</param>
/// <param name="Messages">As they were given to <see cref="DbSession.AddToOutbox"/>.</param>
internal sealed record OutboxEntry(long Commit, string[] Messages);
