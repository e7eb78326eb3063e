using System.Net;
using System.Text.Json.Nodes;
using Linnet.Events;
using Linnet.Jobs;
using Linnet.Tests.Accounts;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Linnet.Tests.Tweets.Scheduled;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Tweets;

/// <summary>Tweets that delete themselves.</summary>
public sealed class ExpiryTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task A_tweet_says_when_it_deletes_itself_and_an_edit_does_not_move_that()
    {
        var posted = await PostAsync(300);
        var end = DateTimeOffset.Parse((string)posted["created_at"]!, null).AddSeconds(300);
        Assert.Equal(end, DateTimeOffset.Parse((string)posted["expires_at"]!, null));
        var edited = await (await _ada.PutAsync($"/tweets/{posted["id"]}", new { content = "other words" })).EnsureSuccessStatusCode().ReadJsonAsync();
        Assert.Equal((string)posted["expires_at"]!, (string?)edited["expires_at"]);
        _linnet.Services.GetRequiredService<EventBus>().Publish(new CachesInvalid(), new Commit(long.MaxValue, IsRemote: false));
        Assert.Equal((string)posted["expires_at"]!, (string?)(await _ben.ReadAsync($"/tweets/{posted["id"]}"))["expires_at"]);
        Assert.DoesNotContain("expires", (await _ben.ReadAsync($"/tweets/{await _ada.TweetAsync("for good")}")).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_goes_at_its_time_as_if_its_author_had_deleted_it()
    {
        await _ben.FollowAsync(_ada);
        var id = (long)(await PostAsync(3600))["id"]!;
        await _ben.LikeAsync(id);
        var repost = (long)(await (await _ben.PutAsync($"/tweets/{id}/repost", new { })).EnsureSuccessStatusCode().ReadJsonAsync())["id"]!;
        var reply = await _ben.TweetAsync("An answer.", replyTo: id);
        await RunJobsAsync(after: TimeSpan.FromMinutes(50));
        Assert.Equal(HttpStatusCode.OK, (await _ben.GetAsync($"/tweets/{id}")).StatusCode);
        await using var client = await LiveClient.ConnectAsync(_ben);
        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunJobsAsync(after: TimeSpan.FromSeconds(3601))));
        Assert.Equal(1, done.Sum());
        Assert.Equal(repost, (long)(await client.ReceiveUntilAsync("tweet_deleted"))["data"]!["tweet_id"]!);
        Assert.Equal(id, (long)(await client.ReceiveUntilAsync("tweet_deleted"))["data"]!["tweet_id"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await _ben.GetAsync($"/tweets/{id}")).StatusCode);
        Assert.Equal(id, (long)(await _ben.ReadAsync($"/tweets/{reply}"))["deleted_parent_id"]!);
        Assert.Equal([reply], (await _ben.ReadAsync("/tweets/timeline"))["tweets"]!.AsArray().Select(tweet => (long)tweet!["id"]!));
        Assert.Equal((0, 1), ((int)(await _ben.ReadAsync("/users/ada"))["tweets_count"]!, (int)(await _ben.ReadAsync("/users/ben"))["tweets_count"]!));
        CounterRecount.AssertNoDrift(_linnet.Database);
    }

    [Fact]
    public async Task Of_a_scheduled_tweet_the_time_counts_from_when_it_is_posted()
    {
        var draft = new { content = "later", expires_in = 300, scheduled_at = TimeProvider.System.GetUtcNow().AddDays(1) };
        var scheduled = await (await _ada.PostAsync("/tweets/", draft)).EnsureSuccessStatusCode().ReadJsonAsync();
        Assert.Equal(300, (int)scheduled["tweet"]!["expires_in"]!);
        ScheduledRowsInPlainSql.MakeDue(_linnet.Database);
        await Eventually.TrueAsync(() => ScheduledRowsInPlainSql.CountJobs(_linnet.Database) is 0, "it is posted");
        var posted = (await _ben.ReadAsync("/tweets/user/ada"))[0]!;
        Assert.Equal(DateTimeOffset.Parse((string)posted["created_at"]!, null).AddSeconds(300), DateTimeOffset.Parse((string)posted["expires_at"]!, null));
        await RunJobsAsync(after: TimeSpan.FromSeconds(310));
        Assert.Empty((await _ben.ReadAsync("/tweets/user/ada")).AsArray());
    }

    [Fact]
    public async Task Of_one_that_is_gone_already_nothing_is_left_to_do()
    {
        var id = (long)(await PostAsync(300))["id"]!;
        var other = await _ada.TweetAsync("stays");
        (await _ada.DeleteAsync($"/tweets/{id}")).EnsureSuccessStatusCode();
        await RunJobsAsync(after: TimeSpan.FromSeconds(301));
        Assert.Equal(HttpStatusCode.OK, (await _ada.GetAsync($"/tweets/{other}")).StatusCode);
        Assert.Empty(PlainSql.Query<long>(_linnet.Database, "select id from jobs where kind = 'delete_tweet'"));
    }

    [Fact]
    public async Task It_goes_also_while_its_author_is_being_deleted()
    {
        await PostAsync(300);
        await _linnet.StopErasingAsync();
        await _linnet.MarkDeletedAsync(_ada.Id);
        await RunJobsAsync(after: TimeSpan.FromSeconds(301));
        Assert.Empty(PlainSql.Query<long>(_linnet.Database, "select id from jobs where kind = 'delete_tweet'"));
        while (await _linnet.EraseStepAsync())
        {
            // Until nothing is left.
        }
        Assert.Empty(PlainSql.Query<long>(_linnet.Database, "select id from tweets"));
    }

    [Theory]
    [InlineData(299, "greater_than_equal")]
    [InlineData(31_536_001, "less_than_equal")]
    public async Task A_time_out_of_bounds_is_refused(long seconds, string error)
    {
        var answer = await _ada.PostAsync("/tweets/", new { content = "soon gone", expires_in = seconds });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(error, (string?)(await answer.ReadJsonAsync())["detail"]![0]!["type"]);
    }

    private async Task<JsonNode> PostAsync(long seconds) =>
        await (await _ada.PostAsync("/tweets/", new { content = "soon gone", expires_in = seconds })).EnsureSuccessStatusCode().ReadJsonAsync();

    private Task<int> RunJobsAsync(TimeSpan after)
    {
        var clock = new ManualClock();
        clock.Advance(TimeProvider.System.GetUtcNow() + after - clock.GetUtcNow());
        return ActivatorUtilities.CreateInstance<JobRunner>(_linnet.Services, clock).RunDueAsync(TestContext.Current.CancellationToken);
    }
}
