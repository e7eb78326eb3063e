using Linnet.Common.Settings;
using Linnet.Events;
using Linnet.Http;

namespace Linnet.Users;

/// <summary>The face of the area: profiles and who follows whom.</summary>
internal static class UsersFeature
{
    public static IServiceCollection AddUsers(this IServiceCollection services)
    {
        services.AddSettings<UserCacheOptions>("Caches");
        services.AddSingleton<UserLists>();
        services.AddSingleton<UserCache>();
        services.AddSingleton<FollowService>();
        services.AddSingleton<ActiveFollowerIndex>();
        services.AddSubscriber<UserLists>(UserLists.Subscribe);
        services.AddSubscriber<UserCache>(UserCache.Subscribe);
        services.AddSubscriber<ActiveFollowerIndex>(ActiveFollowerIndex.Subscribe);
        services.AddSingleton(UserCounters.Followers);
        services.AddSingleton(UserCounters.Following);
        return services;
    }

    public static void MapUsers(this IEndpointRouteBuilder routes) =>
        UserEndpoints.Map(routes.MapGroup("/users").WithTags("users").RequireToken());
}
