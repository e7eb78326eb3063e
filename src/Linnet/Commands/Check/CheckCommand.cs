using System.CommandLine;
using Linnet.Common;
using Linnet.Common.Settings;
using Linnet.Hosting;
using Microsoft.Extensions.Options;

namespace Linnet.Commands.Check;

/// <summary><c>linnet check</c>: whether a server would start, and with which settings.</summary>
internal static class CheckCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var all = new Option<bool>("--all") { Description = "Show every setting, not only those that differ from the shipped ones" };
        var command = new ExampledCommand(
            "check",
            "Say whether a server would start: the settings in force and where each comes from, the database, the addresses. Changes nothing.",
            "linnet check",
            "linnet check --all --database /var/lib/linnet/twitter.db") { all };
        command.SetAction((parsed, cancellation) => RunAsync(settings, parsed.GetValue(all), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> settings, bool all, CancellationToken cancellation)
    {
        await using var tool = Tool.Open(settings);
        await PrintSettingsAsync(tool, all);
        var code = await CheckDatabaseAsync(tool, cancellation) ? ExitCode.Success : ExitCode.Database;
        var addresses = ListenCheck.FindFaults(tool.Get<IOptions<ServerOptions>>().Value.Urls).ToList();
        await PrintAsync(addresses, "addresses are free");
        return (int)(code is ExitCode.Success && addresses.Count > 0 ? ExitCode.Address : code);
    }

    private static async Task PrintSettingsAsync(Tool tool, bool all)
    {
        var found = EffectiveSettings.Read((IConfigurationRoot)tool.Get<IConfiguration>(), tool.All<SettingsSection>()).Where(setting => all || !setting.IsDefault).ToList();
        await Console.Out.WriteLineAsync(found.Count is 0 ? "Every setting is as shipped." : "Settings:");
        foreach (var setting in found)
            await Console.Out.WriteLineAsync($"  {setting.Key,-36} {TerminalText.Clean(setting.Value),-32} {(setting.IsDefault ? "as shipped" : setting.Source)}");
    }

    private static async Task<bool> CheckDatabaseAsync(Tool tool, CancellationToken cancellation)
    {
        var faults = new List<string>();
        try
        {
            var change = await tool.Database.FindPendingMigrationsAsync(cancellation);
            var facts = await tool.Database.InspectAsync(cancellation);
            faults.AddRange(facts.Faults);
            await Console.Out.WriteLineAsync($"""
                Database:
                  where     {tool.Database.Location}
                  engine    {facts.Engine}
                  encoding  {facts.Encoding}
                  schema    {Describe(change)}
                """);
        }
        catch (StartException refusal)
        {
            faults.AddRange(refusal.Faults);
        }
        catch (OutageException outage)
        {
            faults.Add($"{tool.Database.Location}: {outage.Message}");
        }
        await PrintAsync(faults, "the database can be used");
        return faults.Count is 0;
    }

    private static string Describe(Storage.SchemaChange change) => change switch
    {
        { From: 0 } => "none yet; the first start makes it",
        { IsNeeded: true } => $"version {change.From}; a start, or linnet migrate, brings it to {change.To}",
        _ => $"version {change.To}",
    };

    private static async Task PrintAsync(List<string> faults, string otherwise)
    {
        if (faults.Count is 0)
            await Console.Out.WriteLineAsync($"ok: {otherwise}");
        foreach (var fault in faults)
            await Console.Out.WriteLineAsync($"FAULT: {fault}");
    }
}
