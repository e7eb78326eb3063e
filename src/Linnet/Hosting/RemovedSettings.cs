namespace Linnet.Hosting;

/// <summary>Settings of earlier versions. They are errors, because ignoring one would not run the server that the operator configured.</summary>
internal static class RemovedSettings
{
    private static readonly Dictionary<string, string> Successors = new()
    {
        ["Realtime:AllowedOrigins"] =
            "Realtime:AllowedOrigins is no longer a setting: move its origins to Server:AllowedOrigins, which applies to REST, WebSockets and event streams.",
        ["Caches:Readers"] = "Caches:Readers is now called Caches:Viewers.",
    };

    /// <returns>One message for each of them that is set.</returns>
    public static IEnumerable<string> FindIn(IConfiguration configuration) =>
        from removed in Successors
        where configuration[removed.Key] is { Length: > 0 }
        select removed.Value;
}
