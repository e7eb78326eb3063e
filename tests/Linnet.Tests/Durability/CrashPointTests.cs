using System.Collections.Concurrent;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Xunit;

namespace Linnet.Tests.Durability;

/// <summary>
/// The process dies as it enters the n-th system call that changes or syncs a file, for each n in turn. A write is several
/// rows (a reply, two counters, a notification): all of them are there afterwards, or none.
/// </summary>
[Trait("Promise", "D2")]
[Trait("Kind", Chaos.Kind)]
public sealed class CrashPointTests : IDisposable
{
    private const int Writers = 4;

    // lang=sql
    private const string SelectHalfWrites = """
        select 'reply ' || id || ' without its notification' from tweets t
        where reply_to_id is not null and not exists (select 1 from notifications n where n.tweet_id = t.id)
        union all
        select 'notification ' || id || ' of nothing' from notifications where tweet_id not in (select id from tweets)
        """;

    private static readonly int Points = Chaos.Size(quick: 3, @long: 15);

    private readonly TempFolder _folder = new();
    private readonly ConcurrentBag<string> _acknowledged = [];

    private string DatabasePath => _folder.File("test.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fsync,fdatasync")]
    [InlineData("pwrite64")]
    public async Task A_kill_at_any_point_of_a_write_leaves_no_half_of_it(string calls)
    {
        await using (var first = Start())
        {
            var author = await Person.JoinAsync(await first.WaitUntilListeningAsync(), "author");
            Assert.Equal(1, await author.TweetAsync("Reply to this"));
        }
        for (var point = 1; point <= Points; point++)
        {
            await using var linnet = Start();
            var server = await linnet.WaitUntilListeningAsync();
            AssertWhole();
            var writers = new List<Person>();
            for (var number = 0; number < Writers; number++)
                writers.Add(await Person.JoinAsync(server, $"p{point}w{number}"));
            await using var trace = await SystemCallTrace.AttachAsync(linnet.Id, _folder, calls, $"signal=KILL:when={point}");
            await Task.WhenAll(writers.Select(WriteUntilKilledAsync));
            await linnet.WaitForExitAsync();
        }
        await using var last = Start();
        await last.WaitUntilListeningAsync();
        AssertWhole();
        Figures.Record($"{Points} kills at {calls}");
    }

    private LinnetProcess Start() => LinnetProcess.Start(
        _folder, "--urls=http://127.0.0.1:0", $"--database={DatabasePath}", "--passwords:bcryptcost=4");

    private async Task WriteUntilKilledAsync(Person writer)
    {
        try
        {
            for (var number = 0; ; number++)
            {
                var content = $"{writer.Username} {number}";
                await writer.TweetAsync(content, replyTo: 1);
                _acknowledged.Add(content);
            }
        }
        catch (Exception error) when (Connections.IsBroken(error))
        {
            // The connection broke: that was the kill.
        }
    }

    private void AssertWhole()
    {
        Assert.Equal(["ok"], PlainSql.Query<string>(DatabasePath, "pragma integrity_check"));
        Assert.Subset(PlainSql.Query<string>(DatabasePath, "select content from tweets").ToHashSet(), _acknowledged.ToHashSet());
        Assert.Empty(PlainSql.Query<string>(DatabasePath, SelectHalfWrites));
        CounterRecount.AssertNoDrift(DatabasePath);
    }
}
