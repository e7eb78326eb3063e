using System.Globalization;
using System.Text.RegularExpressions;
using Linnet.Common.Settings;
using Linnet.Hosting;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Hosting;

/// <summary>The settings classes, <c>appsettings.json</c> and <c>docs/configuration.md</c> agree.</summary>
public sealed partial class SettingsDocsTests
{
    [Fact]
    public async Task Appsettings_lists_exactly_the_existing_settings_with_their_defaults()
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(Repository.Root, "src", "Linnet", "appsettings.json")).Build();
        var listed = file.AsEnumerable()
            .Where(setting => setting.Value is not null && !setting.Key.StartsWith("Logging:", StringComparison.Ordinal))
            .ToDictionary(setting => setting.Key, setting => setting.Value!.ToLowerInvariant());
        Assert.Equivalent(await ReadDefaultsAsync(), listed, strict: true);
    }

    [Fact]
    public async Task The_docs_have_a_row_for_exactly_the_existing_settings_with_variable_and_default()
    {
        var docs = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "configuration.md"), TestContext.Current.CancellationToken);
        var rows = Row().Matches(docs).ToDictionary(
            row => row.Groups["key"].Value,
            row => (Environment: row.Groups["environment"].Value, Default: row.Groups["default"].Value.ToLowerInvariant()));
        var defaults = await ReadDefaultsAsync();
        Assert.Equal(defaults.Keys.Order(StringComparer.Ordinal), rows.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, value) in defaults)
        {
            Assert.Equal($"LINNET_{key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()}", rows[key].Environment);
            Assert.Equal(value, rows[key].Default);
        }
    }

    private static async Task<Dictionary<string, string>> ReadDefaultsAsync()
    {
        await using var app = LinnetHost.BuildServer([]);
        return app.Services.GetServices<SettingsSection>()
            .SelectMany(section => section.OptionsType.GetProperties().Select(property => (
                Key: section.KeyOf(property.Name),
                Default: Convert.ToString(property.GetValue(Activator.CreateInstance(section.OptionsType)), CultureInfo.InvariantCulture))))
            .ToDictionary(setting => setting.Key, setting => setting.Default!.ToLowerInvariant());
    }

    // | `Storage:IdleReaders` | `LINNET_STORAGE__IDLEREADERS` | `16` | …   and "(empty)" for an empty default
    [GeneratedRegex(@"^\| `(?<key>[\w:]+)` \| `(?<environment>\w+)` \| (`(?<default>[^`]+)`|\(empty\)) \| [^|]+ \| [^|]+ \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Row();
}
