using System.CommandLine;
using Linnet.Common;
using Linnet.Storage;

namespace Linnet.Commands;

/// <summary><c>linnet migrate</c>: creates or upgrades the schema, as a start of the server does too.</summary>
internal static class MigrateCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the pending migrations and change nothing" };
        var command = new ExampledCommand(
            "migrate",
            "Create or upgrade the schema completely or not at all. The server does the same at start, if its database user is allowed to.",
            "linnet migrate --dry-run",
            "linnet migrate --database postgresql://owner@localhost/linnet") { dryRun };
        command.SetAction((parsed, cancellation) => RunAsync(settings, parsed.GetValue(dryRun), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> settings, bool dryRun, CancellationToken cancellation)
    {
        await using var host = CommandHost.Open(settings);
        var change = dryRun
            ? await host.Database.FindPendingMigrationsAsync(cancellation)
            : await host.Database.MigrateAsync(cancellation);
        await Console.Out.WriteLineAsync(Describe(change, host.Database.Location, dryRun ? "would be upgraded" : "was upgraded"));
        foreach (var migration in change.Migrations)
            await Console.Out.WriteLineAsync($"  {migration}");
        return (int)ExitCode.Success;
    }

    private static string Describe(SchemaChange change, string location, string verb) => change.IsNeeded
        ? $"{location} {verb} from schema version {change.From} to {change.To}:"
        : $"{location} is at schema version {change.To}; nothing to do.";
}
