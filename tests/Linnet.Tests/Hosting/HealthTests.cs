using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Hosting;

public sealed class HealthTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_without_its_database_is_alive_but_not_ready_until_the_database_is_back()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        Assert.Equal((HttpStatusCode.OK, "ready"), await AskAsync(linnet.Http, "/health/ready", "status"));

        File.Move(linnet.Database, $"{linnet.Database}.away");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "database_unavailable"), await AskAsync(linnet.Http, "/health/ready", "code"));
        Assert.Equal((HttpStatusCode.OK, "alive"), await AskAsync(linnet.Http, "/health/live", "status"));
        Assert.Equal((HttpStatusCode.OK, "healthy"), await AskAsync(linnet.Http, "/health", "status"));

        File.Move($"{linnet.Database}.away", linnet.Database);
        Assert.Equal((HttpStatusCode.OK, "ready"), await AskAsync(linnet.Http, "/health/ready", "status"));
    }

    [Fact]
    public async Task A_server_whose_file_is_no_longer_a_database_is_not_ready()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        File.Move(linnet.Database, $"{linnet.Database}.away");
        await File.WriteAllTextAsync(linnet.Database, new string('x', 8192), Cancellation);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "database_unavailable"), await AskAsync(linnet.Http, "/health/ready", "code"));
    }

    [Fact]
    public async Task A_probe_on_PostgreSQL_opens_no_extra_connection()
    {
        const int Probes = 50;
        // PostgreSQL updates this count when a connection ends.
        const string CountSessions = "select sessions from pg_stat_database where datname = current_database()";
        var database = await PostgresServer.CreateDatabaseAsync();
        await using (var linnet = await RunningLinnet.StartNodeAsync(database))
        {
            var before = PlainSql.Query<long>(database, CountSessions)[0];
            for (var probe = 0; probe < Probes; probe++)
                Assert.Equal((HttpStatusCode.OK, "ready"), await AskAsync(linnet.Http, "/health/ready", "status"));
            await Eventually.TrueAsync(() => PlainSql.Query<long>(database, CountSessions)[0] > before, "sessions are counted");
            Assert.InRange(PlainSql.Query<long>(database, CountSessions)[0] - before, 1, Probes / 2);
        }
        await PostgresServer.DropAsync(database);
    }

    [Fact]
    public async Task A_draining_server_is_not_ready_but_still_serves_new_connections()
    {
        using var folder = new TempFolder();
        await using var linnet = LinnetProcess.Start(folder, "--urls=http://127.0.0.1:0", "--passwords:bcryptcost=4", "--drainseconds=3");
        var server = await linnet.WaitUntilListeningAsync();
        var ada = await Person.JoinAsync(server, "ada");

        linnet.Terminate();

        await Eventually.TrueAsync(() => Ask(server, "/health/ready") == (HttpStatusCode.ServiceUnavailable, "draining"), "it is draining");
        Assert.Equal(HttpStatusCode.OK, Ask(server, "/health/live").Status);
        await ada.TweetAsync("Served to the end");
        Assert.Equal(0, (await linnet.WaitForExitAsync()).ExitCode);
        Assert.Single(PlainSql.Query<string>(folder.File("twitter.db"), "select content from tweets"));
    }

    // Uses a new client, and therefore a new connection, each time.
    private static (HttpStatusCode Status, string? Code) Ask(Uri server, string path)
    {
        using var http = new HttpClient { BaseAddress = server };
        return AskAsync(http, path, "code").GetAwaiter().GetResult();
    }

    private static async Task<(HttpStatusCode Status, string? Member)> AskAsync(HttpClient http, string path, string member)
    {
        using var answer = await http.GetAsync(path, Cancellation);
        return (answer.StatusCode, (string?)(await answer.ReadJsonAsync())[member]);
    }
}
