using System.Globalization;
using System.Threading.Channels;
using Npgsql;

namespace Linnet.Storage.Postgres;

/// <summary>Wakes the other nodes after commits: many commits, one <c>notify</c>.</summary>
/// <remarks>
/// Never in a user's transaction: all commits that notify wait for each other on one lock of the server, each with its
/// fsync. This one writes nothing, so it waits for no disk. A lost notification costs half a second: other nodes poll anyway.
/// </remarks>
internal sealed class OutboxNotifier(NpgsqlDataSource source, long node, TimeProvider clock) : IAsyncDisposable
{
    public const string ChannelName = "linnet_outbox";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(15);

    private readonly string _statement = $"select pg_notify('{ChannelName}', '{node.ToString(CultureInfo.InvariantCulture)}')";
    private readonly Lock _starting = new();

    // One waiting notification covers all commits that follow until it is sent.
    private readonly Channel<bool> _requests = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private Task? _notifying;

    public void Notify()
    {
        if (Volatile.Read(ref _notifying) is null)
        {
            lock (_starting)
                _notifying ??= Task.Run(NotifyAsync);
        }
        _requests.Writer.TryWrite(true);
    }

    /// <summary>Sends the notification for commits that have had none yet.</summary>
    public async ValueTask DisposeAsync()
    {
        _requests.Writer.TryComplete();
        await (_notifying ?? Task.CompletedTask);
    }

    private async Task NotifyAsync()
    {
        await foreach (var _ in _requests.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await using var notify = source.CreateCommand(_statement);
                await notify.ExecuteNonQueryAsync(CancellationToken.None);
            }
            catch (Exception error) when (PostgresErrors.AsOutage(error) is not null)
            {
                // Other nodes poll anyway, and the next query reports an unavailable database.
            }
            await Task.Delay(Interval, clock, CancellationToken.None);
        }
    }
}
