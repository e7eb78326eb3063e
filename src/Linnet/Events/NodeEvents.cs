using Linnet.Storage;

namespace Linnet.Events;

/// <summary>
/// Publishes events of other nodes as if they had been raised here, and removes entries of the outbox that all nodes have had
/// time to read. Does nothing for a database that only one node can use.
/// </summary>
internal sealed partial class NodeEvents(Database database, EventBus events, TimeProvider clock, ILogger<NodeEvents> logger) : BackgroundService
{
    private static readonly TimeSpan PruningInterval = TimeSpan.FromMinutes(1);

    private EventFeed? _feed;

    /// <summary>Opens the feed before the first request, and so before anything is in memory.</summary>
    /// <exception cref="Common.OperatorException">The database cannot be reached.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        events.Connect();
        _feed = await database.OpenEventFeedAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        _feed is { } feed ? Task.WhenAll(FollowAsync(feed, stoppingToken), PruneAsync(feed, stoppingToken)) : Task.CompletedTask;

    private async Task FollowAsync(EventFeed feed, CancellationToken cancellation)
    {
        await using (feed)
        {
            while (!cancellation.IsCancellationRequested)
            {
                var news = await feed.NextAsync(cancellation);
                if (news.Gap is not FeedGap.None)
                    Publish(news.Gap is FeedGap.Lost ? new CachesInvalid(News: true) : new EventFeedLost(), new Commit(long.MaxValue, IsRemote: true));
                foreach (var entry in news.Entries)
                    Publish(entry);
            }
        }
    }

    private void Publish(FeedEntry entry)
    {
        foreach (var message in entry.Messages)
            Publish(EventText.Read(message), new Commit(entry.Commit, IsRemote: true));
    }

    private void Publish(DomainEvent @event, Commit commit)
    {
        try
        {
            events.Publish(@event, commit);
        }
        catch (Exception error) when (@event is not CachesInvalid)
        {
            Log.HandlingFailed(logger, @event.GetType().Name, error);
            // The event may be a tweet or a notification that connected clients have not been sent.
            Publish(new CachesInvalid(News: true), commit);
        }
    }

    private async Task PruneAsync(EventFeed feed, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(PruningInterval, clock);
        do
        {
            try
            {
                await feed.PruneAsync(cancellation);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.PruningPostponed(logger, error);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Error, "The event {Event} of another node could not be handled; all caches were cleared, and connected clients were sent a resync")]
        public static partial void HandlingFailed(ILogger logger, string @event, Exception error);

        [LoggerMessage(3002, LogLevel.Warning, "Old outbox entries could not be removed; the next run will try again")]
        public static partial void PruningPostponed(ILogger logger, Exception error);
    }
}
