namespace Linnet.Hosting;

/// <summary>Settings that there were once. Whoever still gives one meant something by it, so a start without it would be another server.</summary>
internal static class RemovedSettings
{
    private static readonly Dictionary<string, string> Successors = new()
    {
        ["Realtime:AllowedOrigins"] =
            "Realtime:AllowedOrigins is no longer a setting: move its origins to Server:AllowedOrigins, which holds for REST, WebSockets and event streams.",
    };

    /// <returns>A sentence for each that is given.</returns>
    public static IEnumerable<string> FindIn(IConfiguration configuration) =>
        from removed in Successors
        where configuration[removed.Key] is { Length: > 0 }
        select removed.Value;
}
