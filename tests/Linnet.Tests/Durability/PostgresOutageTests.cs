using System.Diagnostics;
using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Durability;

/// <summary>PostgreSQL crashes, stalls and comes back, under a server that runs all the while.</summary>
[Trait("Promise", "D11")]
public sealed class PostgresOutageTests
{
    private static readonly TimeSpan AnswerBound = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RecoveryBound = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_crash_is_answered_with_503_and_after_it_everything_acknowledged_is_there()
    {
        using var server = await PostgresServer.StartAsync(durable: true);
        await using var linnet = await RunningLinnet.StartAsync($"--database={await server.CreateAsync()}", "--storage:postgreswaitseconds=1");
        var ada = await linnet.JoinAsync("ada");
        var acknowledged = new List<long>();
        using var crashed = new CancellationTokenSource();
        var writing = WriteUntilAsync(ada, acknowledged, crashed.Token);
        await Eventually.TrueAsync(() => acknowledged.Count > 20, "tweets are posted");
        await server.StopAsync("immediate");
        await AssertRefusedInTimeAsync(ada);
        await crashed.CancelAsync();
        await writing;

        await server.StartAsync();
        await AssertRecoversAsync(ada);
        foreach (var id in acknowledged)
            Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync($"/tweets/{id}")).StatusCode);
    }

    [Fact]
    public async Task A_stall_is_answered_with_503_and_ends_by_itself()
    {
        using var server = await PostgresServer.StartAsync(durable: false);
        await using var linnet = await RunningLinnet.StartAsync($"--database={await server.CreateAsync()}", "--storage:postgreswaitseconds=1");
        var ada = await linnet.JoinAsync("ada");
        await ada.TweetAsync("before");
        server.Signal(Signals.Stop);
        try
        {
            await AssertRefusedInTimeAsync(ada);
        }
        finally
        {
            server.Signal(Signals.Continue);
        }
        await AssertRecoversAsync(ada);
    }

    private static async Task WriteUntilAsync(Person author, List<long> acknowledged, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            using var answer = await author.PostAsync("/tweets/", new { content = "Hello" });
            if (answer.StatusCode is HttpStatusCode.Created)
                acknowledged.Add((await answer.ReadJsonAsync())["id"]!.GetValue<long>());
        }
    }

    private static async Task AssertRefusedInTimeAsync(Person person)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var watch = Stopwatch.StartNew();
            using var write = await person.PostAsync("/tweets/", new { content = "Now?" });
            Assert.Equal(HttpStatusCode.ServiceUnavailable, write.StatusCode);
            Assert.NotNull(write.Headers.RetryAfter);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, AnswerBound);
            watch.Restart();
            using var read = await person.GetAsync("/users/nobody_known");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, read.StatusCode);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, AnswerBound);
        }
    }

    private static async Task AssertRecoversAsync(Person person)
    {
        var watch = Stopwatch.StartNew();
        while ((await person.PostAsync("/tweets/", new { content = "Again" })).StatusCode is not HttpStatusCode.Created)
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, RecoveryBound);
        // And stays so: no broken connection is left in the pool.
        for (var number = 0; number < 30; number++)
            await person.TweetAsync("And on");
    }
}
