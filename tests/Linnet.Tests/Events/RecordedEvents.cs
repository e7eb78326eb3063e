using System.Collections.Concurrent;
using System.Text.Json;
using Linnet.Events;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Linnet.Tests.Events;

/// <summary>The domain events of a server, in order. They are published before the call that causes them is answered.</summary>
internal sealed class RecordedEvents
{
    private readonly ConcurrentQueue<DomainEvent> _events = new();

    public RecordedEvents(RunningLinnet linnet) => linnet.Services.GetRequiredService<EventBus>().Observe((@event, _) => _events.Enqueue(@event));

    public void Clear() => _events.Clear();

    public List<string> Descriptions => [.. _events.Select(Describe)];

    /// <summary>All that an event says, but for the ids of notifications, which nobody knows beforehand.</summary>
    public static string Describe(DomainEvent @event)
    {
        var known = @event switch
        {
            NotificationAdded added => added with { NotificationId = 0 },
            NotificationsRemoved removed => removed with { NotificationIds = [.. removed.NotificationIds.Select(_ => 0L)] },
            NotificationsRead read => read with { UpToId = 0 },
            _ => @event,
        };
        return $"{known.GetType().Name} {JsonSerializer.Serialize(known, known.GetType())}";
    }
}
