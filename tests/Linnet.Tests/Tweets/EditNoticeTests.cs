using System.Text.Json.Nodes;
using Linnet.Jobs;
using Linnet.Notifications;
using Linnet.Tests.Accounts;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Tweets;

/// <summary>Who is notified of an edit, and whose notification an edit takes back.</summary>
public sealed class EditNoticeTests : IAsyncLifetime
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

    private static async Task<JsonArray> NoticesAsync(Person owner) => (await owner.ReadAsync("/notifications?types=tweet_edited")).AsArray();
}
