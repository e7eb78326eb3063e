using System.CommandLine;
using System.Diagnostics;
using Linnet.Accounts.Tokens;
using Linnet.Commands.Move;
using Linnet.Common;
using Linnet.Media.Files;
using Linnet.Storage;
using Linnet.Storage.Counters;

namespace Linnet.Commands;

/// <summary><c>linnet move</c>: copies a SQLite file into PostgreSQL.</summary>
internal static class MoveCommand
{
    public static Command Create(IReadOnlyList<string> settings)
    {
        var file = FileArgument.Create("Linnet's SQLite file; opened read-only. Stop the server first");
        var command = new ExampledCommand(
            "move",
            "Copy a SQLite database into a PostgreSQL database without users. Copies everything or nothing.",
            "linnet move twitter.db --database postgresql://linnet@localhost/linnet") { file };
        command.SetAction((parsed, cancellation) => RunAsync(settings, Path.GetFullPath(parsed.GetRequiredValue(file)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<string> settings, string file, CancellationToken cancellation)
    {
        await using var host = CommandHost.Open(settings);
        if (host.Get<DatabaseUrl>().Engine is not DatabaseEngine.Postgres)
            throw new OperatorException(ExitCode.Usage, "Name the PostgreSQL database to move to: --database postgresql://user@host/name");
        using var source = SourceDatabase.Open(file);
        var keyFile = $"{file}.key";
        var key = File.Exists(keyFile) ? SigningKeyFile.ReadOrCreate(keyFile) : null;
        await host.Database.MigrateAsync(cancellation);
        var clock = Stopwatch.StartNew();
        var mover = new PostgresCopy(host.Database, host.Get<CounterAudit>());
        var rows = await ProgressDisplay.RunAsync(progress => mover.RunAsync(source, key, progress, cancellation));
        await host.InvalidateServersAsync(cancellation);
        await Console.Out.WriteLineAsync(
            $"{file} was copied to {host.Database.Location}: {string.Join(", ", rows.Select(table => $"{table.Value:N0} {table.Key}"))}.");
        await Console.Out.WriteLineAsync($"That took {clock.Elapsed.TotalSeconds:N1} s. Every row and every counter was verified. The file was not changed.");
        if (rows["media"] > 0)
        {
            await Console.Out.WriteLineAsync(
                $"The files of pictures were not copied. Copy the folder that the old server used into {host.Get<MediaStore>().Location}, then run: linnet media check");
        }
        return (int)ExitCode.Success;
    }
}
