using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Durability;

/// <summary>The first start of a database, disturbed.</summary>
[Trait("Promise", "D10")]
[Trait("Kind", Chaos.Kind)]
public sealed class MigrationTests
{
    private static readonly IEnumerable<int> Applied = Migration.Embedded(DatabaseEngine.Sqlite).Select(migration => migration.Version);

    [Fact]
    public async Task Killed_midway_it_is_completed_by_the_next_start()
    {
        var kills = 0;
        var step = Chaos.Size(quick: 40, @long: 6);
        for (var point = 1; await KillAtAsync(point); point += step)
            kills++;
        Assert.True(kills > 1, "It was killed");
    }

    [Fact]
    public async Task Of_processes_that_start_at_once_one_migrates_and_all_serve()
    {
        using var folder = new TempFolder();
        var starting = Enumerable.Range(0, Chaos.Size(quick: 2, @long: 6)).Select(_ => Start(folder, [])).ToList();
        foreach (var linnet in starting)
            await Person.JoinAsync(await linnet.WaitUntilListeningAsync(), $"p{linnet.Id}");
        AssertMigrated(folder);
        foreach (var linnet in starting)
            await linnet.DisposeAsync();
    }

    /// <summary>Kills a first start at its n-th write to a file, then starts again.</summary>
    /// <returns>False when it had begun to serve before it came to that point.</returns>
    private static async Task<bool> KillAtAsync(int point)
    {
        using var folder = new TempFolder();
        string[] strace =
        [
            Requirement.Program("strace"), "-f", "-o", folder.File("trace"), "-e", "trace=pwrite64",
            "-e", $"inject=pwrite64:signal=KILL:when={point}",
        ];
        await using (var killed = Start(folder, strace))
        {
            try
            {
                await killed.WaitUntilListeningAsync();
                return false;
            }
            catch (InvalidOperationException)
            {
                // It ended instead of listening: killed.
            }
        }
        await using var next = Start(folder, []);
        await Person.JoinAsync(await next.WaitUntilListeningAsync(), "ada");
        AssertMigrated(folder);
        return true;
    }

    private static LinnetProcess Start(TempFolder folder, string[] under) => LinnetProcess.Start(
        folder,
        new Dictionary<string, string>(),
        under,
        "--urls=http://127.0.0.1:0",
        $"--database={folder.File("test.db")}",
        "--passwords:bcryptcost=4");

    private static void AssertMigrated(TempFolder folder)
    {
        Assert.Equal(["ok"], PlainSql.Query<string>(folder.File("test.db"), "pragma integrity_check"));
        Assert.Equal(Applied, PlainSql.Query<int>(folder.File("test.db"), "select version from schema_migrations order by version"));
    }
}
