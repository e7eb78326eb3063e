using Linnet.Http;

namespace Linnet.Timelines;

/// <summary>The face of the area: home timelines, the public feed, authors' feeds.</summary>
internal static class TimelinesFeature
{
    public static IServiceCollection AddTimelines(this IServiceCollection services) => services.AddSingleton<HomeTimelineCache>();

    public static void MapTimelines(this IEndpointRouteBuilder routes) =>
        TimelineEndpoints.Map(routes.MapGroup("/tweets").WithTags("timelines").RequireToken());
}
