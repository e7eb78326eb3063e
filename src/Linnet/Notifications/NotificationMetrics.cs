using System.Diagnostics.Metrics;
using Linnet.Common.Metrics;
using Linnet.Events;
using Linnet.Notifications.Live;

namespace Linnet.Notifications;

/// <summary>Tells how many people are connected and how much they are told. Nothing asks for it, so it is started.</summary>
internal sealed class NotificationMetrics : IHostedService
{
    public NotificationMetrics(IMeterFactory meters, EventBus events, LiveHub hub)
    {
        var meter = meters.CreateLinnet();
        var added = meter.CreateCounter<long>("linnet.notifications", "{notification}", "Notifications that were put into an inbox");
        meter.CreateObservableUpDownCounter(
            "linnet.live.connections", () => hub.Connections.Count(), "{connection}", "Live connections: sockets and event streams");
        meter.CreateObservableCounter(
            "linnet.live.messages", hub.Sent.Read, "{message}", "Messages that were sent over live connections");
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
