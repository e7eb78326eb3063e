using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Linnet.Jobs;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Linnet.Tweets.Scheduled;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Linnet.Tests.Tweets.Scheduled;

/// <summary>Scheduled tweets at their time: they become tweets, once, or fail with a reason.</summary>
public sealed class PublishingTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync("--scheduled:mostwaiting=2");
        (_ada, _ben) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task It_is_posted_once_with_all_that_it_has_and_its_poll_begins_then()
    {
        await _ben.FollowAsync(_ada);
        var parent = await _ben.TweetAsync("Hello");
        var poll = new { options = new[] { "Looms", "Engines" }, expires_in = 300, hide_totals = true };
        await ScheduleAsync(new { content = "Which, @ben?", reply_to_id = parent, retweet_of_id = parent, visibility = "followers", content_warning = "looms", sensitive = true, poll });
        await using var client = await LiveClient.ConnectAsync(_ben);
        var before = TimeProvider.System.GetUtcNow();
        ScheduledRowsInPlainSql.MakeDue(_linnet.Database);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunJobsAsync()));
        await WaitUntilDoneAsync();
        var tweet = Assert.Single((await _ben.ReadAsync("/tweets/user/ada")).AsArray())!;
        Assert.Equal(("Which, @ben?", parent, parent, "followers"), ((string?)tweet["content"], (long)tweet["reply_to_id"]!, (long)tweet["retweet_of_id"]!, (string?)tweet["visibility"]));
        Assert.Equal(("looms", true, true), ((string?)tweet["content_warning"], (bool)tweet["sensitive"]!, (bool)tweet["poll"]!["hide_totals"]!));
        var createdAt = DateTimeOffset.Parse((string)tweet["created_at"]!, null);
        Assert.InRange(createdAt, before, before.AddSeconds(5));
        Assert.Equal(createdAt.AddSeconds(300), DateTimeOffset.Parse((string)tweet["poll"]!["expires_at"]!, null));
        Assert.Equal((long)tweet["id"]!, (long)(await client.ReceiveUntilAsync("new_reply"))["data"]!["reply_id"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await _ada.GetAsync("/scheduled/1")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _ada.PutAsync("/scheduled/1", new { content = "x" })).StatusCode);
        Assert.Empty((await _ada.ReadAsync("/scheduled")).AsArray());
        Assert.Empty((await _ada.ReadAsync("/notifications?types=scheduled_failed")).AsArray());
        CounterRecount.AssertNoDrift(_linnet.Database);
    }

    [Fact]
    public async Task One_that_can_no_longer_be_posted_fails_with_the_reason_and_notifies_its_owner()
    {
        var (parent, quoted) = (await _ben.TweetAsync("Hello"), await (await _linnet.JoinAsync()).TweetAsync("Quote me"));
        await ScheduleAsync(new { content = "Both", reply_to_id = parent, retweet_of_id = quoted });
        PlainSql.Execute(_linnet.Database, $"update tweets set quote_policy = 2 where id = {quoted}");
        await using var client = await LiveClient.ConnectAsync(_ada);
        ScheduledRowsInPlainSql.MakeDue(_linnet.Database);
        var message = await client.ReceiveUntilAsync("new_scheduled_failed");
        var failed = await _ada.ReadAsync("/scheduled/1");
        Assert.Equal(("failed", "Both"), ((string?)failed["state"], (string?)failed["tweet"]!["content"]));
        Assert.Equal("""{"code":"quote_not_allowed","detail":"The author of this tweet limits who may quote it"}""", failed["error"]!.ToJsonString());
        var notice = Assert.Single((await _ada.ReadAsync("/notifications?types=scheduled_failed")).AsArray())!;
        Assert.Equal(((long)message["data"]!["notification_id"]!, "ada", true), ((long)notice["id"]!, (string?)notice["actor"]!["username"], notice["tweet"] is null));
        Assert.Single((await _ada.ReadAsync("/notifications?grouped=true")).AsArray());
        // The reply that was counted before the quote was refused.
        Assert.Equal(0, (int)(await _ben.ReadAsync($"/tweets/{parent}"))["replies_count"]!);
        Assert.Equal(0, (int)(await _ada.ReadAsync("/users/me"))["tweets_count"]!);
        CounterRecount.AssertNoDrift(_linnet.Database);
    }

    [Theory]
    [InlineData("deleted", "reply_parent_not_found")]
    [InlineData("blocked", "reply_parent_not_found")]
    [InlineData("for nobody", "reply_not_allowed")]
    public async Task What_happens_to_its_parent_in_the_meantime_decides(string what, string error)
    {
        var parent = await _ben.TweetAsync("Hello");
        await ScheduleAsync(new { content = "Hello back", reply_to_id = parent });
        var answer = what switch
        {
            "deleted" => await _ben.DeleteAsync($"/tweets/{parent}"),
            "blocked" => await _ben.PostAsync("/users/ada/block"),
            _ => await _ben.PutAsync($"/tweets/{parent}/reply_policy", new { policy = "nobody" }),
        };
        answer.EnsureSuccessStatusCode();
        ScheduledRowsInPlainSql.MakeDue(_linnet.Database);
        await WaitUntilDoneAsync();
        Assert.Equal(error, (string?)(await _ada.ReadAsync("/scheduled/1"))["error"]!["code"]);
        Assert.Empty((await _ada.ReadAsync("/tweets/user/ada")).AsArray());
    }

    [Fact]
    public async Task One_that_failed_waits_again_with_a_new_time()
    {
        var parent = await _ben.TweetAsync("Hello");
        await ScheduleAsync(new { content = "Hello back", reply_to_id = parent });
        await _ben.DeleteAsync($"/tweets/{parent}");
        ScheduledRowsInPlainSql.MakeDue(_linnet.Database);
        await WaitUntilDoneAsync();
        // Its time is over, so it needs another.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _ada.PutAsync("/scheduled/1", new { content = "Hello all" })).StatusCode);
        Assert.Equal("failed", (string?)(await _ada.ReadAsync("/scheduled/1"))["state"]);
        var again = new { content = "Hello all", scheduled_at = TimeProvider.System.GetUtcNow().AddDays(1) };
        // It counts again, so there has to be room.
        await ScheduleAsync(new { content = "one" });
        await ScheduleAsync(new { content = "two" });
        Assert.Equal(HttpStatusCode.BadRequest, (await _ada.PutAsync("/scheduled/1", again)).StatusCode);
        await _ada.DeleteAsync("/scheduled/2");
        await _ada.DeleteAsync("/scheduled/3");
        var waiting = await (await _ada.PutAsync("/scheduled/1", again)).EnsureSuccessStatusCode().ReadJsonAsync();
        Assert.Equal(("waiting", true), ((string?)waiting["state"], waiting["error"] is null));
        ScheduledRowsInPlainSql.MakeDue(_linnet.Database);
        await WaitUntilDoneAsync();
        Assert.Equal("Hello all", (string?)(await _ada.ReadAsync("/tweets/user/ada"))[0]!["content"]);
    }

    [Fact]
    public async Task A_change_in_the_last_minutes_keeps_the_time_and_is_what_is_posted()
    {
        await ScheduleAsync(new { content = "Helo" });
        PlainSql.Execute(_linnet.Database, "update scheduled_tweets set due_at = due_at - 86340000000");
        (await _ada.PutAsync("/scheduled/1", new { content = "Hello" })).EnsureSuccessStatusCode();
        ScheduledRowsInPlainSql.MakeDue(_linnet.Database);
        await WaitUntilDoneAsync();
        Assert.Equal("Hello", (string?)(await _ada.ReadAsync("/tweets/user/ada"))[0]!["content"]);
    }

    [Fact]
    public async Task A_deactivated_account_posts_when_it_is_back_and_what_is_too_late_fails()
    {
        await ScheduleAsync(new { content = "one" });
        PlainSql.Execute(_linnet.Database, "update users set is_active = false where username = 'ada'");
        ScheduledRowsInPlainSql.MakeDue(_linnet.Database, hoursAgo: 23);
        await Eventually.TrueAsync(
            () => PlainSql.Query<long>(_linnet.Database, "select due_at from jobs where kind = 'post_scheduled'").Single() > 1, "it was put off");
        Assert.Equal((0, 1), (ScheduledRowsInPlainSql.CountTweets(_linnet.Database).All, ScheduledRowsInPlainSql.CountWaiting(_linnet.Database)));
        PlainSql.Execute(_linnet.Database, "update users set is_active = true where username = 'ada'");
        ScheduledRowsInPlainSql.MakeDue(_linnet.Database, hoursAgo: 23);
        await WaitUntilDoneAsync();
        Assert.Equal(1, ScheduledRowsInPlainSql.CountTweets(_linnet.Database).All);
        await ScheduleAsync(new { content = "two" });
        ScheduledRowsInPlainSql.MakeDue(_linnet.Database, hoursAgo: 25);
        await WaitUntilDoneAsync();
        Assert.Equal("too_late", (string?)(await _ada.ReadAsync("/scheduled"))[0]!["error"]!["code"]);
        Assert.Equal(1, ScheduledRowsInPlainSql.CountTweets(_linnet.Database).All);
    }

    [Fact]
    public async Task A_deleted_account_posts_nothing()
    {
        await ScheduleAsync(new { content = "never" });
        await _linnet.StopErasingAsync();
        await _linnet.MarkDeletedAsync(_ada.Id);
        ScheduledRowsInPlainSql.MakeDue(_linnet.Database);
        await WaitUntilDoneAsync();
        while (await _linnet.EraseStepAsync())
        {
            // Until nothing is left.
        }
        Assert.Empty(PlainSql.Query<long>(_linnet.Database, "select id from scheduled_tweets"));
        Assert.Empty(PlainSql.Query<long>(_linnet.Database, "select id from tweets"));
    }

    [Fact]
    public async Task Failed_ones_are_bounded_in_number_and_age()
    {
        ScheduledRowsInPlainSql.AddDue(_linnet.Database, _ada.Id, 5);
        ScheduledRowsInPlainSql.MakeDue(_linnet.Database, hoursAgo: 25);
        await WaitUntilDoneAsync();
        Assert.Equal(2, (await _ada.ReadAsync("/scheduled")).AsArray().Count);
        PlainSql.Execute(_linnet.Database, "update scheduled_tweets set updated_at = updated_at - 2592000000000 where id = (select min(id) from scheduled_tweets)");
        await _linnet.Services.GetServices<IHostedService>().OfType<ScheduledPruner>().Single().PruneAsync(Cancellation);
        Assert.Single((await _ada.ReadAsync("/scheduled")).AsArray());
        await ScheduleAsync(new { content = "waits" });
        PlainSql.Execute(_linnet.Database, "update scheduled_tweets set updated_at = 1 where state = 0");
        await _linnet.Services.GetServices<IHostedService>().OfType<ScheduledPruner>().Single().PruneAsync(Cancellation);
        Assert.Equal(2, (await _ada.ReadAsync("/scheduled")).AsArray().Count);
    }

    [Fact]
    public async Task The_same_key_finds_what_was_scheduled_and_later_its_tweet()
    {
        var draft = new { content = "Once", scheduled_at = TimeProvider.System.GetUtcNow().AddDays(1) };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostWithKeyAsync(draft)));
        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.Accepted, "/scheduled/1"), (answer.StatusCode, answer.Headers.Location!.ToString())));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostWithKeyAsync(new { content = "Once" })).StatusCode);
        ScheduledRowsInPlainSql.MakeDue(_linnet.Database);
        await WaitUntilDoneAsync();
        var posted = await PostWithKeyAsync(draft);
        Assert.Equal((HttpStatusCode.Created, "Once"), (posted.StatusCode, (string?)(await posted.ReadJsonAsync())["content"]));
        Assert.Equal((1, 1), ScheduledRowsInPlainSql.CountTweets(_linnet.Database));
        await _ada.DeleteAsync(posted.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await PostWithKeyAsync(draft)).StatusCode);
    }

    [Fact]
    public async Task Deleting_in_its_last_moment_either_prevents_it_or_comes_too_late()
    {
        const int count = 24;
        ScheduledRowsInPlainSql.AddDue(_linnet.Database, _ada.Id, count);
        var deletions = Task.WhenAll(Enumerable.Range(1, count).Select(id => _ada.DeleteAsync($"/scheduled/{count + 1 - id}")));
        await Task.WhenAll(RunJobsAsync(), RunJobsAsync());
        var deleted = (await deletions).Count(answer => answer.StatusCode is HttpStatusCode.NoContent);
        await WaitUntilDoneAsync();
        Assert.Equal((count - deleted, count - deleted), ScheduledRowsInPlainSql.CountTweets(_linnet.Database));
        Assert.Empty((await _ada.ReadAsync("/scheduled")).AsArray());
    }

    private async Task ScheduleAsync(object draft)
    {
        var body = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(draft))!;
        body["scheduled_at"] = TimeProvider.System.GetUtcNow().AddDays(1);
        Assert.Equal(HttpStatusCode.Accepted, (await _ada.PostAsync("/tweets/", body)).StatusCode);
    }

    private async Task<HttpResponseMessage> PostWithKeyAsync(object draft)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/tweets/") { Content = JsonContent.Create(draft) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "one-key");
        return await _ada.Http.SendAsync(request, Cancellation);
    }

    private Task<int> RunJobsAsync() => _linnet.Services.GetRequiredService<JobRunner>().RunDueAsync(Cancellation);

    /// <summary>Waits for the server's own worker, which may have been first.</summary>
    private Task<TimeSpan> WaitUntilDoneAsync() =>
        Eventually.TrueAsync(() => ScheduledRowsInPlainSql.CountJobs(_linnet.Database) is 0, "the jobs are done");
}
