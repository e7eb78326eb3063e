namespace Linnet.Hosting;

/// <summary>The framework's settings of how much is logged: <c>Logging:LogLevel:Default</c>, <c>Logging:Console:LogLevel:Microsoft</c>.</summary>
internal static class LogLevels
{
    private const string Section = "Logging";
    private const string Levels = "LogLevel";

    public static bool IsOne(string key)
    {
        var parts = key.Split(':');
        return parts.Length is 3 or 4 && Is(parts[0], Section) && Is(parts[^2], Levels);
    }

    /// <summary>The framework would throw while it builds the log.</summary>
    public static IEnumerable<string> FindErrors(IConfiguration configuration) =>
        from setting in configuration.AsEnumerable()
        where setting.Value is not null && IsOne(setting.Key) && !Enum.GetNames<LogLevel>().Contains(setting.Value, StringComparer.OrdinalIgnoreCase)
        select $"{setting.Key} is none of {string.Join(", ", Enum.GetNames<LogLevel>())}.";

    /// <summary>Those alone: what else the framework would take from this section has settings of ours in its place.</summary>
    public static IConfiguration Select(IConfiguration configuration) => new ConfigurationBuilder()
        .AddInMemoryCollection(configuration.AsEnumerable()
            .Where(setting => IsOne(setting.Key))
            .Select(setting => KeyValuePair.Create(setting.Key[(Section.Length + 1)..], setting.Value)))
        .Build();

    private static bool Is(string part, string name) => part.Equals(name, StringComparison.OrdinalIgnoreCase);
}
