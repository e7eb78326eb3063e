using System.Reflection;
using Linnet.Common.Settings;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Linnet.Hosting;

/// <summary>A setting and its effective value.</summary>
/// <param name="Value">Masked if it is a secret.</param>
/// <param name="Source">The environment variable, argument or file that sets it.</param>
/// <param name="IsDefault">Whether it comes from the bundled settings file.</param>
internal sealed record EffectiveSetting(string Key, string Value, string Source, bool IsDefault);

/// <summary>Finds the source of each setting.</summary>
internal static class EffectiveSettings
{
    private const string Masked = "********";

    /// <returns>Every setting that has a value, in the order of the documentation.</returns>
    public static IEnumerable<EffectiveSetting> Read(IConfigurationRoot configuration, IEnumerable<SettingsSection> sections) =>
        from section in sections
        from property in section.OptionsType.GetProperties()
        let key = section.KeyOf(property.Name)
        let found = configuration.Providers.Reverse().Select(provider => (Provider: provider, Value: Find(provider, key))).FirstOrDefault(found => found.Value is not null)
        where found.Value is not null
        let isSecret = property.IsDefined(typeof(SecretSettingAttribute)) && found.Value.Length > 0
        select new EffectiveSetting(key, isSecret ? Masked : found.Value, Describe(found.Provider, key), IsDefaultFile(found.Provider));

    private static string? Find(IConfigurationProvider provider, string key) => provider.TryGet(key, out var value) ? value : null;

    private static string Describe(IConfigurationProvider provider, string key) => provider switch
    {
        CommandLineConfigurationProvider => "command line",
        EnvironmentVariablesConfigurationProvider => LinnetConfiguration.ToVariable(key),
        JsonConfigurationProvider file => PathOf(file),
        _ => provider.ToString() ?? "",
    };

    private static bool IsDefaultFile(IConfigurationProvider provider) =>
        provider is JsonConfigurationProvider file && Path.GetDirectoryName(PathOf(file)) == Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

    private static string PathOf(JsonConfigurationProvider file) =>
        file.Source.FileProvider!.GetFileInfo(file.Source.Path!).PhysicalPath ?? file.Source.Path!;
}
