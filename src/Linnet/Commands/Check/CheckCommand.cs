using System.CommandLine;
using Linnet.Common;
using Linnet.Common.Settings;
using Linnet.Hosting;
using Microsoft.Extensions.Options;

namespace Linnet.Commands.Check;

/// <summary><c>linnet check</c>: reports whether a server would start, and with which settings.</summary>
internal static class CheckCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var all = new Option<bool>("--all") { Description = "Show every setting, not only those that differ from the defaults" };
        var command = new ExampledCommand(
            "check",
            "Check whether a server would start. Shows the effective settings and their sources, and checks the database and the addresses. Changes nothing.",
            "linnet check",
            "linnet check --all --database /var/lib/linnet/twitter.db") { all };
        command.SetAction((parsed, cancellation) => RunAsync(settings, parsed.GetValue(all), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> settings, bool all, CancellationToken cancellation)
    {
        await using var host = CommandHost.Open(settings);
        await PrintSettingsAsync(host, all);
        var code = await CheckDatabaseAsync(host, cancellation) ? ExitCode.Success : ExitCode.Database;
        var addresses = ListenCheck.FindErrors(host.Get<IOptions<ServerOptions>>().Value.Urls).ToList();
        await PrintAsync(addresses, "addresses are free");
        return (int)(code is ExitCode.Success && addresses.Count > 0 ? ExitCode.Address : code);
    }

    private static async Task PrintSettingsAsync(CommandHost host, bool all)
    {
        var found = EffectiveSettings.Read((IConfigurationRoot)host.Get<IConfiguration>(), host.All<SettingsSection>()).Where(setting => all || !setting.IsDefault).ToList();
        await Console.Out.WriteLineAsync(found.Count is 0 ? "Every setting has its default." : "Settings:");
        foreach (var setting in found)
            await Console.Out.WriteLineAsync($"  {setting.Key,-36} {TerminalSafeText.Clean(setting.Value),-32} {(setting.IsDefault ? "default" : setting.Source)}");
    }

    private static async Task<bool> CheckDatabaseAsync(CommandHost host, CancellationToken cancellation)
    {
        var errors = new List<string>();
        try
        {
            var change = await host.Database.FindPendingMigrationsAsync(cancellation);
            var facts = await host.Database.InspectAsync(cancellation);
            errors.AddRange(facts.Errors);
            await Console.Out.WriteLineAsync($"""
                Database:
                  where     {host.Database.Location}
                  engine    {facts.Engine}
                  encoding  {facts.Encoding}
                  schema    {Describe(change)}
                """);
        }
        catch (OperatorException refusal)
        {
            errors.AddRange(refusal.Errors);
        }
        catch (OutageException outage)
        {
            errors.Add($"{host.Database.Location}: {outage.Message}");
        }
        await PrintAsync(errors, "the database can be used");
        return errors.Count is 0;
    }

    private static string Describe(Storage.SchemaChange change) => change switch
    {
        { From: 0 } => "none yet; the first start creates it",
        { IsNeeded: true } => $"version {change.From}; a start or linnet migrate upgrades it to {change.To}",
        _ => $"version {change.To}",
    };

    private static async Task PrintAsync(List<string> errors, string otherwise)
    {
        if (errors.Count is 0)
            await Console.Out.WriteLineAsync($"ok: {otherwise}");
        foreach (var error in errors)
            await Console.Out.WriteLineAsync($"ERROR: {error}");
    }
}
