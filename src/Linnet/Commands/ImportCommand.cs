using System.CommandLine;
using System.Diagnostics;
using Linnet.Commands.Import;
using Linnet.Common;
using Linnet.Storage.Counters;
using Linnet.Tweets.Entities;

namespace Linnet.Commands;

/// <summary><c>linnet import</c>: imports the FastAPI original's <c>twitter.db</c>.</summary>
internal static class ImportCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var file = FileArgument.Create("The original's SQLite file; opened read-only");
        var renumber = new Option<bool>("--renumber") { Description = "Assign new ids, in the same order, to a table whose ids clients cannot represent exactly" };
        var command = new ExampledCommand(
            "import",
            "Import the users, tweets, follows and likes of the FastAPI service into a database without users. Imports everything or nothing.",
            "mv twitter.db original.db && linnet import original.db",
            "linnet import /srv/old/twitter.db --database linnet.db") { file, renumber };
        command.SetAction((parsed, cancellation) =>
            RunAsync(settings, Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.GetValue(renumber), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> settings, string file, bool renumber, CancellationToken cancellation)
    {
        await using var host = CommandHost.Open(settings);
        // Opened first, so that a wrong path leaves no empty database behind.
        using var original = OriginalDatabase.Open(file);
        await host.Database.MigrateAsync(cancellation);
        var importer = new Importer(host.Database, host.Get<CounterAudit>(), host.Get<EntityBackfill>(), host.Get<TimeProvider>());
        var clock = Stopwatch.StartNew();
        var report = await ProgressDisplay.RunAsync(progress => importer.RunAsync(original, renumber, progress, cancellation));
        await host.InvalidateServersAsync(cancellation);
        await PrintAsync(report, host.Database.Location, clock.Elapsed);
        return (int)ExitCode.Success;
    }

    private static async Task PrintAsync(ImportReport report, string location, TimeSpan time)
    {
        var output = Console.Out;
        await output.WriteLineAsync($"""
            Imported into {location}: {report.Users:N0} users, {report.Tweets:N0} tweets, {report.Follows:N0} follows, {report.Likes:N0} likes.
            That took {time.TotalSeconds:N1} s, {report.Rows / time.TotalSeconds:N0} rows a second. Passwords are unchanged.
            """);
        foreach (var (what, count) in report.Notes.All)
            await output.WriteLineAsync($"  {count:N0} {what}");
        if (report.LockedOut.Count > 0)
        {
            await output.WriteLineAsync($"""
                {report.LockedOut.Count:N0} accounts cannot log in, because no password matches their stored hash. Reset each with: linnet user reset-password NAME
                  {"id",-10}{"username",-32}has
                """);
            foreach (var account in report.LockedOut)
                await output.WriteLineAsync($"  {account.Id,-10}{account.Username,-32}{account.Why}");
        }
        if (report.Changes.Count == 0)
            return;
        await output.WriteLineAsync("Names that are not allowed here, or that differ from another only in case, were changed. Notify these users:");
        await output.WriteLineAsync($"  {"id",-10}{"what",-10}{"new",-32}old");
        foreach (var change in report.Changes)
            await output.WriteLineAsync($"  {change.Id,-10}{change.What,-10}{change.New,-32}{TerminalSafeText.Clean(change.Old)}");
    }
}
