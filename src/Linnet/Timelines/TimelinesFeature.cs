using Linnet.Common.Settings;
using Linnet.Events;
using Linnet.Http;

namespace Linnet.Timelines;

/// <summary>The face of the area: home timelines, the public feed, authors' feeds.</summary>
internal static class TimelinesFeature
{
    /// <summary>Commands know these settings too, so that one set of arguments fits the server and the commands.</summary>
    public static IServiceCollection AddTimelineSettings(this IServiceCollection services) =>
        services.AddSettings<TimelineCacheOptions>("Caches");

    public static IServiceCollection AddTimelines(this IServiceCollection services) => services
        .AddSingleton<HomeTimelineCache>()
        .AddSingleton<HomeTimelineReader>()
        .AddSubscriber<HomeTimelineCache>(HomeTimelineCache.Subscribe);

    public static void MapTimelines(this IEndpointRouteBuilder routes) =>
        TimelineEndpoints.Map(
            routes.MapGroup("/tweets").WithTags("timelines").RequireToken(), routes.MapGroup("/lists").WithTags("lists").RequireToken());
}
