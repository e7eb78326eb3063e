using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Tweets;

/// <summary>Edits: the versions that they leave, and who may read these.</summary>
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

    private async Task<JsonNode> EditAsync(object edit) => await (await _ada.PutAsync($"/tweets/{_tweet}", edit)).EnsureSuccessStatusCode().ReadJsonAsync();

    private async Task<string[]> HistoryAsync(Person reader, string query = "") =>
        [.. (await reader.ReadAsync($"/tweets/{_tweet}/history{query}")).AsArray().Select(Describe)];

    private static string Describe(JsonNode? version) => $"{version!["number"]} {version["content"]}";

    private static async Task AssertErrorAsync(HttpStatusCode status, string code, HttpResponseMessage answer) =>
        Assert.Equal((status, code), (answer.StatusCode, (string?)(await answer.ReadJsonAsync())["code"]));
}
