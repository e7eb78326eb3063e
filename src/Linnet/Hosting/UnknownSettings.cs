using Linnet.Common.Settings;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Linnet.Hosting;

/// <summary>Finds settings that nothing reads, most of which are misspelt.</summary>
internal sealed class UnknownSettings(IEnumerable<SettingsSection> sections)
{
    private readonly List<string> _known = [.. sections.SelectMany(section => section.Keys)];

    /// <summary>Finds them on the command line, where only Linnet's settings can occur.</summary>
    /// <returns>One message for each.</returns>
    public IEnumerable<string> FindErrors(IConfigurationRoot configuration) =>
        from provider in configuration.Providers.OfType<CommandLineConfigurationProvider>()
        from key in FindIn(provider)
        select Describe($"--{key}", key, name => $"--{name}");

    /// <summary>
    /// Finds them in the environment and in files. They are only warnings: a variable named <c>LINNET_…</c> may be an
    /// orchestrator's, and a file may be from a later version.
    /// </summary>
    /// <inheritdoc cref="FindErrors"/>
    public IEnumerable<string> FindWarnings(IConfigurationRoot configuration)
    {
        foreach (var provider in configuration.Providers)
        {
            foreach (var key in FindIn(provider))
            {
                if (provider is EnvironmentVariablesConfigurationProvider)
                    yield return Describe(LinnetConfiguration.ToVariable(key), key, LinnetConfiguration.ToVariable);
                else if (provider is JsonConfigurationProvider file)
                    yield return Describe($"{key} in {file.Source.FileProvider!.GetFileInfo(file.Source.Path!).PhysicalPath}", key, name => name);
            }
        }
    }

    private IEnumerable<string> FindIn(IConfigurationProvider provider)
    {
        using var alone = new ConfigurationRoot([provider]);
        return [.. alone.AsEnumerable().Where(setting => setting.Value is not null).Select(setting => setting.Key).Where(IsUnknown)];
    }

    private bool IsUnknown(string key) => !_known.Contains(key, StringComparer.OrdinalIgnoreCase) && !LogLevels.IsLevel(key);

    private string Describe(string written, string key, Func<string, string> spell) => NearestName.Find(key, _known) is { } nearest
        ? $"{written} is not a Linnet setting. Did you mean {spell(nearest)}?"
        : $"{written} is not a Linnet setting. docs/configuration.md lists all settings.";
}
