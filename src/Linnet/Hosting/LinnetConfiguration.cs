using Linnet.Common;
using Linnet.Common.Settings;

namespace Linnet.Hosting;

/// <summary>Where settings come from, and the check that they make sense.</summary>
internal static class LinnetConfiguration
{
    private const string EnvironmentPrefix = "LINNET_";

    /// <summary>
    /// What comes later wins: <c>appsettings.json</c> beside the program (every setting with its default), the same file in
    /// the working directory, the environment, the command line. The host's own sources (<c>ASPNETCORE_…</c>,
    /// <c>DOTNET_…</c>) are left out: one way to say a thing.
    /// </summary>
    /// <exception cref="StartException">A file is no JSON.</exception>
    public static void AddLinnetSources(this IConfigurationManager configuration, string[] settings)
    {
        configuration.Sources.Clear();
        AddFile(configuration, AppContext.BaseDirectory);
        AddFile(configuration, Environment.CurrentDirectory);
        configuration.AddEnvironmentVariables(EnvironmentPrefix);
        configuration.AddCommandLine(settings);
    }

    private static void AddFile(IConfigurationManager configuration, string folder)
    {
        try
        {
            configuration.AddJsonFile(Path.Combine(folder, "appsettings.json"), optional: true, reloadOnChange: false);
        }
        catch (InvalidDataException error)
        {
            throw new StartException(ExitCode.Usage, $"{error.Message} {error.GetBaseException().Message}", error);
        }
    }

    /// <exception cref="StartException">A setting is wrong; the message names every fault.</exception>
    public static void EnsureSettings(this IServiceProvider services, string[] settings)
    {
        var sections = services.GetServices<SettingsSection>().ToList();
        var faults = SettingsCheck.FindFaults(services.GetRequiredService<IConfiguration>(), sections);
        faults.AddRange(FindUnknown(settings, sections));
        if (faults.Count > 0)
            throw new StartException(ExitCode.Usage, string.Join(Environment.NewLine, faults));
    }

    // Only the command line is held to this: an environment variable named LINNET_… may be an orchestrator's, not ours.
    private static IEnumerable<string> FindUnknown(string[] settings, List<SettingsSection> sections)
    {
        var known = sections.SelectMany(section => section.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new ConfigurationBuilder().AddCommandLine(settings).Build().AsEnumerable()
            .Where(setting => setting.Value is not null && !known.Contains(setting.Key) && !IsLogging(setting.Key))
            .Select(setting => $"--{setting.Key} is no setting of Linnet. docs/configuration.md lists them.");
    }

    private static bool IsLogging(string key) => key.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase);
}
