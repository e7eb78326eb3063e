using System.CommandLine;
using Linnet.Common;
using Linnet.Media.Files;

namespace Linnet.Commands;

/// <summary><c>linnet backup</c>: copies a consistent snapshot of the database into one file.</summary>
internal static class BackupCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var file = FileArgument.Create("The file to write; must not exist yet");
        var command = new ExampledCommand(
            "backup",
            "Copy a consistent snapshot of the database into a new file. Works while the server runs.",
            "linnet backup /backups/linnet-2026-01-31.db") { file };
        command.SetAction((parsed, cancellation) => RunAsync(settings, parsed.GetRequiredValue(file), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> settings, string file, CancellationToken cancellation)
    {
        await using var host = CommandHost.Open(settings);
        // Does not upgrade the schema: a backup often precedes an upgrade.
        await host.RequireDatabaseAsync(cancellation);
        var target = Path.GetFullPath(file);
        await host.Database.BackupAsync(target, cancellation);
        await Console.Out.WriteLineAsync($"{host.Database.Location} was copied to {target} ({new FileInfo(target).Length:N0} bytes).");
        await Console.Out.WriteLineAsync(
            $"Pictures are not in it. After it, copy {host.Get<MediaStore>().Location} as well; a copy from before may lack some.");
        return (int)ExitCode.Success;
    }
}
