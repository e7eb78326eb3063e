using System.Net;
using Linnet.Common;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Storage;

/// <summary>A pooler before PostgreSQL: one that keeps sessions serves, any other never counts as ready.</summary>
public sealed class PoolerTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private string _url = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _url = await PostgresServer.CreateDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        await PostgresServer.DropAsync(_url);
        _folder.Dispose();
    }

    [Theory]
    [InlineData("transaction", "")]
    [InlineData("transaction", "server_round_robin = 1")]
    [InlineData("transaction", "default_pool_size = 2")]
    [InlineData("statement", "")]
    public async Task One_that_keeps_no_sessions_is_refused_at_start_in_one_line(string mode, string more)
    {
        await using var bouncer = await PgBouncer.StartAsync(_url, mode, more);
        foreach (var command in new[] { "serve", "recount", "migrate" })
        {
            var outcome = await LinnetProcess.RunAsync(_folder, command, "--urls=http://127.0.0.1:0", $"--database={bouncer.Url}");
            Assert.Equal((int)ExitCode.Database, outcome.ExitCode);
            Assert.Contains("Set its pool_mode = session", Assert.Single(outcome.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_that_keeps_sessions_serves_with_all_bounds()
    {
        await using var bouncer = await PgBouncer.StartAsync(_url, "session");
        await using var linnet = await RunningLinnet.StartNodeAsync(bouncer.Url, "--storage:postgreswaitseconds=5");
        var ada = await linnet.JoinAsync("ada");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => ada.TweetAsync($"{number}")));
        Assert.Equal(50, (int)(await ada.ReadAsync("/tweets/timeline"))["total"]!);
        await using var database = PostgresServer.Open(bouncer.Url);
        Assert.Equal("200ms", await database.ReadOneAsync(db => db.QuerySingleAsync<string>("select current_setting('lock_timeout')"), Cancellation));
    }

    [Fact]
    public async Task One_that_comes_to_keep_no_sessions_makes_a_running_server_unready_and_back()
    {
        await using var bouncer = await PgBouncer.StartAsync(_url, "session");
        await using var linnet = await RunningLinnet.StartNodeAsync(bouncer.Url, "--storage:postgreswaitseconds=5");
        var ada = await linnet.JoinAsync("ada");
        await bouncer.RestartAsync("transaction");
        await Eventually.TrueAsync(async () => await ReadinessAsync(linnet) is HttpStatusCode.ServiceUnavailable, "it is not ready");
        for (var look = 0; look < 20; look++)
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await ReadinessAsync(linnet));
        using (var refused = await ada.PostAsync("/tweets/", new { content = "refused" }))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        await bouncer.RestartAsync("session");
        await Eventually.TrueAsync(async () => await ReadinessAsync(linnet) is HttpStatusCode.OK, "it is ready again");
        await ada.TweetAsync("taken again");
    }

    private static async Task<HttpStatusCode> ReadinessAsync(RunningLinnet linnet)
    {
        using var answer = await linnet.Http.GetAsync("/health/ready", Cancellation);
        return answer.StatusCode;
    }
}
