using Linnet.Http.Errors;
using Linnet.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Linnet.Hosting.Probes;

/// <summary>Probes for supervisors and load balancers, which restart the process or stop sending it requests.</summary>
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

    /// <summary>Check whether the server is up</summary>
    internal static Ok<Health> Get() => TypedResults.Ok(new Health("healthy", "API is running"));

    /// <summary>Check whether the process is alive</summary>
    /// <remarks>Does not use the database, because a restart would not repair that. Without a response, restart the process.</remarks>
    internal static Ok<Health> GetLive() => TypedResults.Ok(new Health("alive", "The process is running"));

    /// <summary>Check whether the server is ready for requests</summary>
    /// <remarks>503 while the database is unreachable, and from the moment the server is asked to stop.</remarks>
    internal static async Task<Results<Ok<Health>, ErrorResult>> GetReady(Readiness readiness, CancellationToken cancellation) =>
        await readiness.FindObstacleAsync(cancellation) is { } obstacle ? obstacle.ToResult() : TypedResults.Ok(Ready);
}

internal sealed record Health(string Status, string Message);
