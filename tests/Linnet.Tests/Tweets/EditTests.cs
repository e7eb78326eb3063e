using System.Net;
using System.Text.Json.Nodes;
using Linnet.Jobs;
using Linnet.Notifications;
using Linnet.Tests.Accounts;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Tweets;

/// <summary>Edits: the versions that they leave, who may read these, and who is notified.</summary>
public sealed class EditTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;
    private Person _cleo = null!;
    private long _tweet;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben, _cleo) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"), await _linnet.JoinAsync("cleo"));
        _tweet = await _ada.TweetAsync("first");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task Every_version_is_kept_oldest_first()
    {
        Assert.Null((await _ben.ReadAsync($"/tweets/{_tweet}"))["edited_at"]);
        Assert.Equal(["1 first"], await HistoryAsync(_ben));
        await EditAsync(new { content = "second", content_warning = "maths", sensitive = true });
        var edited = await EditAsync(new { content = "third", content_warning = (string?)null });
        Assert.Equal((string?)edited["updated_at"], (string?)edited["edited_at"]);
        Assert.Equal(["1 first", "2 second", "3 third"], await HistoryAsync(_ben));
        var versions = await _ben.ReadAsync($"/tweets/{_tweet}/history");
        Assert.Equal((string?)edited["created_at"], (string?)versions[0]!["written_at"]);
        Assert.Equal(("maths", true), ((string)versions[1]!["content_warning"]!, (bool)versions[1]!["sensitive"]!));
        Assert.Equal((string?)edited["edited_at"], (string?)versions[2]!["written_at"]);
        // What was liked stays liked, and the tweet stays where it is.
        Assert.Equal(_tweet, (long)(await _ben.ReadAsync("/tweets/"))[0]!["id"]!);
    }

    [Fact]
    public async Task An_edit_that_changes_nothing_makes_no_version()
    {
        var edited = await EditAsync(new { content = "second" });
        var same = await EditAsync(new { content = "second", sensitive = false });
        Assert.Equal((string?)edited["edited_at"], (string?)same["edited_at"]);
        Assert.NotEqual((string?)edited["updated_at"], (string?)same["updated_at"]);
        Assert.Equal(["1 first", "2 second"], await HistoryAsync(_ada));
    }

    [Fact]
    public async Task Edits_at_once_each_leave_a_version()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => _ada.PutAsync($"/tweets/{_tweet}", new { content = $"take {i}" })));
        Assert.All(answers, answer => Assert.True(answer.IsSuccessStatusCode));
        var history = await HistoryAsync(_ada);
        Assert.Equal(13, history.Distinct().Count());
        Assert.Equal($"13 {(await _ada.ReadAsync($"/tweets/{_tweet}"))["content"]}", history[^1]);
    }

    [Fact]
    public async Task A_tweet_has_a_limited_number_of_versions()
    {
        PlainSql.Execute(
            _linnet.Database,
            $"""
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 98)
            insert into tweet_versions (tweet_id, number, content, is_sensitive, written_at) select {_tweet}, i, 'x', false, 1 from n
            """);
        await EditAsync(new { content = "the last" });
        await AssertErrorAsync(HttpStatusCode.BadRequest, "too_many_versions", await _ada.PutAsync($"/tweets/{_tweet}", new { content = "one more" }));
        await EditAsync(new { content = "the last" });
        Assert.Equal(["99 first", "100 the last"], await HistoryAsync(_ada, "?since_id=98"));
        // Versions are numbered on from the last, whether or not all before it are there.
        var other = await _ada.TweetAsync("other");
        PlainSql.Execute(
            _linnet.Database, $"insert into tweet_versions (tweet_id, number, content, is_sensitive, written_at) values ({other}, 7, 'x', false, 1)");
        (await _ada.PutAsync($"/tweets/{other}", new { content = "edited" })).EnsureSuccessStatusCode();
        Assert.Equal([7, 8, 9], (await _ada.ReadAsync($"/tweets/{other}/history")).AsArray().Select(version => (int)version!["number"]!));
    }

    [Fact]
    public async Task A_long_history_is_read_in_pages()
    {
        for (var i = 2; i <= 5; i++)
            await EditAsync(new { content = $"take {i}" });
        Assert.Equal(["1 first", "2 take 2"], await HistoryAsync(_ada, "?limit=2"));
        Assert.Equal(["3 take 3", "4 take 4"], await HistoryAsync(_ada, "?limit=2&min_id=2"));
        Assert.Equal(["4 take 4", "5 take 5"], await HistoryAsync(_ada, "?limit=2&since_id=1"));
    }

    [Fact]
    public async Task The_history_is_for_those_who_may_see_the_tweet()
    {
        await _ben.FollowAsync(_ada);
        var secret = (long)(await (await _ada.PostAsync("/tweets/", new { content = "psst", visibility = "followers" })).ReadJsonAsync())["id"]!;
        Assert.Equal(HttpStatusCode.OK, (await _ben.GetAsync($"/tweets/{secret}/history")).StatusCode);
        await AssertErrorAsync(HttpStatusCode.NotFound, "tweet_not_found", await _cleo.GetAsync($"/tweets/{secret}/history"));
        await _ada.PostAsync("/users/cleo/block");
        await AssertErrorAsync(HttpStatusCode.NotFound, "tweet_not_found", await _cleo.GetAsync($"/tweets/{_tweet}/history"));
        // Of a repost: the original's.
        var repost = await (await _ben.PutAsync($"/tweets/{_tweet}/repost", new { })).ReadJsonAsync();
        Assert.Equal(["1 first"], (await _ben.ReadAsync($"/tweets/{repost["id"]}/history")).AsArray().Select(Describe));
        await _ada.DeleteAsync($"/tweets/{_tweet}");
        await AssertErrorAsync(HttpStatusCode.NotFound, "tweet_not_found", await _ben.GetAsync($"/tweets/{_tweet}/history"));
        Assert.Equal(0, PlainSql.Query<long>(_linnet.Database, "select count(*) from tweet_versions").Single());
    }

    [Fact]
    public async Task The_source_is_the_authors_alone()
    {
        await EditAsync(new { content = "second", content_warning = "maths" });
        var source = await _ada.ReadAsync($"/tweets/{_tweet}/source");
        Assert.Equal($$"""{"id":{{_tweet}},"content":"second","content_warning":"maths"}""", source.ToJsonString());
        await AssertErrorAsync(HttpStatusCode.Forbidden, "not_author", await _ben.GetAsync($"/tweets/{_tweet}/source"));
        var repost = await (await _ben.PutAsync($"/tweets/{_tweet}/repost", new { })).ReadJsonAsync();
        await AssertErrorAsync(HttpStatusCode.Forbidden, "cannot_edit_repost", await _ben.GetAsync($"/tweets/{repost["id"]}/source"));
        await _ada.PostAsync("/users/ben/block");
        await AssertErrorAsync(HttpStatusCode.NotFound, "tweet_not_found", await _ben.GetAsync($"/tweets/{_tweet}/source"));
    }

    [Fact]
    public async Task A_live_message_of_an_edit_says_when()
    {
        await _ben.FollowAsync(_ada);
        await using var client = await LiveClient.ConnectAsync(_ben);
        var edited = await EditAsync(new { content = "second" });
        var message = await client.ReceiveUntilAsync("tweet_updated");
        Assert.Equal((string?)edited["edited_at"], (string?)message["data"]!["tweet"]!["edited_at"]);
    }

    [Fact]
    public async Task Those_who_reposted_are_notified_once_an_hour()
    {
        await _ben.PutAsync($"/tweets/{_tweet}/repost", new { });
        await _cleo.TweetAsync("Look:", retweetOf: _tweet);
        await EditAsync(new { content = "second" });
        await EditAsync(new { content = "third" });
        await EditAsync(new { content = "third" });
        await RunJobsAsync(after: TimeSpan.FromSeconds(1));
        await EditAsync(new { content = "fourth" });
        await RunJobsAsync(after: TimeSpan.FromMinutes(59));
        var notice = Assert.Single(await NoticesAsync(_ben));
        Assert.Equal(("ada", "fourth"), ((string)notice!["actor"]!["username"]!, (string)notice["tweet"]!["content"]!));
        await RunJobsAsync(after: TimeSpan.FromMinutes(61));
        Assert.Equal(2, (await NoticesAsync(_ben)).Count);
        Assert.Empty(await NoticesAsync(_cleo));
        Assert.Equal(_tweet, (long)Assert.Single((await _ben.ReadAsync("/notifications?grouped=true&types=tweet_edited")).AsArray())!["tweet"]!["id"]!);
    }

    [Fact]
    public async Task Those_who_reposted_are_notified_of_an_edit_that_mentions_somebody_too()
    {
        await _ben.PutAsync($"/tweets/{_tweet}/repost", new { });
        await EditAsync(new { content = "second, with @cleo" });
        Assert.Single((await _cleo.ReadAsync("/notifications?types=mention")).AsArray());
        await RunJobsAsync(after: TimeSpan.FromSeconds(1));
        Assert.Single(await NoticesAsync(_ben));
    }

    [Fact]
    public async Task All_edits_of_a_tweet_together_notify_ten_of_those_it_mentions()
    {
        var people = new List<Person>();
        for (var i = 0; i < 12; i++)
            people.Add(await _linnet.JoinAsync());
        await EditAsync(new { content = Mention(people[..6]) });
        await EditAsync(new { content = Mention(people) });
        var notified = new List<int>();
        foreach (var person in people)
            notified.Add((await person.ReadAsync("/notifications?types=mention")).AsArray().Count);
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0], notified);

        static string Mention(List<Person> some) => string.Join(' ', some.Select(person => $"@{person.Username}"));
    }

    [Fact]
    public async Task A_mention_that_an_edit_drops_takes_its_unread_notification_back()
    {
        await EditAsync(new { content = "with @ben and @cleo" });
        await _cleo.PostAsync("/notifications/read", new { up_to_id = long.MaxValue });
        await using var client = await LiveClient.ConnectAsync(_ben);
        await EditAsync(new { content = "alone" });
        await client.ReceiveUntilAsync("notifications_removed");
        Assert.Empty((await _ben.ReadAsync("/notifications?types=mention")).AsArray());
        Assert.Single((await _cleo.ReadAsync("/notifications?types=mention")).AsArray());
        await EditAsync(new { content = "with @ben and @cleo again" });
        Assert.Single((await _ben.ReadAsync("/notifications?types=mention")).AsArray());
        Assert.Single((await _cleo.ReadAsync("/notifications?types=mention")).AsArray());
    }

    [Fact]
    public async Task Who_reposted_after_the_edit_is_not_notified_of_it()
    {
        await _ben.PutAsync($"/tweets/{_tweet}/repost", new { });
        await EditAsync(new { content = "second" });
        await _cleo.PutAsync($"/tweets/{_tweet}/repost", new { });
        await RunJobsAsync(after: TimeSpan.FromSeconds(1));
        Assert.Single(await NoticesAsync(_ben));
        Assert.Empty(await NoticesAsync(_cleo));
    }

    [Fact]
    public async Task More_reposters_than_a_batch_are_all_notified()
    {
        const int Many = EditNotices.Batch + 5;
        var first = PlainSql.Query<long>(_linnet.Database, "select max(id) from users").Single() + 1;
        for (var id = first; id < first + Many; id++)
        {
            PlainSql.Execute(
                _linnet.Database,
                $"""
                insert into users (id, username, email, hashed_password, created_at, tweets_count) values ({id}, 'reposter_{id}', '{id}@example.org', 'x', 1, 1);
                insert into tweets (content, created_at, updated_at, author_id, retweet_of_id, kind) values ('', 1, 1, {id}, {_tweet}, 1);
                """);
        }
        await EditAsync(new { content = "second" });
        await RunJobsAsync(after: TimeSpan.FromSeconds(1));
        await RunJobsAsync(after: TimeSpan.FromSeconds(2));
        Assert.Equal(Many, PlainSql.Query<long>(_linnet.Database, "select count(distinct recipient_id) from notifications where kind = 'tweet_edited'").Single());
    }

    [Fact]
    public async Task Who_may_not_see_the_tweet_is_not_notified()
    {
        await _ben.PutAsync($"/tweets/{_tweet}/repost", new { });
        await _cleo.PutAsync($"/tweets/{_tweet}/repost", new { });
        await _ada.PutAsync($"/tweets/{_tweet}/repost", new { });
        await EditAsync(new { content = "second" });
        await _ada.PostAsync("/users/cleo/block");
        await RunJobsAsync(after: TimeSpan.FromSeconds(1));
        Assert.Single(await NoticesAsync(_ben));
        Assert.Empty(await NoticesAsync(_cleo));
        Assert.Empty(await NoticesAsync(_ada));
        // And the notice goes with the tweet.
        await _ada.DeleteAsync($"/tweets/{_tweet}");
        Assert.Empty(await NoticesAsync(_ben));
    }

    private Task<int> RunJobsAsync(TimeSpan after)
    {
        var clock = new ManualClock();
        clock.Advance(TimeProvider.System.GetUtcNow() + after - clock.GetUtcNow());
        return ActivatorUtilities.CreateInstance<JobRunner>(_linnet.Services, clock).RunDueAsync(TestContext.Current.CancellationToken);
    }

    private async Task<JsonNode> EditAsync(object edit) => await (await _ada.PutAsync($"/tweets/{_tweet}", edit)).EnsureSuccessStatusCode().ReadJsonAsync();

    private async Task<string[]> HistoryAsync(Person reader, string query = "") =>
        [.. (await reader.ReadAsync($"/tweets/{_tweet}/history{query}")).AsArray().Select(Describe)];

    private static string Describe(JsonNode? version) => $"{version!["number"]} {version["content"]}";

    private static async Task<JsonArray> NoticesAsync(Person owner) => (await owner.ReadAsync("/notifications?types=tweet_edited")).AsArray();

    private static async Task AssertErrorAsync(HttpStatusCode status, string code, HttpResponseMessage answer) =>
        Assert.Equal((status, code), (answer.StatusCode, (string?)(await answer.ReadJsonAsync())["code"]));
}
