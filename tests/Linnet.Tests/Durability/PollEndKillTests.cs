using Linnet.Tests.Fixtures;
using Linnet.Tests.Tweets.Polls;
using Xunit;

namespace Linnet.Tests.Durability;

/// <summary>Killed while it notifies of a poll's end, the server goes on where it was: each account is notified once.</summary>
[Trait("Promise", "D1")]
[Trait("Kind", Chaos.Kind)]
public sealed class PollEndKillTests : IDisposable
{
    private const int Voters = 2_000;
    private static readonly int Kills = Chaos.Size(quick: 3, @long: 15);

    private readonly TempFolder _folder = new();

    private string DatabasePath => _folder.File("test.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_voter_is_notified_once_whenever_it_is_killed()
    {
        long poll;
        await using (var first = Start())
        {
            var ada = await Person.JoinAsync(await first.WaitUntilListeningAsync(), "ada");
            poll = await ada.PollAsync();
            first.Kill();
            await first.WaitForExitAsync();
        }
        PollVoters.Add(DatabasePath, poll, Voters);
        PollVoters.End(DatabasePath, poll);
        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var linnet = Start();
            await linnet.WaitUntilListeningAsync();
            var enough = (Voters + 1) * kill / (Kills + 1);
            await Eventually.TrueAsync(() => PollVoters.CountNotified(DatabasePath) >= enough, "it goes on");
            linnet.Kill();
            await linnet.WaitForExitAsync();
        }
        await using var last = Start();
        await last.WaitUntilListeningAsync();
        await Eventually.TrueAsync(() => PlainSql.Query<long>(DatabasePath, "select count(*) from jobs").Single() is 0, "the job is done");
        Assert.Equal(Voters + 1, PollVoters.CountNotified(DatabasePath));
    }

    private LinnetProcess Start() => LinnetProcess.Start(
        _folder, "--urls=http://127.0.0.1:0", $"--database={DatabasePath}", "--passwords:bcryptcost=4");
}
