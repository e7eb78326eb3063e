using Linnet.Accounts.Deletion;
using Linnet.Common.Settings;
using Linnet.Events;
using Linnet.Http;
using Linnet.Jobs;

namespace Linnet.Notifications;

/// <summary>The face of the area: the durable inbox.</summary>
internal static class NotificationsFeature
{
    /// <summary>Services that take part in writes, those of the server and those of commands.</summary>
    public static IServiceCollection AddInbox(this IServiceCollection services)
    {
        services.AddSettings<NotificationOptions>("Notifications");
        services.AddSingleton<NotificationWriter>();
        services.AddSingleton<IEventWriter>(provider => provider.GetRequiredService<NotificationWriter>());
        services.AddSingleton<IAccountDeletionStep, NotificationDeletionStep>();
        services.AddSingleton<IAccountDeletionStep, TweetNotificationDeletionStep>();
        return services;
    }

    /// <summary>Services that only the server needs.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services.AddSingleton<NotificationStore>();
        services.AddSingleton<NotificationGroupStore>();
        services.AddSingleton<IJobHandler, EditNotices>();
        services.AddSingleton<IJobHandler, PollNotices>();
        services.AddSingleton<NotificationMetrics>();
        services.AddSubscriber<NotificationMetrics>(NotificationMetrics.Subscribe);
        services.AddHostedService<InboxPruner>();
        return services;
    }

    public static void MapNotifications(this IEndpointRouteBuilder routes) =>
        NotificationEndpoints.Map(routes.MapGroup("/notifications").WithTags("notifications").RequireToken());
}
