using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Tweets.Scheduled;

/// <summary>Writes about scheduled tweets that meet on PostgreSQL, where they run at the same time.</summary>
public sealed class ScheduledRacesTests : IAsyncLifetime
{
    private const int Most = 3;

    private TwoNodes _nodes = null!;

    public async ValueTask InitializeAsync() =>
        _nodes = await TwoNodes.StartAsync($"--scheduled:mostwaiting={Most}", "--storage:postgreswaitseconds=20");

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task Requests_that_count_at_the_same_time_do_not_pass_the_limit_together()
    {
        var (atA, atB) = await _nodes.JoinAsync();
        List<Task<HttpResponseMessage>> requests;
        // A request that has counted cannot insert yet.
        await using (await PlainSql.HoldAsync(_nodes.Database, "lock table scheduled_tweets in share row exclusive mode"))
        {
            requests = [.. Enumerable.Range(0, 2 * Most).Select(number => ScheduleAsync(number % 2 is 0 ? atA : atB))];
            await WaitForWaitingAsync(requests.Count);
        }
        var answers = await Task.WhenAll(requests);
        Assert.Equal(Most, answers.Count(answer => answer.StatusCode is HttpStatusCode.Accepted));
        Assert.Equal(Most, answers.Count(answer => answer.StatusCode is HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task A_change_that_meets_the_posting_comes_too_late_and_leaves_no_job()
    {
        var (atA, atB) = await _nodes.JoinAsync();
        var path = (await ScheduleAsync(atA)).Headers.Location!.ToString();
        Task<HttpResponseMessage> change, deletion;
        // The posting has removed the row and cannot commit yet.
        await using (await PlainSql.HoldAsync(_nodes.Database, "lock table outbox in share row exclusive mode"))
        {
            ScheduledRowsInPlainSql.MakeDue(_nodes.Database);
            await WaitForWaitingAsync(1);
            change = atA.PutAsync(path, new { content = "changed" });
            deletion = atB.DeleteAsync(path);
            await WaitForWaitingAsync(3);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await change).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await deletion).StatusCode);
        Assert.Equal(["x"], PlainSql.Query<string>(_nodes.Database, "select content from tweets"));
        Assert.Equal(0, ScheduledRowsInPlainSql.CountJobs(_nodes.Database));
    }

    private static Task<HttpResponseMessage> ScheduleAsync(Person person) =>
        person.PostAsync("/tweets/", new { content = "x", scheduled_at = TimeProvider.System.GetUtcNow().AddDays(1) });

    private Task<TimeSpan> WaitForWaitingAsync(int least) => Eventually.TrueAsync(
        () => PlainSql.Query<int>(
            _nodes.Database, "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'").Single() >= least,
        "they wait for locks");
}
