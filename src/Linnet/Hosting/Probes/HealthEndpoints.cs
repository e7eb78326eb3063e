using Linnet.Http.Errors;
using Linnet.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Hosting.Probes;

/// <summary>What those ask who watch over the process: restart it, or send it no requests for now.</summary>
internal static class HealthEndpoints
{
    private const string Root = "/health";

    internal static readonly Health Ready = new("ready", "Requests are served");

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Root, Get).WithName("getHealth").WithTags("service");
        routes.MapGet($"{Root}/live", GetLive).WithName("getLiveness").WithTags("service");
        routes.MapGet($"{Root}/ready", GetReady).WithName("getReadiness").WithTags("service")
            .ProducesErrors(Readiness.Draining, StorageErrors.Busy, StorageErrors.Down);
    }

    public static bool IsProbe(HttpRequest request) => request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the server is up</summary>
    internal static Ok<Health> Get() => TypedResults.Ok(new Health("healthy", "API is running"));

    /// <summary>Whether the process lives</summary>
    /// <remarks>It does not use the database, whose outage a restart would not fix. Restart the process when there is no response.</remarks>
    internal static Ok<Health> GetLive() => TypedResults.Ok(new Health("alive", "The process is running"));

    /// <summary>Whether requests should be sent here</summary>
    /// <remarks>503 while the database is unavailable, and from the stop signal on.</remarks>
    internal static async Task<Results<Ok<Health>, ErrorResult>> GetReady(Readiness readiness, CancellationToken cancellation) =>
        await readiness.FindObstacleAsync(cancellation) is { } obstacle ? obstacle.ToResult() : TypedResults.Ok(Ready);
}

internal sealed record Health(string Status, string Message);
