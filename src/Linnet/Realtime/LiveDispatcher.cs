using System.Threading.Channels;
using Linnet.Events;
using Linnet.Notifications;
using Linnet.Storage;
using Linnet.Tweets;

namespace Linnet.Realtime;

/// <summary>
/// Takes committed events off the writer's hands and tells whoever is connected and concerned, one event after the other:
/// so each connection hears of things in the order in which they happened.
/// </summary>
internal sealed partial class LiveDispatcher : BackgroundService
{
    private const int QueueLength = 65_536;

    private readonly Channel<DomainEvent> _queue = Channel.CreateBounded<DomainEvent>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });

    private readonly Database _database;
    private readonly NotificationStore _notifications;
    private readonly LiveHub _hub;
    private readonly LiveRenderer _renderer;
    private readonly ILogger<LiveDispatcher> _logger;
    private int _overflowed;

    public LiveDispatcher(
        Database database,
        EventBus events,
        NotificationStore notifications,
        LiveHub hub,
        LiveRenderer renderer,
        ILogger<LiveDispatcher> logger)
    {
        (_database, _notifications, _hub, _renderer, _logger) = (database, notifications, hub, renderer, logger);
        events.Subscribe(Take);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var @event in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                if (Interlocked.Exchange(ref _overflowed, 0) == 1)
                    TellAllToResync();
                await TellAsync(@event, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // The inbox has it, but those connected do not know: they are told to look.
                Log.TellingFailed(_logger, @event.GetType().Name, error);
                TellAllToResync();
            }
        }
    }

    private void Take(DomainEvent @event)
    {
        if (@event is not (TweetPosted or TweetEdited or TweetDeleted or NotificationAdded or NotificationsRemoved or NotificationsRead
            or MessageBroadcast or CachesInvalid { News: true }))
            return;
        if (!_queue.Writer.TryWrite(@event))
            Interlocked.Exchange(ref _overflowed, 1);
    }

    private Task TellAsync(DomainEvent @event, CancellationToken cancellation) => @event switch
    {
        TweetPosted posted => TellFollowersAsync(posted, cancellation),
        NotificationAdded added => TellRecipientAsync(added, cancellation),
        TweetEdited edit => TellOfEditAsync(edit, cancellation),
        TweetDeleted deletion => TellOfDeletionAsync(deletion, cancellation),
        NotificationsRemoved removed => TellOwnerAsync(removed.RecipientId, unread => _renderer.Removed(removed, unread), cancellation),
        NotificationsRead read => TellOwnerAsync(read.RecipientId, unread => _renderer.Read(read, unread), cancellation),
        MessageBroadcast said => _hub.SendToFollowersAsync(said.AccountId, _renderer.Broadcast(said.Username, said.Message)),
        _ => TellAllToResyncAsync(),
    };

    private Task TellAllToResyncAsync()
    {
        TellAllToResync();
        return Task.CompletedTask;
    }

    private async Task TellFollowersAsync(TweetPosted posted, CancellationToken cancellation)
    {
        if (!_hub.HasFollowersOnline(posted.AuthorId))
            return;
        // Rendered once for all: nobody likes a tweet that is this new, so it looks the same to everyone.
        var tweet = await _database.ReadOneAsync(db => TweetQueries.FindAsync(db, posted.TweetId, viewer: 0), cancellation);
        if (tweet is not null)
            await _hub.SendToFollowersAsync(posted.AuthorId, _renderer.Tweeted(tweet));
    }

    private async Task TellRecipientAsync(NotificationAdded added, CancellationToken cancellation)
    {
        if (!_hub.IsOnline(added.RecipientId))
            return;
        if (await _notifications.FindAsync(added.RecipientId, added.NotificationId, cancellation) is { } notification)
            _hub.Send(added.RecipientId, _renderer.Notified(notification));
    }

    private async Task TellOwnerAsync(long accountId, Func<long, LiveMessage> render, CancellationToken cancellation)
    {
        if (_hub.IsOnline(accountId))
            _hub.Send(accountId, render(await _notifications.CountUnreadAsync(accountId, cancellation)));
    }

    private async Task TellOfEditAsync(TweetEdited edit, CancellationToken cancellation)
    {
        if (!_hub.IsAnybodyOnline)
            return;
        var (tweet, thread) = await _database.ReadAsync(
            async db => (await TweetQueries.FindAsync(db, edit.TweetId, viewer: 0), await ThreadAuthors.OfAsync(db, edit.TweetId)), cancellation);
        if (tweet is not null)
            await _hub.SendToFollowersAsync(edit.AuthorId, _renderer.Updated(tweet), thread);
    }

    private async Task TellOfDeletionAsync(TweetDeleted deletion, CancellationToken cancellation)
    {
        if (!_hub.IsAnybodyOnline)
            return;
        var thread = await _database.ReadAsync(db => ThreadAuthors.OfGoneAsync(db, deletion), cancellation);
        await _hub.SendToFollowersAsync(deletion.AuthorId, _renderer.Deleted(deletion), thread);
    }

    private void TellAllToResync()
    {
        var message = _renderer.Resync("The server fell behind; read the lists anew");
        foreach (var connection in _hub.Connections)
            connection.Enqueue(message);
    }

    private static partial class Log
    {
        [LoggerMessage(7001, LogLevel.Error, "Connected clients could not be told of a {Event}; they were told to resync")]
        public static partial void TellingFailed(ILogger logger, string @event, Exception error);
    }
}
