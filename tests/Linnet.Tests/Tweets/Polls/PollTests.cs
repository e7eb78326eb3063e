using System.Net;
using System.Text.Json.Nodes;
using Linnet.Events;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Tweets.Polls;

/// <summary>Polls and votes: what they show to whom, and who may vote when.</summary>
public sealed class PollTests : IAsyncLifetime
{
    private static readonly string[] Options = ["Looms", "Engines", "Bees"];

    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;
    private Person _cleo = null!;

    public static TheoryData<string, string> WrongDrafts => new()
    {
        { """{"expires_in": 300}""", "body.poll.options missing" },
        { """{"options": ["one"], "expires_in": 300}""", "body.poll.options too_short" },
        { """{"options": ["1", "2", "3", "4", "5"], "expires_in": 300}""", "body.poll.options too_long" },
        { """{"options": ["one", " "], "expires_in": 300}""", "body.poll.options.1 value_error" },
        { """{"options": ["one", ""], "expires_in": 300}""", "body.poll.options.1 string_too_short" },
        { """{"options": ["one", "one"], "expires_in": 300}""", "body.poll.options.1 value_error" },
        { """{"options": ["one", 2], "expires_in": 300}""", "body.poll.options.1 string_type" },
        { """{"options": ["one", "012345678901234567890123456789012345678901234567890"], "expires_in": 300}""", "body.poll.options.1 string_too_long" },
        { """{"options": ["one", "two"], "expires_in": 299}""", "body.poll.expires_in greater_than_equal" },
        { """{"options": ["one", "two"], "expires_in": 604801}""", "body.poll.expires_in less_than_equal" },
        { """{"options": "one", "expires_in": 1}""", "body.poll.options list_type, body.poll.expires_in greater_than_equal" },
        { """{"options": ["one", "two"], "expires_in": 300, "multiple": "maybe"}""", "body.poll.multiple bool_parsing" },
        { "[]", "body.poll model_attributes_type" },
        { "\"yes\"", "body.poll model_attributes_type" },
    };

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben, _cleo) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"), await _linnet.JoinAsync("cleo"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task A_tweet_shows_its_poll_and_the_viewers_vote()
    {
        var posted = await PostAsync(new { options = Options, expires_in = 300 });
        var (id, poll) = ((long)posted["id"]!, posted["poll"]!);
        Assert.Equal(id, (long)poll["id"]!);
        Assert.Equal(
            DateTimeOffset.Parse((string)posted["created_at"]!, null).AddSeconds(300), DateTimeOffset.Parse((string)poll["expires_at"]!, null));
        Assert.Equal("Looms 0, Engines 0, Bees 0 by 0, not mine", Describe(poll));

        Assert.Equal("Looms 0, Engines 1, Bees 0 by 1, mine 1", Describe(await VoteAsync(_ben, id, 1)));
        Assert.Equal("Looms 0, Engines 1, Bees 1 by 2, mine 2", Describe(await VoteAsync(_ada, id, 2)));
        Assert.Equal("Looms 0, Engines 1, Bees 1 by 2, mine 1", Describe((await _ben.ReadAsync($"/tweets/{id}"))["poll"]!));
        Assert.Equal("Looms 0, Engines 1, Bees 1 by 2, not mine", Describe((await _cleo.ReadAsync("/tweets/"))[0]!["poll"]!));
        Assert.Equal("Looms 0, Engines 1, Bees 1 by 2, mine 2", Describe(await _ada.ReadAsync($"/polls/{id}")));
        // As loaded again, and as shown within a repost and a quote.
        Forget();
        await _cleo.PutAsync($"/tweets/{id}/repost", new { });
        await _cleo.TweetAsync("Look:", retweetOf: id);
        var page = await _ben.ReadAsync("/tweets/user/cleo");
        Assert.Equal("Looms 0, Engines 1, Bees 1 by 2, mine 1", Describe(page[0]!["quoted"]!["tweet"]!["poll"]!));
        Assert.Equal("Looms 0, Engines 1, Bees 1 by 2, mine 1", Describe(page[1]!["reposted"]!["poll"]!));
        Assert.Null(page[1]!["poll"]);
        CounterRecount.AssertNoDrift(_linnet.Database);
    }

    [Fact]
    public async Task A_tweet_without_a_poll_does_not_mention_one()
    {
        var id = await _ada.TweetAsync("plain");
        Assert.DoesNotContain("poll", (await _ben.ReadAsync($"/tweets/{id}")).ToJsonString(), StringComparison.Ordinal);
        await AssertErrorAsync(HttpStatusCode.NotFound, "poll_not_found", await _ben.GetAsync($"/polls/{id}"));
        await AssertErrorAsync(HttpStatusCode.NotFound, "poll_not_found", await SendVoteAsync(_ben, id, 0));
    }

    [Fact]
    public async Task Several_options_only_where_the_poll_allows_it_and_each_vote_for_good()
    {
        var one = await PollAsync(new { options = Options, expires_in = 300 });
        var several = await PollAsync(new { options = Options, expires_in = 300, multiple = true });
        await AssertErrorAsync(HttpStatusCode.BadRequest, "one_choice_only", await SendVoteAsync(_ben, one, 0, 1));
        await AssertErrorAsync(HttpStatusCode.BadRequest, "invalid_choice", await SendVoteAsync(_ben, one, 3));
        Assert.Equal("Looms 1, Engines 0, Bees 1 by 1, mine 0+2", Describe(await VoteAsync(_ben, several, 2, 0)));
        await AssertErrorAsync(HttpStatusCode.BadRequest, "already_voted", await SendVoteAsync(_ben, several, 1));
        Assert.Equal("Looms 1, Engines 0, Bees 1 by 1, not mine", Describe(await _ada.ReadAsync($"/polls/{several}")));
    }

    [Theory]
    [InlineData("[]", "body.choices too_short")]
    [InlineData("[0, 0]", "body.choices.1 value_error")]
    [InlineData("[4]", "body.choices.0 less_than_equal")]
    [InlineData("[-1]", "body.choices.0 greater_than_equal")]
    [InlineData("[\"x\"]", "body.choices.0 int_parsing")]
    [InlineData("[0, 1, 2, 3, 0]", "body.choices too_long")]
    [InlineData("0", "body.choices list_type")]
    [InlineData("null", "body.choices list_type")]
    public async Task A_malformed_vote_is_refused(string choices, string expected)
    {
        var poll = await PollAsync(new { options = Options, expires_in = 300 });
        var answer = await _ben.PostAsync($"/polls/{poll}/votes", new { choices = JsonNode.Parse(choices) });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, expected), (answer.StatusCode, await DescribeErrorsAsync(answer)));
    }

    [Theory]
    [MemberData(nameof(WrongDrafts))]
    public async Task A_malformed_poll_is_refused(string poll, string expected)
    {
        var answer = await _ada.PostAsync("/tweets/", new { content = "?", poll = JsonNode.Parse(poll) });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, expected), (answer.StatusCode, await DescribeErrorsAsync(answer)));
        Assert.Empty((await _ada.ReadAsync("/tweets/")).AsArray());
    }

    [Fact]
    public async Task Null_is_no_poll()
    {
        var answer = await _ada.PostAsync("/tweets/", new { content = "?", poll = (object?)null });
        Assert.Null((await answer.EnsureSuccessStatusCode().ReadJsonAsync())["poll"]);
    }

    [Fact]
    public async Task Votes_of_many_at_once_are_counted_exactly()
    {
        var poll = await PollAsync(new { options = Options, expires_in = 300 });
        var voters = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => _linnet.JoinAsync()));
        // Each four times at once: 64 votes, of which 16 count.
        var answers = await Task.WhenAll(voters.SelectMany((voter, i) => Enumerable.Range(0, 4).Select(attempt => SendVoteAsync(voter, poll, (i + attempt) % 3))));
        Assert.Equal(16, answers.Count(answer => answer.IsSuccessStatusCode));
        Assert.All(answers.Where(answer => !answer.IsSuccessStatusCode), answer => Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode));
        var shown = await _cleo.ReadAsync($"/polls/{poll}");
        Assert.Equal((16, 16), ((long)shown["voters_count"]!, (long)shown["votes_count"]!));
        Assert.Equal(16, PlainSql.Query<long>(_linnet.Database, "select count(*) from poll_votes").Single());
        AssertNoDrift();
    }

    [Fact]
    public async Task Hidden_totals_show_after_ones_own_vote_and_after_the_end()
    {
        var poll = await PollAsync(new { options = Options, expires_in = 300, hide_totals = true });
        Assert.Equal("Looms 1, Engines 0, Bees 0 by 1, mine 0", Describe(await VoteAsync(_ben, poll, 0)));
        foreach (var other in new[] { _ada, _cleo })
        {
            var shown = await other.ReadAsync($"/polls/{poll}");
            Assert.Equal("Looms ?, Engines ?, Bees ? by ?, not mine", Describe(shown));
            Assert.Null(shown["votes_count"]);
        }
        End(poll);
        Assert.Equal("Looms 1, Engines 0, Bees 0 by 1, not mine, over", Describe(await _cleo.ReadAsync($"/polls/{poll}")));
    }

    [Fact]
    public async Task A_live_message_shows_no_hidden_totals()
    {
        await _ben.FollowAsync(_ada);
        await using var client = await LiveClient.ConnectAsync(_ben);
        await PollAsync(new { options = Options, expires_in = 300, hide_totals = true });
        Assert.Equal("Looms ?, Engines ?, Bees ? by ?, not mine", Describe((await client.ReceiveUntilAsync("new_tweet"))["data"]!["tweet"]!["poll"]!));
    }

    [Fact]
    public async Task A_poll_that_has_ended_takes_no_votes()
    {
        var poll = await PollAsync(new { options = Options, expires_in = 300 });
        End(poll);
        await AssertErrorAsync(HttpStatusCode.BadRequest, "poll_ended", await SendVoteAsync(_ben, poll, 0));
        Assert.Equal("Looms 0, Engines 0, Bees 0 by 0, not mine, over", Describe((await _ben.ReadAsync($"/tweets/{poll}"))["poll"]!));
    }

    [Fact]
    public async Task Who_may_not_see_the_tweet_neither_sees_the_poll_nor_votes()
    {
        await _ben.FollowAsync(_ada);
        var secret = await PollAsync(new { options = Options, expires_in = 300 }, "followers");
        await VoteAsync(_ben, secret, 0);
        await AssertErrorAsync(HttpStatusCode.NotFound, "poll_not_found", await _cleo.GetAsync($"/polls/{secret}"));
        await AssertErrorAsync(HttpStatusCode.NotFound, "poll_not_found", await SendVoteAsync(_cleo, secret, 0));
        var open = await PollAsync(new { options = Options, expires_in = 300 });
        await _cleo.PostAsync("/users/ada/block");
        await AssertErrorAsync(HttpStatusCode.Forbidden, "blocked", await SendVoteAsync(_cleo, open, 0));
        await _ada.PostAsync("/users/ben/block");
        await AssertErrorAsync(HttpStatusCode.NotFound, "poll_not_found", await _ben.GetAsync($"/polls/{open}"));
        await AssertErrorAsync(HttpStatusCode.NotFound, "poll_not_found", await SendVoteAsync(_ben, open, 0));
    }

    [Fact]
    public async Task What_a_tweet_says_stays_once_somebody_has_voted()
    {
        var poll = await PollAsync(new { options = Options, expires_in = 300 });
        (await _ada.PutAsync($"/tweets/{poll}", new { content = "Which of these?" })).EnsureSuccessStatusCode();
        await VoteAsync(_ben, poll, 0);
        await AssertErrorAsync(HttpStatusCode.Forbidden, "poll_has_votes", await _ada.PutAsync($"/tweets/{poll}", new { content = "Which not?" }));
        await AssertErrorAsync(
            HttpStatusCode.Forbidden, "poll_has_votes", await _ada.PutAsync($"/tweets/{poll}", new { content = "Which of these?", content_warning = "moths" }));
        var marked = await _ada.PutAsync($"/tweets/{poll}", new { content = "Which of these?", sensitive = true });
        Assert.True((bool)(await marked.EnsureSuccessStatusCode().ReadJsonAsync())["sensitive"]!);
    }

    [Fact]
    public async Task A_filter_looks_into_the_options()
    {
        await _ben.PostAsync("/filters", new { title = "Insects", words = new[] { "bees" } });
        var poll = await PollAsync(new { options = Options, expires_in = 300 });
        var shown = await _ben.ReadAsync($"/tweets/{poll}");
        Assert.Equal("Insects", (string?)shown["filtered"]![0]!["title"]);
        Assert.Equal("Looms 0, Engines 0, Bees 0 by 0, not mine", Describe(shown["poll"]!));
    }

    [Fact]
    public async Task Votes_go_with_their_account_and_polls_with_their_tweet()
    {
        var poll = await PollAsync(new { options = Options, expires_in = 300, multiple = true });
        await VoteAsync(_ben, poll, 0, 1);
        await VoteAsync(_cleo, poll, 1);
        (await _ben.DeleteAsync("/users/me")).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(
            async () => Describe(await _cleo.ReadAsync($"/polls/{poll}")) is "Looms 0, Engines 1, Bees 0 by 1, mine 1", "the vote is gone");
        AssertNoDrift();
        (await _ada.DeleteAsync($"/tweets/{poll}")).EnsureSuccessStatusCode();
        await AssertErrorAsync(HttpStatusCode.NotFound, "poll_not_found", await _cleo.GetAsync($"/polls/{poll}"));
        Assert.Equal(0, PlainSql.Query<long>(_linnet.Database, "select (select count(*) from polls) + (select count(*) from poll_options) + (select count(*) from poll_votes)").Single());
    }

    [Fact]
    public async Task Polls_of_a_deleted_account_go_with_all_votes()
    {
        await VoteAsync(_ben, await PollAsync(new { options = Options, expires_in = 300 }), 0);
        (await _ada.DeleteAsync("/users/me")).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(
            () => PlainSql.Query<long>(_linnet.Database, "select (select count(*) from polls) + (select count(*) from poll_votes)").Single() is 0, "the poll is gone");
    }

    private void AssertNoDrift()
    {
        Assert.Empty(PlainSql.Query<long>(
            _linnet.Database, "select id from polls where voters_count <> (select count(*) from poll_votes v where v.poll_id = polls.id)"));
        Assert.Empty(PlainSql.Query<long>(
            _linnet.Database,
            """
            select id from poll_options o
            where votes_count <> (select count(*) from poll_votes v where v.poll_id = o.poll_id and (v.choices >> cast(o.position as integer)) & 1 = 1)
            """));
    }

    /// <summary>The time of its end is past.</summary>
    private void End(long poll)
    {
        PlainSql.Execute(_linnet.Database, $"update polls set ends_at = 1 where id = {poll}");
        Forget();
    }

    private void Forget() => _linnet.Services.GetRequiredService<EventBus>().Publish(new CachesInvalid(), new Commit(long.MaxValue, IsRemote: false));

    private async Task<JsonNode> PostAsync(object poll, string visibility = "public")
    {
        var answer = await _ada.PostAsync("/tweets/", new { content = "Which?", visibility, poll });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.ReadJsonAsync();
    }

    private async Task<long> PollAsync(object poll, string visibility = "public") => (long)(await PostAsync(poll, visibility))["id"]!;

    private static Task<HttpResponseMessage> SendVoteAsync(Person voter, long poll, params int[] choices) =>
        voter.PostAsync($"/polls/{poll}/votes", new { choices });

    private static async Task<JsonNode> VoteAsync(Person voter, long poll, params int[] choices) =>
        await (await SendVoteAsync(voter, poll, choices)).EnsureSuccessStatusCode().ReadJsonAsync();

    private static string Describe(JsonNode poll)
    {
        var options = poll["options"]!.AsArray().Select(option => $"{option!["title"]} {option["votes_count"]?.ToString() ?? "?"}");
        var own = poll["own_votes"]!.AsArray();
        Assert.Equal((bool)poll["voted"]!, own.Count > 0);
        return $"{string.Join(", ", options)} by {poll["voters_count"]?.ToString() ?? "?"}, {(own.Count is 0 ? "not mine" : $"mine {string.Join('+', own)}")}"
            + ((bool)poll["expired"]! ? ", over" : "");
    }

    private static async Task<string> DescribeErrorsAsync(HttpResponseMessage answer) => string.Join(
        ", ", (await answer.ReadJsonAsync())["detail"]!.AsArray().Select(error => $"{string.Join('.', error!["loc"]!.AsArray())} {error["type"]}"));

    private static async Task AssertErrorAsync(HttpStatusCode status, string code, HttpResponseMessage answer) =>
        Assert.Equal((status, code), (answer.StatusCode, (string?)(await answer.ReadJsonAsync())["code"]));
}
