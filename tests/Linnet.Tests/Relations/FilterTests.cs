using System.Net;
using System.Text.Json.Nodes;
using Linnet.Common;
using Linnet.Jobs;
using Linnet.Relations.Filters;
using Linnet.Tests.Accounts;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Relations;

/// <summary>Keyword filters: which texts they match, what becomes of tweets, and their routes.</summary>
public sealed class FilterTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"));
        await _ada.FollowAsync(_ben);
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Theory]
    [InlineData("cat", "my cat", true)]
    [InlineData("cat", "CAT!", true)]
    [InlineData("cat", "#cat", true)]
    [InlineData("cat", "@cat", true)]
    [InlineData("cat", "cats", false)]
    [InlineData("cat", "bobcat", false)]
    [InlineData("cat", "cat_food", false)]
    [InlineData("cat", "cats and a cat", true)]
    [InlineData("cat", "café cat", true)]
    [InlineData("cat", "ｃａｔ", true)]
    [InlineData("ＣＡＴ", "a cat", true)]
    [InlineData("cat", "𝒸at", true)]
    [InlineData("straße", "STRASSE", true)]
    [InlineData("caf", "café", false)]
    [InlineData("caf", "cafe\u0301", false)]
    [InlineData("#cat", "a #cat", true)]
    [InlineData("#cat", "a cat", false)]
    [InlineData("c++", "I like C++.", true)]
    [InlineData("c++", "I like objc++", false)]
    [InlineData("season 3", "Season 3 is out", true)]
    [InlineData("season 3", "season 30", false)]
    [InlineData("日本", "日本語を話す", true)]
    [InlineData("고양이", "고양이가 온다", true)]
    [InlineData("кот", "Кот спит", true)]
    [InlineData("кот", "который", false)]
    [InlineData("foo.example", "see https://www.foo.example/x", true)]
    [InlineData("foo.example", "see https://myfoo.example", false)]
    [InlineData("🐈", "a 🐈!", true)]
    [InlineData("🐈", "a 🐕", false)]
    public void A_whole_word_matches(string word, string text, bool matches) => Assert.Equal(matches, Match(text, word) is not null);

    [Theory]
    [InlineData("cat", "concatenate", true)]
    [InlineData("cat", "c at", false)]
    public void A_part_of_a_word_matches(string word, string text, bool matches) => Assert.Equal(matches, Match(text, word, wholeWord: false) is not null);

    [Fact]
    public async Task A_filter_folds_or_hides_tweets_of_others_where_it_applies()
    {
        var (plain, spoiler) = (await _ben.TweetAsync("a tweet"), await _ben.TweetAsync("The FINALE was good"));
        var own = await _ada.TweetAsync("my finale");
        var warns = await CreateAsync(new { title = "Spoilers", words = new[] { "finale", "season" } });
        Assert.Equal([own, spoiler, plain], await HomeAsync());
        Assert.Equal($$"""[{"id":{{warns}},"title":"Spoilers","action":"warn"}]""", (await _ada.ReadAsync($"/tweets/{spoiler}"))["filtered"]!.ToJsonString());
        foreach (var unmarked in new[] { await _ada.ReadAsync($"/tweets/{own}"), await _ada.ReadAsync($"/tweets/{plain}"), await _ben.ReadAsync($"/tweets/{spoiler}") })
            Assert.False(unmarked.AsObject().ContainsKey("filtered"));

        await ReadAsync(await _ada.PutAsync($"/filters/{warns}", new { title = "Spoilers", words = new[] { "finale" }, action = "hide", contexts = new[] { "home", "thread" } }));
        Assert.Equal([own, plain], await HomeAsync());
        Assert.Equal([own, spoiler, plain], Ids(await _ada.ReadAsync("/tweets/")));
        Assert.Equal([spoiler, plain], Ids(await _ada.ReadAsync("/tweets/user/ben")));
        Assert.Equal("hide", (string?)(await _ada.ReadAsync($"/tweets/{spoiler}"))["filtered"]![0]!["action"]);
        await ReadAsync(await _ada.PutAsync($"/filters/{warns}", new { title = "Spoilers", words = new[] { "finale" }, action = "hide" }));
        Assert.Equal([own, plain], Ids(await _ada.ReadAsync("/tweets/")));
        Assert.Equal([plain], Ids(await _ada.ReadAsync("/tweets/user/ben")));

        Assert.Equal(HttpStatusCode.NoContent, (await _ada.DeleteAsync($"/filters/{warns}")).StatusCode);
        Assert.Equal([own, spoiler, plain], await HomeAsync());
    }

    [Fact]
    public async Task A_repost_is_judged_by_its_original_and_a_quoted_tweet_is_folded_in_its_place()
    {
        var cyd = await _linnet.JoinAsync("cyd");
        var spoiler = await cyd.TweetAsync("The finale!");
        var quote = await _ben.TweetAsync("what they said", retweetOf: spoiler);
        var repost = (long)(await ReadAsync(await _ben.PutAsync($"/tweets/{spoiler}/repost", new { })))["id"]!;
        var reply = await _ben.TweetAsync("the finale, yes", replyTo: spoiler);
        var id = await CreateAsync(new { title = "Spoilers", words = new[] { "finale" } });
        var home = (await _ada.ReadAsync("/tweets/timeline"))["tweets"]!.AsArray().ToDictionary(tweet => (long)tweet!["id"]!, tweet => tweet!);
        Assert.Equal(id, (long)home[repost]["reposted"]!["filtered"]![0]!["id"]!);
        Assert.Equal(id, (long)home[quote]["quoted"]!["tweet"]!["filtered"]![0]!["id"]!);
        Assert.Equal((null, null), (home[repost]["filtered"], home[quote]["filtered"]));

        await ReadAsync(await _ada.PutAsync($"/filters/{id}", new { title = "Spoilers", words = new[] { "finale" }, action = "hide" }));
        var shown = Assert.Single((await _ada.ReadAsync("/tweets/timeline"))["tweets"]!.AsArray())!;
        Assert.Equal((quote, id), ((long)shown["id"]!, (long)shown["quoted"]!["tweet"]!["filtered"]![0]!["id"]!));
        // A thread has no holes.
        Assert.Equal(id, (long)(await _ada.ReadAsync($"/tweets/{spoiler}/replies"))[0]!["filtered"]![0]!["id"]!);
        Assert.Equal(reply, (long)(await _ada.ReadAsync($"/tweets/{spoiler}/replies"))[0]!["id"]!);
    }

    [Fact]
    public async Task A_content_warning_counts_and_an_edit_counts_at_once()
    {
        await CreateAsync(new { title = "Eyes", words = new[] { "eye contact" }, action = "hide" });
        await ReadAsync(await _ben.PostAsync("/tweets/", new { content = "look", content_warning = "Eye contact" }));
        var tweet = await _ben.TweetAsync("innocent");
        Assert.Equal([tweet], await HomeAsync());
        await ReadAsync(await _ben.PutAsync($"/tweets/{tweet}", new { content = "eye contact" }));
        Assert.Empty(await HomeAsync());
    }

    [Fact]
    public async Task Pages_past_what_is_hidden_are_full_and_lead_on()
    {
        var shown = new List<long>();
        for (var number = 0; number < 30; number++)
        {
            var id = await _ben.TweetAsync(number % 3 is 0 ? $"shown {number}" : $"spam {number}");
            if (number % 3 is 0)
                shown.Insert(0, id);
        }
        await CreateAsync(new { title = "Spam", words = new[] { "spam" }, action = "hide" });
        var first = (await _ada.ReadAsync("/tweets/timeline?page_size=4&max_id=9223372036854775807"))["tweets"]!;
        var second = (await _ada.ReadAsync($"/tweets/timeline?page_size=4&max_id={first[3]!["id"]}"))["tweets"]!;
        Assert.Equal(shown.Take(8), Ids(first).Concat(Ids(second)));
    }

    [Fact]
    public async Task Sockets_get_what_the_timeline_shows()
    {
        await using var before = await LiveClient.ConnectAsync(_ada);
        await CreateAsync(new { title = "Spoilers", words = new[] { "finale" } });
        var hides = await CreateAsync(new { title = "Spam", words = new[] { "spam" }, action = "hide" });
        await using var after = await LiveClient.ConnectAsync(_ada);
        await _ben.TweetAsync("spam");
        var folded = await _ben.TweetAsync("the finale");
        foreach (var client in new[] { before, after })
            Assert.Equal(("new_tweet", folded, "Spoilers"), await ReceiveTweetAsync(client));
        await _ada.DeleteAsync($"/filters/{hides}");
        var plain = await _ben.TweetAsync("more spam");
        // A message shows the tweet as it is when it is sent, so the edit waits for the first one.
        foreach (var client in new[] { before, after })
            Assert.Equal(("new_tweet", plain, null), await ReceiveTweetAsync(client));
        await _ben.PutAsync($"/tweets/{plain}", new { content = "a finale" });
        foreach (var client in new[] { before, after })
            Assert.Equal(("tweet_updated", plain, "Spoilers"), await ReceiveTweetAsync(client));
    }

    [Fact]
    public async Task A_notification_is_folded_but_never_left_out()
    {
        var tweet = await _ada.TweetAsync("what happened?");
        await CreateAsync(new { title = "Spoilers", words = new[] { "finale" }, action = "hide" });
        await using var socket = await LiveClient.ConnectAsync(_ada);
        await _ben.TweetAsync("the finale", replyTo: tweet);
        Assert.Equal(1, (long)(await _ada.ReadAsync("/notifications/unread_count"))["unread_count"]!);
        Assert.Equal("Spoilers", (string?)(await _ada.ReadAsync("/notifications/"))[0]!["tweet"]!["filtered"]![0]!["title"]);
        JsonNode message;
        do
            message = await socket.ReceiveAsync();
        while ((string?)message["type"] is not "new_reply");
        Assert.Equal("Spoilers", (string?)message["data"]!["tweet"]!["filtered"]![0]!["title"]);
    }

    [Fact]
    public async Task A_filter_with_an_end_ends_and_can_be_renewed()
    {
        var tweet = await _ben.TweetAsync("the finale");
        var id = await CreateAsync(new { title = "Spoilers", words = new[] { "finale" }, action = "hide", expires_in_seconds = 60 });
        await RunJobsAsync(after: TimeSpan.FromSeconds(59));
        Assert.Empty(await HomeAsync());
        await EndAsync(id);
        Assert.Equal([tweet], await HomeAsync());
        Assert.NotNull((await _ada.ReadAsync($"/filters/{id}"))["until"]);
        await ReadAsync(await _ada.PutAsync($"/filters/{id}", new { title = "Spoilers", words = new[] { "finale" }, action = "hide" }));
        Assert.Empty(await HomeAsync());
        Assert.Null((await _ada.ReadAsync($"/filters/{id}"))["until"]);
    }

    [Fact]
    public async Task Filters_are_kept_as_sent_and_belong_to_one_account()
    {
        var id = await CreateAsync(new { title = "Cats", words = new[] { "zebra", " Cat ", "zebra" }, whole_word = false, contexts = new[] { "thread", "home" } });
        Assert.Equal(
            $$"""{"id":{{id}},"title":"Cats","words":["zebra","Cat"],"whole_word":false,"action":"warn","contexts":["home","thread"],"until":null}""",
            (await _ada.ReadAsync($"/filters/{id}")).ToJsonString());
        Assert.Equal(id, (long)Assert.Single((await _ada.ReadAsync("/filters")).AsArray())!["id"]!);
        Assert.Empty((await _ben.ReadAsync("/filters")).AsArray());
        var draft = new { title = "Mine", words = new[] { "x" } };
        foreach (var refused in new[] { await _ben.GetAsync($"/filters/{id}"), await _ben.PutAsync($"/filters/{id}", draft), await _ben.DeleteAsync($"/filters/{id}") })
            Assert.Equal((HttpStatusCode.NotFound, "filter_not_found"), (refused.StatusCode, (string?)(await BodyOf(refused))["code"]));
    }

    [Fact]
    public async Task An_account_has_so_many_filters_even_when_they_come_at_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, FilterService.Most + 10).Select(number => _ada.PostAsync("/filters", new { title = $"{number}", words = new[] { "x" } })));
        Assert.Equal(FilterService.Most, answers.Count(answer => answer.StatusCode is HttpStatusCode.Created));
        Assert.All(answers.Where(answer => answer.StatusCode is not HttpStatusCode.Created), answer => Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode));
        Assert.Equal(FilterService.Most, (await _ada.ReadAsync("/filters")).AsArray().Count);
        var last = (await _ada.ReadAsync("/filters")).AsArray()[^1]!["id"];
        Assert.Equal(HttpStatusCode.OK, (await _ada.PutAsync($"/filters/{last}", new { title = "last", words = new[] { "y" } })).StatusCode);
    }

    [Fact]
    public async Task All_words_together_have_a_limit()
    {
        var words = Enumerable.Range(0, 20).Select(number => $"{number:00}{new string('x', 98)}").ToArray();
        for (var number = 0; number < FilterService.MostText / 2000; number++)
            await CreateAsync(new { title = $"{number}", words });
        var refused = await _ada.PostAsync("/filters", new { title = "more", words });
        Assert.Equal((HttpStatusCode.BadRequest, "too_many_filters"), (refused.StatusCode, (string?)(await BodyOf(refused))["code"]));
    }

    private static FilterMatches? Match(string text, string word, bool wholeWord = true) =>
        new ViewerFilters(
        [
            new Filter
            {
                Id = 1, Title = "t", Words = [word, "another"], WholeWord = wholeWord, Action = FilterAction.Warn, Contexts = ["home"], Until = null,
            },
        ]).Match(Fold.Key(text), FilterContexts.Home);

    // Memory reads the time of the day, which a test cannot set forward: the row is set back.
    private async Task EndAsync(long id)
    {
        PlainSql.Execute(_linnet.Database, $"update filters set ends_at = 1 where id = {id}");
        await RunJobsAsync(after: TimeSpan.FromSeconds(61));
    }

    private Task<int> RunJobsAsync(TimeSpan after)
    {
        var clock = new ManualClock();
        clock.Advance(TimeProvider.System.GetUtcNow() + after - clock.GetUtcNow());
        IJobHandler[] handlers = [ActivatorUtilities.CreateInstance<FilterService>(_linnet.Services, clock)];
        return ActivatorUtilities.CreateInstance<JobRunner>(_linnet.Services, handlers.AsEnumerable(), clock).RunDueAsync(Cancellation);
    }

    private async Task<long> CreateAsync(object draft) => (long)(await ReadAsync(await _ada.PostAsync("/filters", draft)))["id"]!;

    private async Task<long[]> HomeAsync() => Ids((await _ada.ReadAsync("/tweets/timeline"))["tweets"]!);

    private static long[] Ids(JsonNode tweets) => [.. tweets.AsArray().Select(tweet => (long)tweet!["id"]!)];

    private static async Task<(string Type, long Id, string? Filter)> ReceiveTweetAsync(LiveClient client)
    {
        while (true)
        {
            var message = await client.ReceiveAsync();
            if ((string)message["type"]! is var type and ("new_tweet" or "tweet_updated"))
                return (type, (long)message["data"]!["tweet_id"]!, (string?)message["data"]!["tweet"]!["filtered"]?[0]!["title"]);
        }
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        var body = await BodyOf(answer);
        Assert.True(answer.IsSuccessStatusCode, body.ToJsonString());
        return body;
    }

    private static async Task<JsonNode> BodyOf(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
}
