using Linnet.Storage;
using Linnet.Storage.Postgres;

namespace Linnet.Events;

/// <summary>
/// Publishes what other nodes' writes raised, as if it had been raised here; and removes what all have had time to read.
/// Where there can be no other nodes it does nothing.
/// </summary>
internal sealed partial class NodeEvents(Database database, EventBus events, TimeProvider clock, ILogger<NodeEvents> logger) : BackgroundService
{
    private static readonly TimeSpan PruningInterval = TimeSpan.FromMinutes(1);

    private OutboxFeed? _feed;

    /// <summary>Hears from here on: before the first request, so before anything is in memory.</summary>
    /// <exception cref="Common.OperatorException">The database cannot be reached.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (database.Outbox is { } outbox)
            _feed = await outbox.OpenFeedAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        _feed is { } feed && database.Outbox is { } outbox
            ? Task.WhenAll(HearAsync(feed, stoppingToken), PruneAsync(outbox.Pruner, stoppingToken))
            : Task.CompletedTask;

    private async Task HearAsync(OutboxFeed feed, CancellationToken cancellation)
    {
        await using (feed)
        {
            while (!cancellation.IsCancellationRequested)
            {
                var news = await feed.NextAsync(cancellation);
                if (news.Gap is not OutboxGap.None)
                    Publish(news.Gap is OutboxGap.Lost ? new CachesInvalid(News: true) : new EventFeedLost(), new Commit(long.MaxValue, IsRemote: true));
                foreach (var entry in news.Entries)
                    Publish(entry);
            }
        }
    }

    private void Publish(OutboxEntry entry)
    {
        foreach (var message in entry.Messages)
        {
            // What a newer node tells and this one does not know may have changed anything.
            Publish(EventText.TryRead(message, out var @event) ? @event : new CachesInvalid(), new Commit(entry.Commit, IsRemote: true));
        }
    }

    private void Publish(DomainEvent @event, Commit commit)
    {
        try
        {
            events.Publish(@event, commit);
        }
        catch (Exception error) when (@event is not CachesInvalid)
        {
            Log.HearingFailed(logger, @event.GetType().Name, error);
            Publish(new CachesInvalid(), commit);
        }
    }

    private async Task PruneAsync(OutboxPruner pruner, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(PruningInterval, clock);
        do
        {
            try
            {
                await pruner.PruneAsync(cancellation);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Log.PruningPutOff(logger, error);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Error, "A {Event} of another node could not be followed; all that was in memory is forgotten")]
        public static partial void HearingFailed(ILogger logger, string @event, Exception error);

        [LoggerMessage(3002, LogLevel.Warning, "What was left for other nodes could not be removed now; it will be later")]
        public static partial void PruningPutOff(ILogger logger, Exception error);
    }
}
