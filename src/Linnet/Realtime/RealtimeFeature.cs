using Linnet.Common.Settings;
using Linnet.Events;

namespace Linnet.Realtime;

/// <summary>The face of the area: live connections over WebSocket and server-sent events.</summary>
internal static class RealtimeFeature
{
    /// <summary>Commands know these settings too, so that one set of arguments fits the server and the commands.</summary>
    public static IServiceCollection AddRealtimeSettings(this IServiceCollection services) =>
        services.AddSettings<RealtimeOptions>("Realtime");

    public static IServiceCollection AddRealtime(this IServiceCollection services)
    {
        services.AddSingleton<LiveAdmission>();
        services.AddSingleton<LiveHub>();
        services.AddSingleton<LiveRenderer>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<MessageDelivery>();
        services.AddSingleton<ClientMessages>();
        services.AddSingleton<LiveLimits>();
        services.AddHostedService<LiveMetrics>();
        services.AddSingleton<LiveDispatcher>();
        services.AddHostedService(provider => provider.GetRequiredService<LiveDispatcher>());
        services.AddSubscriber<LiveDispatcher>(LiveDispatcher.Subscribe);
        services.AddHostedService<ConnectionReaper>();
        return services;
    }

    public static void MapRealtime(this IEndpointRouteBuilder routes) => LiveEndpoints.Map(routes);
}
