using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Notifications.Live;

/// <summary>Brings a connection in: the welcome, then what was missed, then what happens.</summary>
internal sealed class LiveJoin(
    Database database, LiveHub hub, NotificationStore notifications, LiveRenderer renderer, IOptions<NotificationOptions> options)
{
    // lang=sql
    private const string SelectUsername = "select username from users where id = @accountId";

    /// <summary>Takes the connection into the hub, which holds back for it what happens from now on, and welcomes it.</summary>
    /// <returns>To be disposed of when the connection ends.</returns>
    public async Task<IDisposable> JoinAsync(LiveConnection connection, CancellationToken cancellation)
    {
        var membership = await hub.JoinAsync(connection, cancellation);
        try
        {
            var accountId = connection.Caller.AccountId;
            var username = await database.ReadAsync(
                db => db.QuerySingleOrDefaultAsync<string>(SelectUsername, new { accountId }), cancellation);
            if (username is null)
                connection.Close(LiveEnd.SessionEnded);
            else
                await connection.SendAheadAsync(renderer.Established(username, accountId), cancellation);
            return membership;
        }
        catch
        {
            membership.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Replays what came after an id, then lets the connection go live. Waits while the queue is full, so that a replay is
    /// as fast as its reader; it runs beside the sending.
    /// </summary>
    /// <param name="since">The last notification the client knows; null to hear only of what is yet to come.</param>
    /// <remarks>
    /// The hub came first, the look into the inbox second: what commits in between is held back and follows, and what the
    /// inbox tells as well is dropped from that. The other way round, it would be lost.
    /// </remarks>
    public async Task ReplayAsync(LiveConnection connection, long? since, CancellationToken cancellation)
    {
        var replayedUpTo = since is { } after ? await SendMissedAsync(connection, after, cancellation) : 0;
        connection.GoLive(replayedUpTo);
    }

    /// <returns>The last notification that was sent; 0 when none was.</returns>
    private async Task<long> SendMissedAsync(LiveConnection connection, long after, CancellationToken cancellation)
    {
        var missed = await notifications.ListMissedAsync(connection.Caller.AccountId, after, options.Value.ReplayLimit, cancellation);
        if (missed is null)
            await connection.SendAheadAsync(renderer.Resync("Too much was missed; read the lists anew"), cancellation);
        var sentUpTo = 0L;
        foreach (var notification in missed ?? [])
        {
            if (!await connection.SendAheadAsync(renderer.Notified(notification), cancellation))
                break;
            sentUpTo = notification.Id;
        }
        return sentUpTo;
    }
}
