namespace Linnet.Common.Settings;

/// <summary>
/// A class of settings and where they stand: <c>Storage</c> in <c>appsettings.json</c>, <c>LINNET_STORAGE__…</c> in the
/// environment, <c>--storage:…</c> on the command line. The empty name is the root.
/// </summary>
internal sealed record SettingsSection(Type OptionsType, string Name)
{
    /// <summary>The full names of its settings: <c>Storage:WriteQueueLength</c>.</summary>
    public IEnumerable<string> Keys => OptionsType.GetProperties().Select(property => KeyOf(property.Name));

    public string KeyOf(string property) => Name.Length == 0 ? property : $"{Name}:{property}";
}

internal static class SettingsExtensions
{
    /// <summary>Binds a class of settings, validates it at start, and includes it in the test of the docs.</summary>
    public static IServiceCollection AddSettings<T>(this IServiceCollection services, string section)
        where T : class
    {
        services.AddOptions<T>().BindConfiguration(section);
        services.AddSingleton(new SettingsSection(typeof(T), section));
        return services;
    }
}
