using System.Threading.Channels;
using Linnet.Events;
using Linnet.Notifications;
using Linnet.Relations;
using Linnet.Storage;
using Linnet.Tweets;

namespace Linnet.Realtime;

/// <summary>
/// Takes committed events off the writer's thread and sends messages to the connections that they concern, one event after
/// another, so that every connection gets its messages in the order of the commits.
/// </summary>
internal sealed partial class LiveDispatcher(
    Database database,
    TweetCache tweets,
    NotificationStore notifications,
    ViewerCache viewers,
    MessageDelivery messages,
    LiveHub hub,
    LiveRenderer renderer,
    ILogger<LiveDispatcher> logger)
    : BackgroundService
{
    private const int QueueLength = 65_536;

    private readonly Channel<DomainEvent> _queue = Channel.CreateBounded<DomainEvent>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });

    private int _overflowed;

    public static EventSubscription<LiveDispatcher> Subscribe(EventSubscription<LiveDispatcher> on) => on
        .On<TweetPosted>((live, posted) => live.Enqueue(posted))
        .On<TweetEdited>((live, edited) => live.Enqueue(edited))
        .On<TweetDeleted>((live, deleted) => live.Enqueue(deleted))
        .On<FiltersChanged>((live, change) => live.Enqueue(change))
        .On<NotificationAdded>((live, added) => live.Enqueue(added))
        .On<NotificationsRemoved>((live, removed) => live.Enqueue(removed))
        .On<NotificationsRead>((live, read) => live.Enqueue(read))
        .On<MessageSent>((live, sent) => live.Enqueue(sent))
        .On<MessageDeleted>((live, deleted) => live.Enqueue(deleted))
        .On<ConversationRead>((live, read) => live.Enqueue(read))
        .On<MembersChanged>((live, change) => live.Enqueue(change))
        .On<MessageBroadcast>((live, broadcast) => live.Enqueue(broadcast))
        .On<CachesInvalid>((live, invalid) =>
        {
            if (invalid.News)
                live.Enqueue(invalid);
        });

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var @event in _queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                if (Interlocked.Exchange(ref _overflowed, 0) == 1)
                    SendResyncToAll();
                await SendAsync(@event, stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // The inbox is right, but connected clients do not know: they read it again.
                Log.SendingFailed(logger, @event.GetType().Name, error);
                SendResyncToAll();
            }
        }
    }

    private void Enqueue(DomainEvent @event)
    {
        if (!_queue.Writer.TryWrite(@event))
            Interlocked.Exchange(ref _overflowed, 1);
    }

    private Task SendAsync(DomainEvent @event, CancellationToken cancellation) => @event switch
    {
        TweetPosted posted => SendTweetAsync(posted),
        NotificationAdded added => SendNotificationAsync(added, cancellation),
        TweetEdited edit => SendEditAsync(edit, cancellation),
        TweetDeleted deletion => SendDeletionAsync(deletion, cancellation),
        FiltersChanged change => NoteFiltersAsync(change),
        NotificationsRemoved removed => SendToOwnerAsync(removed.RecipientId, unread => renderer.Removed(removed, unread), cancellation),
        NotificationsRead read => SendToOwnerAsync(read.RecipientId, unread => renderer.Read(read, unread), cancellation),
        MessageSent sent => messages.SendAsync(sent, cancellation),
        MessageDeleted deleted => messages.SendAsync(deleted, cancellation),
        ConversationRead read => messages.SendAsync(read),
        MembersChanged change => messages.SendAsync(change, cancellation),
        MessageBroadcast broadcast => hub.SendToFollowersAsync(broadcast.AccountId, default, tags: null, renderer.Broadcast(broadcast.Username, broadcast.Message)),
        _ => SendResyncToAllAsync(),
    };

    private Task SendResyncToAllAsync()
    {
        SendResyncToAll();
        return Task.CompletedTask;
    }

    private async Task SendTweetAsync(TweetPosted posted)
    {
        // All of them may see it: they follow the author, or it is public; those who hide or are hidden from an author it is about are left out.
        if (hub.HasAudienceOnline(posted.AuthorId, posted.Tags) && await tweets.FindForAudienceAsync(posted.TweetId) is var (tweet, nested))
        {
            await hub.SendToFollowersAsync(
                posted.AuthorId,
                posted.About,
                posted.Tags,
                renderer.Tweeted(tweet),
                nested: nested,
                renderFor: follower => RenderForAsync(follower, posted.TweetId, renderer.Tweeted));
        }
    }

    private async Task SendNotificationAsync(NotificationAdded added, CancellationToken cancellation)
    {
        if (hub.IsOnline(added.RecipientId)
            && await notifications.FindAsync(added.RecipientId, added.NotificationId, cancellation) is { } notification)
            hub.Send(added.RecipientId, renderer.Notified(notification));
    }

    private async Task SendToOwnerAsync(long accountId, Func<long, LiveMessage> render, CancellationToken cancellation)
    {
        if (hub.IsOnline(accountId))
            hub.Send(accountId, render(await notifications.CountUnreadAsync(accountId, cancellation)));
    }

    private async Task SendEditAsync(TweetEdited edit, CancellationToken cancellation)
    {
        if (!hub.IsAnybodyOnline || await tweets.FindForAudienceAsync(edit.TweetId) is not var (tweet, _))
            return;
        var thread = await database.ReadOneAsync(db => ThreadAuthors.OfAsync(db, edit.TweetId), cancellation);
        var others = await KeepThoseWhoSeeAsync(thread, edit.AuthorId, tweet.Visibility, edit.About);
        await hub.SendToFollowersAsync(edit.AuthorId, edit.About, edit.Tags, renderer.Updated(tweet), others, renderFor: account => RenderForAsync(account, edit.TweetId, renderer.Updated));
    }

    /// <returns>The message for one account; null when it does not see the tweet in its home timeline, for a filter that hides it for example.</returns>
    private async ValueTask<LiveMessage?> RenderForAsync(long accountId, long tweetId, Func<Tweet, LiveMessage> render)
    {
        var viewer = await viewers.GetOutsideShareAsync(accountId);
        return await tweets.ReadOutsideShareAsync([tweetId], TweetSurface.Home, viewer, CancellationToken.None) is [var view] ? render(view.ToTweet()) : null;
    }

    private Task NoteFiltersAsync(FiltersChanged change)
    {
        hub.FiltersChanged(change.AccountId);
        return Task.CompletedTask;
    }

    private async Task SendDeletionAsync(TweetDeleted deletion, CancellationToken cancellation)
    {
        if (!hub.IsAnybodyOnline)
            return;
        var thread = await database.ReadOneAsync(db => ThreadAuthors.OfGoneAsync(db, deletion), cancellation);
        var visibility = deletion.IsForFollowers ? Visibility.Followers : Visibility.Public;
        var others = await KeepThoseWhoSeeAsync(thread, deletion.AuthorId, visibility, deletion.About);
        await hub.SendToFollowersAsync(deletion.AuthorId, deletion.About, deletion.Tags, renderer.Deleted(deletion), others);
    }

    /// <summary>Those of some accounts that are connected and would see a tweet in a feed; its author always does.</summary>
    private async Task<List<long>> KeepThoseWhoSeeAsync(IEnumerable<long> accountIds, long authorId, Visibility visibility, About about)
    {
        var kept = new List<long>();
        foreach (var accountId in accountIds.Where(hub.IsOnline))
        {
            var viewer = await viewers.GetOutsideShareAsync(accountId);
            if (accountId == authorId || (viewer.MaySee(authorId, visibility) && !viewer.Hides(authorId) && !viewer.HidesOneOf(about)))
                kept.Add(accountId);
        }
        return kept;
    }

    private void SendResyncToAll()
    {
        var message = renderer.Resync("The server fell behind; read the lists anew");
        foreach (var connection in hub.Connections)
            connection.Enqueue(message);
    }

    private static partial class Log
    {
        [LoggerMessage(7001, LogLevel.Error, "A {Event} could not be sent to connected clients; they were sent a resync")]
        public static partial void SendingFailed(ILogger logger, string @event, Exception error);
    }
}
