namespace Linnet.Events;

/// <summary>The face of the area: what happened, told to whom it concerns.</summary>
internal static class EventsFeature
{
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.AddSingleton<EventBus>();
        services.AddHostedService<NodeEvents>();
        return services;
    }
}
