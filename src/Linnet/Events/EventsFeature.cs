namespace Linnet.Events;

/// <summary>The face of the area: the event bus, and the events of other nodes.</summary>
internal static class EventsFeature
{
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<EventBus>();
        services.AddHostedService<NodeEvents>();
        return services;
    }
}
