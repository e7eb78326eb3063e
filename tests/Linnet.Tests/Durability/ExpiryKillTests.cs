using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Linnet.Tests.Tweets;
using Xunit;

namespace Linnet.Tests.Durability;

/// <summary>Killed while tweets delete themselves, the server goes on where it was: each is counted out once.</summary>
[Trait("Promise", "D1")]
[Trait("Kind", Chaos.Kind)]
public sealed class ExpiryKillTests : IDisposable
{
    private const int Count = 300;
    private static readonly int Kills = Chaos.Size(quick: 3, @long: 15);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TempFolder _folder = new();

    private string DatabasePath => _folder.File("test.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_is_deleted_once_whenever_it_is_killed()
    {
        await using (var first = Start())
        {
            var ada = await Person.JoinAsync(await first.WaitUntilListeningAsync(), "ada");
            first.Kill();
            await first.WaitForExitAsync();
            ExpiringTweets.Add(DatabasePath, ada.Id, Count);
        }
        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var linnet = Start();
            await linnet.WaitUntilListeningAsync();
            var few = Count - (Count * kill / (Kills + 1));
            await Eventually.TrueAsync(() => ExpiringTweets.Count(DatabasePath) <= few, "it goes on", Patience);
            linnet.Kill();
            await linnet.WaitForExitAsync();
            Assert.Equal(ExpiringTweets.Count(DatabasePath), ExpiringTweets.CountOfAuthor(DatabasePath));
            CounterRecount.AssertNoDrift(DatabasePath);
        }
        await using var last = Start();
        await last.WaitUntilListeningAsync();
        await Eventually.TrueAsync(() => ExpiringTweets.CountJobs(DatabasePath) is 0, "all are deleted", Patience);
        Assert.Equal((0, 0), (ExpiringTweets.Count(DatabasePath), ExpiringTweets.CountOfAuthor(DatabasePath)));
    }

    private LinnetProcess Start() => LinnetProcess.Start(
        _folder, "--urls=http://127.0.0.1:0", $"--database={DatabasePath}", "--passwords:bcryptcost=4");
}
