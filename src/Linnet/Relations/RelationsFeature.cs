using Linnet.Common.Settings;
using Linnet.Events;
using Linnet.Http;
using Linnet.Http.RateLimits;
using Linnet.Jobs;
using Linnet.Relations.Filters;
using Linnet.Relations.Lists;
using Linnet.Relations.Transfer;
using Linnet.Storage.Counters;

namespace Linnet.Relations;

/// <summary>The face of the area: who follows, hides and may see whom.</summary>
internal static class RelationsFeature
{
    public static IServiceCollection AddRelations(this IServiceCollection services)
    {
        services.AddSettings<ViewerCacheOptions>("Caches");
        services.AddSingleton<RelationLists>();
        services.AddSingleton<UserListReader>();
        services.AddSingleton<RelationshipReader>();
        services.AddSingleton<ViewerCache>();
        services.AddSingleton<ActiveFollowerIndex>();
        services.AddSingleton<FollowService>();
        services.AddSingleton<BlockService>();
        services.AddSingleton<UserCompletion>();
        services.AddSingleton<MuteService>();
        services.AddSingleton<FollowRequestService>();
        services.AddSingleton<FilterService>();
        services.AddSingleton<ListService>();
        services.AddSingleton<ListMemberService>();
        services.AddSingleton<RelationExport>();
        services.AddSingleton<RelationImport>();
        services.AddSingleton<IJobHandler>(provider => provider.GetRequiredService<MuteService>());
        services.AddSingleton<IJobHandler>(provider => provider.GetRequiredService<FollowRequestService>());
        services.AddSingleton<IJobHandler>(provider => provider.GetRequiredService<FilterService>());
        services.AddSubscriber<RelationLists>(RelationLists.Subscribe);
        services.AddSubscriber<ViewerCache>(ViewerCache.Subscribe);
        services.AddSubscriber<ActiveFollowerIndex>(ActiveFollowerIndex.Subscribe);
        services.AddSingleton(new Counter("users", "followers_count", "follows", "select count(*) from follows f where f.followed_id = t.id"));
        services.AddSingleton(new Counter("users", "following_count", "follows", "select count(*) from follows f where f.follower_id = t.id"));
        return services;
    }

    public static void MapRelations(this IEndpointRouteBuilder routes)
    {
        var users = routes.MapGroup("/users").WithTags("users").RequireToken();
        UserEndpoints.Map(users);
        UserEndpoints.MapCompletion(routes.MapGroup("/completions").WithTags("users").RequireToken());
        RelationEndpoints.MapActs(users);
        RelationEndpoints.MapLists(routes.MapGroup("").WithTags("users").RequireToken());
        FilterEndpoints.Map(routes.MapGroup("/filters").WithTags("filters").RequireToken());
        ListEndpoints.Map(routes.MapGroup("").WithTags("lists").RequireToken());
        TransferEndpoints.MapExports(routes.MapGroup("/exports").WithTags("transfer").RequireToken());
        TransferEndpoints.MapImports(routes.MapGroup("/imports").WithTags("transfer").RequireToken().LimitRate(LimitedAction.Import));
    }
}
