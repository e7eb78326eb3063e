using System.Collections.Concurrent;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Xunit;

namespace Linnet.Tests.Durability;

[Trait("Promise", "D9")]
[Trait("Kind", Chaos.Kind)]
public sealed class BackupTests
{
    private const int Writers = 8;
    private static readonly int Backups = Chaos.Size(quick: 2, @long: 10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_under_load_restores_with_all_that_was_acknowledged_before_it_began()
    {
        using var folder = new TempFolder();
        var database = $"--database={folder.File("test.db")}";
        await using var linnet = Start(folder, database);
        var server = await linnet.WaitUntilListeningAsync();
        var acknowledged = new ConcurrentBag<string>();
        using var done = new CancellationTokenSource();
        var writing = new List<Task>();
        for (var number = 0; number < Writers; number++)
            writing.Add(WriteAsync(await Person.JoinAsync(server, $"p{number}"), acknowledged, done.Token));
        for (var number = 0; number < Backups; number++)
        {
            var enough = acknowledged.Count + 100;
            await Eventually.TrueAsync(() => acknowledged.Count > enough || writing.Any(task => task.IsFaulted), "there is load");
            var before = acknowledged.ToHashSet();
            var copy = folder.File($"copy{number}.db");
            Assert.Equal(0, (await LinnetProcess.RunAsync(folder, "backup", copy, database)).ExitCode);
            Assert.True(acknowledged.Count > before.Count, "Writes went on during the backup");
            Assert.Equal(["ok"], PlainSql.Query<string>(copy, "pragma integrity_check"));
            Assert.Subset(PlainSql.Query<string>(copy, "select content from tweets").ToHashSet(), before);
            CounterRecount.AssertNoDrift(copy);
        }
        await done.CancelAsync();
        await Task.WhenAll(writing);
        await AssertServesAsync(folder, $"--database={folder.File("copy0.db")}");
        Figures.Record($"{Backups} backups beside {acknowledged.Count:N0} writes");
    }

    private static LinnetProcess Start(TempFolder folder, string database) =>
        LinnetProcess.Start(folder, "--urls=http://127.0.0.1:0", database, "--passwords:bcryptcost=4");

    private static async Task WriteAsync(Person author, ConcurrentBag<string> acknowledged, CancellationToken done)
    {
        for (var number = 0; !done.IsCancellationRequested; number++)
        {
            var content = $"{author.Username} {number}";
            await author.TweetAsync(content);
            acknowledged.Add(content);
        }
    }

    private static async Task AssertServesAsync(TempFolder folder, string database)
    {
        await using var restored = Start(folder, database);
        using var http = new HttpClient { BaseAddress = await restored.WaitUntilListeningAsync() };
        using var form = new FormUrlEncodedContent([new("username", "p0"), new("password", RunningLinnet.Password)]);
        using var token = await http.PostAsync("/auth/login", form, Cancellation);
        http.DefaultRequestHeaders.Authorization = new("Bearer", (string?)(await token.EnsureSuccessStatusCode().ReadJsonAsync())["access_token"]);
        var writer = new Person("p0", Id: 0, http);
        Assert.True((int)(await writer.ReadAsync("/tweets/timeline"))["total"]! > 0);
        await writer.TweetAsync("Written after the restore");
    }
}
