using Microsoft.Data.Sqlite;

namespace Linnet.Storage.Sqlite;

/// <summary>
/// Notices commits by other processes (a command beside the server) by their numbers: each commit of this process takes
/// the next number, so a number it did not take is another's.
/// </summary>
internal sealed class ExternalWriteMonitor(SqliteConnections connections, TimeProvider clock) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // lang=sql
    private const string SelectCommit = "select number from write_sequence";

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private Action _publish = () => { };
    private Task? _watching;
    private long? _known;

    /// <summary>Begins to look, twice a second.</summary>
    public void Subscribe(Action action)
    {
        lock (_lock)
        {
            _publish += action;
            _watching ??= WatchAsync();
        }
    }

    /// <summary>Records a commit of this process that has its number and is not published yet.</summary>
    public void Note(long commit)
    {
        var foreign = false;
        lock (_lock)
        {
            foreign = _known is { } known && commit != known + 1;
            _known = commit;
        }
        if (foreign)
            _publish();
    }

    public void Publish() => _publish();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await (_watching ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(_stopping.Token))
        {
            if (HasForeignCommit())
                _publish();
        }
    }

    private bool HasForeignCommit()
    {
        StatementCachingConnection? reader = null;
        try
        {
            reader = connections.RentReader();
            var number = reader.ReadNumber(SelectCommit);
            connections.ReturnReader(reader);
            lock (_lock)
            {
                // Ours are noted before they are committed, so a greater number cannot be one of them.
                var foreign = _known is { } known && number > known;
                if (_known is null || foreign)
                    _known = number;
                return foreign;
            }
        }
        catch (SqliteException)
        {
            // The database cannot be read now: the next query reports that, and a missed write is noticed later.
            reader?.Dispose();
            return false;
        }
    }
}
