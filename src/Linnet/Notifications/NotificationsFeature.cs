using Linnet.Accounts.Erasure;
using Linnet.Common.Settings;
using Linnet.Events;
using Linnet.Http;
using Linnet.Notifications.Live;

namespace Linnet.Notifications;

/// <summary>The face of the area: the durable inbox, and live connections that tell of it.</summary>
internal static class NotificationsFeature
{
    /// <summary>What takes part in writes, whoever makes them: the server or a command.</summary>
    public static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.AddSettings<NotificationOptions>("Notifications");
        // The server's alone, but every command knows its name: one set of arguments fits them all.
        services.AddSettings<RealtimeOptions>("Realtime");
        services.AddSingleton<IEventWriter, NotificationWriter>();
        services.AddSingleton<IAccountDeletionStep, NotificationDeletionStep>();
        services.AddSingleton<IAccountDeletionStep, TweetNotificationDeletionStep>();
        return services;
    }

    /// <summary>What serves people.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<NotificationStore>();
        services.AddSingleton<NotificationGroupStore>();
        services.AddSingleton<LiveAdmission>();
        services.AddSingleton<LiveHub>();
        services.AddSingleton<LiveRenderer>();
        services.AddSingleton<LiveFeed>();
        services.AddSingleton<ClientMessages>();
        services.AddSingleton<LiveLimits>();
        services.AddHostedService<NotificationMetrics>();
        services.AddHostedService<LiveDispatcher>();
        services.AddHostedService<ConnectionReaper>();
        services.AddHostedService<InboxPruner>();
        return services;
    }

    public static void MapNotifications(this IEndpointRouteBuilder routes)
    {
        NotificationEndpoints.Map(routes.MapGroup("/notifications").WithTags("notifications").RequireToken());
        LiveEndpoints.Map(routes);
    }
}
