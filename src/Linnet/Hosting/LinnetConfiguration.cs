using Linnet.Common;
using Linnet.Common.Settings;

namespace Linnet.Hosting;

/// <summary>Adds the sources of settings and validates them.</summary>
internal static class LinnetConfiguration
{
    private const string EnvironmentPrefix = "LINNET_";

    /// <summary>
    /// Later sources win: <c>appsettings.json</c> beside the program (every setting with its default), the same file in
    /// the working directory, the environment, the command line. The host's own sources (<c>ASPNETCORE_…</c>,
    /// <c>DOTNET_…</c>) are left out, so that each setting has one name.
    /// </summary>
    /// <exception cref="OperatorException">A file is not valid JSON, or cannot be read.</exception>
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
        catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new OperatorException(ExitCode.Usage, $"{error.Message} {error.GetBaseException().Message}", error);
        }
    }

    /// <summary>Validates the settings before anything is built from them, including the log.</summary>
    /// <returns>Warnings: one sentence for each oddity that is not an error.</returns>
    /// <exception cref="OperatorException">A setting is invalid; the message lists every error.</exception>
    public static List<string> EnsureSettings(this IHostApplicationBuilder builder)
    {
        var configuration = (IConfigurationRoot)builder.Configuration;
        var sections = builder.Services.Select(service => service.ImplementationInstance).OfType<SettingsSection>().ToList();
        var unknown = new UnknownSettings(sections);
        List<string> errors =
        [
            .. SettingsCheck.FindErrors(configuration, sections), .. LogLevels.FindErrors(configuration), .. unknown.FindErrors(configuration),
            .. RemovedSettings.FindIn(configuration),
        ];
        return errors is [] ? [.. unknown.FindWarnings(configuration)] : throw new OperatorException(ExitCode.Usage, errors);
    }

    /// <summary>The environment variable of a setting.</summary>
    public static string ToVariable(string key) => $"{EnvironmentPrefix}{key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()}";
}
