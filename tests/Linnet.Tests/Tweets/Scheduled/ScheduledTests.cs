using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Xunit;

namespace Linnet.Tests.Tweets.Scheduled;

/// <summary>Scheduling tweets, and changing and deleting what is scheduled.</summary>
public sealed class ScheduledTests : IAsyncLifetime
{
    private const int Most = 3;

    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;

    private static DateTimeOffset Tomorrow => TimeProvider.System.GetUtcNow().AddDays(1);

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync($"--scheduled:mostwaiting={Most}");
        (_ada, _ben) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task What_is_scheduled_is_no_tweet_before_and_only_its_owner_sees_it()
    {
        var answer = await _ada.PostAsync("/tweets/", new { content = "Tomorrow. #later", scheduled_at = "2099-01-01T00:00:00Z" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var at = Tomorrow;
        answer = await _ada.PostAsync("/tweets/", new { content = "Tomorrow. #later", scheduled_at = at.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", null) });
        Assert.Equal((HttpStatusCode.Accepted, "/scheduled/1"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        var scheduled = await answer.ReadJsonAsync();
        Assert.Equal((1, "waiting", "Tomorrow. #later"), ((int)scheduled["id"]!, (string?)scheduled["state"], (string?)scheduled["tweet"]!["content"]));
        Assert.Equal(at.ToString("yyyy-MM-dd'T'HH:mm:ss'.000000Z'", null), (string?)scheduled["scheduled_at"]);
        Assert.Null(scheduled["error"]);
        Assert.Equal(scheduled.ToJsonString(), (await _ada.ReadAsync("/scheduled/1")).ToJsonString());
        Assert.Equal(scheduled.ToJsonString(), (await _ada.ReadAsync("/scheduled"))[0]!.ToJsonString());

        foreach (var list in new[] { "/tweets/", "/tweets/user/ada", "/tags/later/tweets" })
            Assert.Empty((await _ada.ReadAsync(list)).AsArray());
        Assert.Equal(0, (int)(await _ada.ReadAsync("/users/me"))["tweets_count"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await _ada.GetAsync("/tweets/1")).StatusCode);
        Assert.Empty((await _ben.ReadAsync("/scheduled")).AsArray());
        foreach (var attempt in new[] { _ben.GetAsync("/scheduled/1"), _ben.PutAsync("/scheduled/1", new { content = "Mine" }), _ben.DeleteAsync("/scheduled/1") })
        {
            var refusal = await attempt;
            Assert.Equal(HttpStatusCode.NotFound, refusal.StatusCode);
            Assert.Equal("scheduled_tweet_not_found", (string?)(await refusal.ReadJsonAsync())["code"]);
        }
        Assert.Equal(scheduled.ToJsonString(), (await _ada.ReadAsync("/scheduled/1")).ToJsonString());
    }

    [Theory]
    [InlineData("\"2026-01-01T10:00:00\"", "timezone_aware")]
    [InlineData("\"tomorrow\"", "datetime_from_date_parsing")]
    [InlineData("\"2026-13-01T10:00:00Z\"", "datetime_from_date_parsing")]
    [InlineData("1790000000", "datetime_type")]
    [InlineData("\"2001-01-01T00:00:00Z\"", "scheduled_at_out_of_range")]
    public async Task A_time_that_is_none_or_has_no_offset_is_refused(string time, string error)
    {
        var body = JsonNode.Parse($$"""{"content": "x", "scheduled_at": {{time}}}""")!;
        var answer = await _ada.PostAsync("/tweets/", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var detail = (await answer.ReadJsonAsync())["detail"]![0]!;
        Assert.Equal((error, """["body","scheduled_at"]"""), ((string?)detail["type"], detail["loc"]!.ToJsonString()));
        Assert.Empty((await _ada.ReadAsync("/scheduled")).AsArray());
    }

    [Theory]
    [InlineData(290, false)]
    [InlineData(310, true)]
    [InlineData((365 * 86_400) - 60, true)]
    [InlineData((365 * 86_400) + 60, false)]
    public async Task It_is_at_least_five_minutes_and_at_most_a_year_ahead(int seconds, bool isAccepted)
    {
        var answer = await ScheduleAsync(_ada, new { content = "x", scheduled_at = TimeProvider.System.GetUtcNow().AddSeconds(seconds) });
        Assert.Equal(isAccepted ? HttpStatusCode.Accepted : HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task What_could_not_be_posted_now_is_refused_with_the_same_errors_and_changes_no_count()
    {
        var tweet = await _ben.TweetAsync("Hello");
        await _ben.PutAsync($"/tweets/{tweet}/quote_policy", new { policy = "nobody" });
        var quote = new { content = "x", reply_to_id = tweet, retweet_of_id = tweet, scheduled_at = Tomorrow };
        Assert.Equal("quote_not_allowed", await CodeAsync(await _ada.PostAsync("/tweets/", quote)));
        Assert.Equal("reply_parent_not_found", await CodeAsync(await _ada.PostAsync("/tweets/", new { content = "x", reply_to_id = 900, scheduled_at = Tomorrow })));
        var crowd = string.Join(' ', await Task.WhenAll(Enumerable.Range(0, 21).Select(async _ => $"@{(await _linnet.JoinAsync()).Username}")));
        var answer = await _ada.PostAsync("/tweets/", new { content = crowd, scheduled_at = Tomorrow });
        Assert.Equal("too_many_mentions", (string?)(await answer.ReadJsonAsync())["detail"]![0]!["type"]);
        Assert.Equal(HttpStatusCode.Accepted, (await _ada.PostAsync("/tweets/", new { content = "x", reply_to_id = tweet, scheduled_at = Tomorrow })).StatusCode);
        Assert.Equal((0, 0), ((int)(await _ben.ReadAsync($"/tweets/{tweet}"))["replies_count"]!, (int)(await _ben.ReadAsync($"/tweets/{tweet}"))["retweets_count"]!));
        CounterRecount.AssertNoDrift(_linnet.Database);
    }

    [Fact]
    public async Task All_of_it_can_be_changed_and_an_edit_without_a_time_keeps_it()
    {
        var parent = await _ben.TweetAsync("Hello");
        var at = Tomorrow;
        await ScheduleAsync(_ada, new { content = "x", scheduled_at = at });
        var poll = new { options = new[] { "Looms", "Engines" }, expires_in = 300, multiple = true };
        var edited = await (await _ada.PutAsync(
            "/scheduled/1", new { content = "y", reply_to_id = parent, visibility = "followers", sensitive = true, content_warning = "w", poll, scheduled_at = at.AddHours(1) }))
            .EnsureSuccessStatusCode().ReadJsonAsync();
        var time = (string?)edited["scheduled_at"];
        Assert.Equal(at.AddHours(1), DateTimeOffset.Parse(time!, CultureInfo.InvariantCulture), TimeSpan.FromMilliseconds(1));
        Assert.Equal("""["Looms","Engines"]""", edited["tweet"]!["poll"]!["options"]!.ToJsonString());
        // What it has can be sent back as it is.
        var again = await (await _ada.PutAsync("/scheduled/1", edited["tweet"]!)).EnsureSuccessStatusCode().ReadJsonAsync();
        Assert.Equal((time, edited["tweet"]!.ToJsonString()), ((string?)again["scheduled_at"], again["tweet"]!.ToJsonString()));
        var plain = await (await _ada.PutAsync("/scheduled/1", new { content = "z" })).EnsureSuccessStatusCode().ReadJsonAsync();
        Assert.Equal((time, true), ((string?)plain["scheduled_at"], plain["tweet"]!["poll"] is null));
        Assert.Equal("reply_parent_not_found", await CodeAsync(await _ada.PutAsync("/scheduled/1", new { content = "x", reply_to_id = 900 })));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _ada.PutAsync("/scheduled/1", new { content = "z", scheduled_at = TimeProvider.System.GetUtcNow() })).StatusCode);
        Assert.Equal(plain.ToJsonString(), (await _ada.ReadAsync("/scheduled/1")).ToJsonString());
    }

    [Fact]
    public async Task What_is_deleted_is_not_posted()
    {
        await ScheduleAsync(_ada, new { content = "x", scheduled_at = Tomorrow });
        Assert.Equal(HttpStatusCode.NoContent, (await _ada.DeleteAsync("/scheduled/1")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _ada.DeleteAsync("/scheduled/1")).StatusCode);
        Assert.Equal(0, ScheduledRowsInPlainSql.CountJobs(_linnet.Database));
    }

    [Fact]
    public async Task An_account_has_no_more_waiting_than_the_setting_says_not_even_in_a_race()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 4 * Most).Select(_ => ScheduleAsync(_ada, new { content = "x", scheduled_at = Tomorrow })));
        Assert.Equal(Most, answers.Count(answer => answer.StatusCode is HttpStatusCode.Accepted));
        Assert.All(await Task.WhenAll(answers.Where(answer => !answer.IsSuccessStatusCode).Select(CodeAsync)), code => Assert.Equal("too_many_scheduled_tweets", code));
        Assert.Equal(HttpStatusCode.Accepted, (await ScheduleAsync(_ben, new { content = "x", scheduled_at = Tomorrow })).StatusCode);
        await _ada.DeleteAsync("/scheduled/1");
        Assert.Equal(HttpStatusCode.Accepted, (await ScheduleAsync(_ada, new { content = "x", scheduled_at = Tomorrow })).StatusCode);
    }

    private static Task<HttpResponseMessage> ScheduleAsync(Person person, object draft) => person.PostAsync("/tweets/", draft);

    private static async Task<string?> CodeAsync(HttpResponseMessage refusal) => (string?)(await refusal.ReadJsonAsync())["code"];
}
