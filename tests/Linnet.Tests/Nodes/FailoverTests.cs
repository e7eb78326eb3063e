using System.Diagnostics;
using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Nodes;

/// <summary>The primary dies and its standby takes over: nodes that know both find the new one by themselves.</summary>
[Trait("Promise", "D11")]
[Collection(SerialTests.Name)]
public sealed class FailoverTests : IAsyncLifetime
{
    private const int Writers = 4;
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(5);

    private PostgresServer _primary = null!;
    private PostgresServer _standby = null!;
    private string _url = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _primary = await PostgresServer.StartAsync(durable: true);
        _url = await _primary.CreateAsync();
        _standby = await _primary.AddStandbyAsync();
    }

    public ValueTask DisposeAsync()
    {
        _primary.Dispose();
        _standby.Dispose();
        return ValueTask.CompletedTask;
    }

    // The standby first: who takes the first host that answers finds out at the first write.
    [Fact]
    public Task After_a_crash_the_nodes_go_on_at_the_standby_within_five_seconds_and_nothing_acknowledged_is_lost() =>
        AssertFailsOverAsync(PostgresServer.UrlOf(_url, _standby, _primary), () => _primary.StopAsync("immediate"));

    // The primary first: who asks it first waits, and must not wait for it each time.
    [Fact]
    public async Task After_the_primary_fell_silent_the_nodes_go_on_at_the_standby_within_five_seconds_and_nothing_acknowledged_is_lost()
    {
        try
        {
            await AssertFailsOverAsync(PostgresServer.UrlOf(_url, _primary, _standby), () => Task.Run(() => _primary.Signal(Signals.Stop)));
        }
        finally
        {
            _primary.Signal(Signals.Continue);
        }
    }

    private static int Count(List<long> acknowledged)
    {
        lock (acknowledged)
            return acknowledged.Count;
    }

    private async Task AssertFailsOverAsync(string database, Func<Task> stopPrimary)
    {
        await using var a = await RunningLinnet.StartNodeAsync(database);
        await using var b = await RunningLinnet.StartNodeAsync(database);
        var writers = await Task.WhenAll(Enumerable.Range(0, Writers).Select(number => a.JoinAsync($"writer{number}")));
        var reader = writers[0].On(b);
        var acknowledged = new List<long>();
        using var over = new CancellationTokenSource();
        var writing = writers.Select(writer => WriteUntilAsync(writer, acknowledged, over.Token)).ToList();
        await Eventually.TrueAsync(() => Count(acknowledged) > 50, "tweets are posted");

        await stopPrimary();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await reader.GetAsync("/health/ready")).StatusCode);
        var before = Count(acknowledged);
        await _standby.PromoteAsync();
        var back = Stopwatch.StartNew();
        await Eventually.TrueAsync(() => Count(acknowledged) > before, "tweets are posted again");
        foreach (var node in new[] { a, b })
            await Eventually.TrueAsync(async () => (await node.Http.GetAsync("/health/ready", Cancellation)).IsSuccessStatusCode, "ready again");
        Figures.Record($"failover: served again after {back.Elapsed.TotalSeconds:0.0} s");
        Assert.True(back.Elapsed < LongestRecovery, $"It took {back.Elapsed.TotalSeconds:N1} s");
        await over.CancelAsync();
        await Task.WhenAll(writing);

        foreach (var id in acknowledged)
            Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync($"/tweets/{id}")).StatusCode);
        // And they receive each other's events there.
        var after = await writers[1].TweetAsync("after");
        await Eventually.TrueAsync(async () => (long)(await reader.ReadAsync("/tweets/"))[0]!["id"]! == after, "the other node has heard");
    }

    private static async Task WriteUntilAsync(Person author, List<long> acknowledged, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            using var answer = await author.PostAsync("/tweets/", new { content = "Hello" });
            if (answer.StatusCode is not HttpStatusCode.Created)
            {
                await Task.Delay(10, Cancellation);
                continue;
            }
            var id = (await answer.ReadJsonAsync())["id"]!.GetValue<long>();
            lock (acknowledged)
                acknowledged.Add(id);
        }
    }
}
