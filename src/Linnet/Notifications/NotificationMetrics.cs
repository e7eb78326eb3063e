using System.Diagnostics.Metrics;
using Linnet.Common.Metrics;
using Linnet.Events;

namespace Linnet.Notifications;

/// <summary>Counts new notifications. Each node counts those of its own writes, so the sum over all nodes is right.</summary>
internal sealed class NotificationMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _added =
        meters.CreateLinnet().CreateCounter<long>("linnet.notifications", "{notification}", "Notifications that were put into an inbox");

    public static EventSubscription<NotificationMetrics> Subscribe(EventSubscription<NotificationMetrics> on) =>
        on.On<NotificationAdded>((metrics, _, commit) => metrics.Count(commit));

    private void Count(Commit commit)
    {
        if (!commit.IsRemote)
            _added.Add(1);
    }
}
