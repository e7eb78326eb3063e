using Linnet.Common;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Realtime;

/// <summary>
/// Once a second, ends the connections that may not go on: their token ran out, their session ended, or a message to them
/// is stuck. And all of them when the server stops.
/// </summary>
/// <remarks>
/// Sessions are looked up rather than listened for: one may be ended by another process (<c>linnet user deactivate</c>),
/// and one query a second over the connected sessions costs less than another way of hearing of it.
/// </remarks>
internal sealed partial class ConnectionReaper(
    Database database, LiveHub hub, IOptions<RealtimeOptions> options, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ConnectionReaper> logger)
    : BackgroundService
{
    private const int SessionsPerQuery = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // lang=sql
    private const string SelectLiving = """
        select s.id from sessions s join users u on u.id = s.user_id where s.id in @ids and s.expires_at > @now and u.is_active
        """;

    // lang=sql
    private const string SelectInactive = "select id from users where id in @ids and not is_active and deleted_at is null";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before the server waits for its requests to finish: a connection is a request that never does by itself.
        using var stopping = lifetime.ApplicationStopping.Register(() => hub.CloseAll(CloseReason.ShuttingDown));
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var connections = hub.Connections.ToList();
                EndExpiredAndStuck(connections, Timestamp.Now(clock));
                await EndRevokedAsync(connections, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Whether sessions have ended cannot be known now; connections stay until it can. Nothing may end this loop:
                // with it would go what bounds the life of a connection.
                Log.SessionsUnknown(logger, error);
            }
        }
    }

    private void EndExpiredAndStuck(List<LiveConnection> connections, Timestamp now)
    {
        var longest = TimeSpan.FromSeconds(options.Value.SendTimeoutSeconds);
        foreach (var connection in connections)
        {
            if (connection.Grant.ExpiresAt <= now)
                connection.Close(CloseReason.Expired);
            else if (connection.SendingSince is { } since && clock.GetElapsedTime(since) > longest)
                connection.Close(CloseReason.TooSlow);
        }
    }

    private async Task EndRevokedAsync(List<LiveConnection> connections, CancellationToken cancellation)
    {
        foreach (var some in connections.Chunk(SessionsPerQuery))
        {
            var ids = some.Select(connection => connection.Caller.SessionId).Distinct().ToArray();
            var living = await database.ReadOneAsync(db => db.QueryAsync<long>(SelectLiving, new { ids, now = Timestamp.Now(clock) }), cancellation);
            var ended = some.Where(connection => !living.Contains(connection.Caller.SessionId)).ToList();
            if (ended.Count > 0)
                await EndAsync(ended, cancellation);
        }
    }

    private async Task EndAsync(List<LiveConnection> ended, CancellationToken cancellation)
    {
        var ids = ended.Select(connection => connection.Caller.AccountId).Distinct().ToArray();
        var inactive = await database.ReadOneAsync(db => db.QueryAsync<long>(SelectInactive, new { ids }), cancellation);
        foreach (var connection in ended)
            connection.Close(inactive.Contains(connection.Caller.AccountId) ? CloseReason.Deactivated : CloseReason.SessionEnded);
    }

    private static partial class Log
    {
        [LoggerMessage(7002, LogLevel.Warning, "Whether the connected sessions still live could not be looked up")]
        public static partial void SessionsUnknown(ILogger logger, Exception error);
    }
}
