using System.CommandLine;
using Linnet.Common;
using Linnet.Media.Cleaning;
using Linnet.Media.Files;

namespace Linnet.Commands;

/// <summary><c>linnet media</c>: compares the files of pictures with the database, and removes what is unused.</summary>
internal static class MediaCommand
{
    private const int MostNamed = 20;

    public static Command Create(IReadOnlyList<string> settings)
    {
        var command = new ExampledCommand("media", "Check and clean the stored files of pictures.", "linnet media check", "linnet media clean");
        var check = new ExampledCommand(
            "check", "Find files that are missing, and files that no picture has. Exit code 1 if files are missing.", "linnet media check");
        check.SetAction((_, cancellation) => CheckAsync(settings, cancellation));
        var clean = new ExampledCommand(
            "clean", "Delete unused pictures, and files older than an hour that no picture has. A server does the first each hour.", "linnet media clean");
        clean.SetAction((_, cancellation) => CleanAsync(settings, cancellation));
        command.Add(check);
        command.Add(clean);
        return command;
    }

    private static async Task<int> CheckAsync(IReadOnlyList<string> settings, CancellationToken cancellation)
    {
        await using var host = CommandHost.Open(settings);
        await host.RequireSchemaAsync(cancellation);
        var found = await host.Get<MediaAudit>().FindAsync(cancellation);
        await Console.Out.WriteLineAsync($"{host.Get<MediaStore>().Location} has {found.Files:N0} files ({found.Bytes:N0} bytes).");
        await PrintAsync(found.Missing, "files are missing; restore them from a backup");
        await PrintAsync(found.Orphans, "files have no picture; delete them with: linnet media clean");
        if (found is { Missing: [], Orphans: [] })
            await Console.Out.WriteLineAsync("Every picture has its files, and every file its picture.");
        return (int)(found.Missing.Count > 0 ? ExitCode.Failed : ExitCode.Success);
    }

    private static async Task<int> CleanAsync(IReadOnlyList<string> settings, CancellationToken cancellation)
    {
        await using var host = CommandHost.Open(settings);
        await host.RequireSchemaAsync(cancellation);
        var unused = await host.Get<UnusedMedia>().RemoveAsync(cancellation);
        var audit = host.Get<MediaAudit>();
        var orphans = (await audit.FindAsync(cancellation)).Orphans;
        await audit.DeleteAsync(orphans, cancellation);
        await Console.Out.WriteLineAsync($"{unused:N0} unused files and {orphans.Count:N0} files without a picture were deleted.");
        return (int)ExitCode.Success;
    }

    private static async Task PrintAsync(IReadOnlyList<string> names, string what)
    {
        if (names.Count is 0)
            return;
        await Console.Out.WriteLineAsync($"{names.Count:N0} {what}:");
        foreach (var name in names.Take(MostNamed))
            await Console.Out.WriteLineAsync($"  {name}");
        if (names.Count > MostNamed)
            await Console.Out.WriteLineAsync($"  and {names.Count - MostNamed:N0} more");
    }
}
