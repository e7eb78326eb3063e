using System.Runtime.CompilerServices;
using Linnet.Common;
using Linnet.Notifications;
using Linnet.Storage;
using Microsoft.Extensions.Options;

namespace Linnet.Realtime;

/// <summary>The messages of a connection, in order: the welcome, what was missed, what happens.</summary>
internal sealed partial class LiveFeed(
    Database database, NotificationStore notifications, LiveRenderer renderer, IOptions<NotificationOptions> options, ILogger<LiveFeed> logger)
{
    private const int PageLength = 100;

    // lang=sql
    private const string SelectWelcomed = """
        select username, exists (select 1 from filters f where f.user_id = users.id) as has_filters
        from users where id = @accountId and deleted_at is null
        """;

    /// <summary>All messages of one connection, read as fast as its client takes them; ends when the connection does.</summary>
    /// <param name="connection">In the hub already, so that events from now on are in its queue.</param>
    /// <param name="since">The last notification the client knows; null for none of the past.</param>
    /// <param name="cancellation">The client went away.</param>
    /// <remarks>
    /// The hub comes first and the inbox second: a notification committed in between is in both, and its copy in the queue is
    /// dropped. In the other order it would be lost. Copies are dropped for as long as the connection lives, because the
    /// dispatcher may be further behind than the inbox.
    /// </remarks>
    public async IAsyncEnumerable<LiveMessage> ReadAsync(
        LiveConnection connection, long? since, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (await WelcomeAsync(connection, cancellation) is { } welcome)
            yield return welcome;
        // Without "since" the client knows all there are, even those whose events the dispatcher has not reached.
        var after = since ?? long.MaxValue;
        var backlog = await FindBacklogAsync(connection, after, cancellation);
        var sentUpTo = backlog.KnownUpTo;
        if (!backlog.IsComplete)
            yield return renderer.Resync("Too much was missed; read the lists anew");
        while (backlog.IsComplete && await ListAsync(connection, after, cancellation) is { Examined: [.., var last] } page)
        {
            foreach (var notification in page.Items)
                yield return renderer.Notified(notification);
            after = sentUpTo = last;
        }
        await foreach (var message in connection.ReadQueueAsync(cancellation))
        {
            if (message.NotificationId <= sentUpTo)
                continue;
            if (message.NotificationId is { } id)
            {
                await foreach (var notification in ListBetweenAsync(connection, sentUpTo, id, cancellation))
                    yield return renderer.Notified(notification);
                sentUpTo = id;
            }
            yield return message;
        }
    }

    /// <summary>
    /// Notifications of other nodes that were added before one of this node and whose events arrive after it. An inbox fills
    /// in the order of its ids, so a client that resumes after any of them misses none.
    /// </summary>
    private async IAsyncEnumerable<Notification> ListBetweenAsync(
        LiveConnection connection, long after, long before, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // On a single node events arrive in that order.
        for (var isMore = database.IsShared; isMore;)
        {
            var page = await ListAsync(connection, after, cancellation);
            foreach (var notification in page?.Items.TakeWhile(notification => notification.Id < before) ?? [])
                yield return notification;
            after = page is { Examined: [.., var last] } ? last : before;
            isMore = after < before;
        }
    }

    private async Task<LiveMessage?> WelcomeAsync(LiveConnection connection, CancellationToken cancellation)
    {
        var accountId = connection.Caller.AccountId;
        var account = await OrCloseAsync(
            connection,
            database.ReadOneAsync(db => db.QuerySingleOrDefaultAsync<Welcomed>(SelectWelcomed, new { accountId }), cancellation));
        if (account is { HasFilters: false })
            connection.HadNoFilters();
        if (account is not null)
            return renderer.Established(account.Username, accountId);
        connection.Close(CloseReason.SessionEnded);
        return null;
    }

    private Task<Backlog> FindBacklogAsync(LiveConnection connection, long after, CancellationToken cancellation) =>
        OrCloseAsync(connection, notifications.FindBacklogAsync(connection.Caller.AccountId, after, options.Value.ReplayLimit, cancellation));

    private Task<NotificationPage<Notification>?> ListAsync(LiveConnection connection, long after, CancellationToken cancellation) =>
        OrCloseAsync<NotificationPage<Notification>?>(connection, ReadPageAsync(connection, after, cancellation));

    private async Task<NotificationPage<Notification>?> ReadPageAsync(LiveConnection connection, long after, CancellationToken cancellation) =>
        connection.End is null
            ? await notifications.ListAfterAsync(connection.Caller.AccountId, after, PageLength, cancellation)
            : null;

    /// <summary>Closes the connection (1013) when the database is unavailable, so that its client reconnects later.</summary>
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

    private sealed class Welcomed
    {
        public string Username { get; init; } = "";

        public bool HasFilters { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(7004, LogLevel.Warning, "A live connection could not be sent what it missed; it was closed so that its client reconnects")]
        public static partial void FeedBroke(ILogger logger, Exception error);
    }
}
