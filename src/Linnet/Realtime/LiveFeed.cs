using System.Runtime.CompilerServices;
using Linnet.Common;
using Linnet.Notifications;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Realtime;

/// <summary>What a connection is told, in order: the welcome, what was missed, what happens.</summary>
internal sealed partial class LiveFeed(
    Database database, NotificationStore notifications, LiveRenderer renderer, IOptions<NotificationOptions> options, ILogger<LiveFeed> logger)
{
    private const int PageLength = 100;

    // lang=sql
    private const string SelectUsername = "select username from users where id = @accountId and deleted_at is null";

    /// <summary>Everything for one connection, read as fast as its client takes it; ends when the connection does.</summary>
    /// <param name="connection">In the hub already, so that what happens from now on is in its queue.</param>
    /// <param name="since">The last notification the client knows; null to hear only of what is yet to come.</param>
    /// <param name="cancellation">The client went away.</param>
    /// <remarks>
    /// The hub came first, the look into the inbox comes second: what is committed in between is in both, and the queue's
    /// is dropped. The other way round it would be lost. What was told is dropped for as long as the connection lives, not
    /// only from what the queue holds now: the dispatcher may be further behind than the inbox.
    /// </remarks>
    public async IAsyncEnumerable<LiveMessage> ReadAsync(
        LiveConnection connection, long? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await WelcomeAsync(connection, cancellation) is { } welcome)
            yield return welcome;
        // Who names no notification knows all there are: even one whose event the dispatcher has yet to come to is old.
        var after = since ?? long.MaxValue;
        var backlog = await LookAsync(connection, after, cancellation);
        var toldUpTo = backlog.KnownUpTo;
        if (!backlog.IsComplete)
            yield return renderer.Resync("Too much was missed; read the lists anew");
        while (backlog.IsComplete && await ListAsync(connection, after, cancellation) is { Count: > 0 } page)
        {
            foreach (var notification in page)
                yield return renderer.Notified(notification);
            after = toldUpTo = page[^1].Id;
        }
        await foreach (var message in connection.ReadQueueAsync(cancellation))
        {
            if (message.NotificationId <= toldUpTo)
                continue;
            if (message.NotificationId is { } id)
            {
                await foreach (var notification in ListUnheardAsync(connection, toldUpTo, id, cancellation))
                    yield return renderer.Notified(notification);
                toldUpTo = id;
            }
            yield return message;
        }
    }

    /// <summary>
    /// What another node put into the inbox before a notification and is heard of after it. An inbox fills in the order of its
    /// ids, so who has been told one of them and all that is there before it comes back for what is after, and misses none.
    /// </summary>
    private async IAsyncEnumerable<Notification> ListUnheardAsync(
        LiveConnection connection, long after, long before, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // On a single node they are heard in that order.
        for (var isMore = database.IsShared; isMore;)
        {
            var page = await ListAsync(connection, after, cancellation) ?? [];
            foreach (var notification in page.TakeWhile(notification => notification.Id < before))
                yield return notification;
            after = page is [.., var last] ? last.Id : before;
            isMore = after < before;
        }
    }

    private async Task<LiveMessage?> WelcomeAsync(LiveConnection connection, CancellationToken cancellation)
    {
        var accountId = connection.Caller.AccountId;
        var username = await OrCloseAsync(
            connection,
            database.ReadOneAsync(db => db.QuerySingleOrDefaultAsync<string>(SelectUsername, new { accountId }), cancellation));
        if (username is not null)
            return renderer.Established(username, accountId);
        connection.Close(CloseReason.SessionEnded);
        return null;
    }

    private Task<Backlog> LookAsync(LiveConnection connection, long after, CancellationToken cancellation) =>
        OrCloseAsync(connection, notifications.FindBacklogAsync(connection.Caller.AccountId, after, options.Value.ReplayLimit, cancellation));

    private Task<List<Notification>?> ListAsync(LiveConnection connection, long after, CancellationToken cancellation) =>
        OrCloseAsync<List<Notification>?>(connection, ReadPageAsync(connection, after, cancellation));

    private async Task<List<Notification>?> ReadPageAsync(LiveConnection connection, long after, CancellationToken cancellation) =>
        connection.End is null
            ? await notifications.ListAfterAsync(connection.Caller.AccountId, after, PageLength, cancellation)
            : null;

    /// <summary>A database that is out of reach ends the connection (1013): its client comes back and asks again.</summary>
    private async Task<T?> OrCloseAsync<T>(LiveConnection connection, Task<T> read)
    {
        try
        {
            return await read;
        }
        catch (OutageException error)
        {
            Log.FeedBroke(logger, error);
            connection.Close(CloseReason.TryLater);
            return default;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(7004, LogLevel.Warning, "A live connection could not be told what it missed; it was closed to come back later")]
        public static partial void FeedBroke(ILogger logger, Exception error);
    }
}
