namespace Linnet.Hosting;

/// <summary>The framework's log level settings: <c>Logging:LogLevel:Default</c>, <c>Logging:Console:LogLevel:Microsoft</c>.</summary>
internal static class LogLevels
{
    private const string Section = "Logging";
    private const string Levels = "LogLevel";

    public static bool IsLevel(string key)
    {
        var parts = key.Split(':');
        return parts.Length is 3 or 4 && Is(parts[0], Section) && Is(parts[^2], Levels);
    }

    /// <summary>Reports invalid levels, for which the framework would throw while building the log.</summary>
    public static IEnumerable<string> FindErrors(IConfiguration configuration) =>
        from setting in configuration.AsEnumerable()
        where setting.Value is not null && IsLevel(setting.Key) && !Enum.GetNames<LogLevel>().Contains(setting.Value, StringComparer.OrdinalIgnoreCase)
        select $"{setting.Key} must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}.";

    /// <summary>Selects only the levels. Linnet has its own settings for everything else in this section.</summary>
    public static IConfiguration Select(IConfiguration configuration) => new ConfigurationBuilder()
        .AddInMemoryCollection(configuration.AsEnumerable()
            .Where(setting => IsLevel(setting.Key))
            .Select(setting => KeyValuePair.Create(setting.Key[(Section.Length + 1)..], setting.Value)))
        .Build();

    private static bool Is(string part, string name) => part.Equals(name, StringComparison.OrdinalIgnoreCase);
}
