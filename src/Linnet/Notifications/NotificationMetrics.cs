using System.Diagnostics.Metrics;
using Linnet.Common.Metrics;
using Linnet.Events;

namespace Linnet.Notifications;

/// <summary>Counts new notifications. A hosted service, because no other class asks for it.</summary>
internal sealed class NotificationMetrics : IHostedService
{
    public NotificationMetrics(IMeterFactory meters, EventBus events)
    {
        var meter = meters.CreateLinnet();
        var added = meter.CreateCounter<long>("linnet.notifications", "{notification}", "Notifications that were put into an inbox");
        events.Subscribe((DomainEvent @event, Commit commit) =>
        {
            // Each node counts its own: added up they are all.
            if (@event is NotificationAdded && !commit.IsRemote)
                added.Add(1);
        });
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
