using Linnet.Common.Settings;
using Linnet.Events;

namespace Linnet.Users;

/// <summary>The face of the area: profiles and names.</summary>
internal static class UsersFeature
{
    public static IServiceCollection AddUsers(this IServiceCollection services)
    {
        services.AddSettings<UserCacheOptions>("Caches");
        services.AddSingleton<UserLists>();
        services.AddSingleton<UserCache>();
        services.AddSubscriber<UserLists>(UserLists.Subscribe);
        services.AddSubscriber<UserCache>(UserCache.Subscribe);
        return services;
    }
}
