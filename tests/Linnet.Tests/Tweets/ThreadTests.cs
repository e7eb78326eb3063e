using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Linnet.Tweets.Threads;
using Xunit;

namespace Linnet.Tests.Tweets;

/// <summary>The thread around a tweet: its order, its bounds, and what stands where a tweet is not shown.</summary>
public sealed class ThreadTests : IAsyncLifetime
{
    private readonly Dictionary<string, long> _ids = [];
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;
    private Person _cleo = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben, _cleo) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"), await _linnet.JoinAsync("cleo"));
        await TweetAsync(_ada, "root");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task Answers_come_depth_first_and_those_of_the_starter_before_others()
    {
        await TweetAsync(_ben, "b", "root");
        await TweetAsync(_cleo, "b.c", "b");
        await TweetAsync(_ada, "a", "root");
        await TweetAsync(_ben, "a.b", "a");
        await TweetAsync(_ada, "b.a", "b");
        await TweetAsync(_cleo, "b.c.c", "b.c");
        await TweetAsync(_ben, "another");
        Assert.Equal("| a a.b b b.a b.c b.c.c", await ThreadAsync(_cleo, "root"));
        Assert.Equal("root b | b.c.c", await ThreadAsync(_cleo, "b.c"));
        Assert.Equal("root b b.c |", await ThreadAsync(_cleo, "b.c.c"));
        Assert.Equal("|", await ThreadAsync(_cleo, "another"));
        var tweet = await _cleo.ReadAsync($"/tweets/{_ids["b.c.c"]}");
        Assert.Equal(_ids["root"], (long)tweet["conversation_id"]!);
        Assert.Equal(_ids["another"], (long)(await _cleo.ReadAsync($"/tweets/{_ids["another"]}"))["conversation_id"]!);
        // Of a repost: around the original.
        var repost = await (await _ben.PutAsync($"/tweets/{_ids["b.c"]}/repost", new { })).ReadJsonAsync();
        Assert.Equal("root b | b.c.c", Describe(await _cleo.ReadAsync($"/tweets/{repost["id"]}/context")));
    }

    [Fact]
    public async Task A_deleted_tweet_leaves_a_tombstone_as_long_as_something_answers_it()
    {
        await TweetAsync(_ben, "b", "root");
        await TweetAsync(_cleo, "c", "b");
        await TweetAsync(_ada, "d", "c");
        await TweetAsync(_ben, "leaf", "root");
        await DeleteAsync(_ben, "b");
        await DeleteAsync(_ben, "leaf");
        Assert.Equal("| b:unavailable c d", await ThreadAsync(_ada, "root"));
        Assert.Equal("root b:unavailable c |", await ThreadAsync(_ada, "d"));
        var orphan = await _ada.ReadAsync($"/tweets/{_ids["c"]}");
        Assert.Null(orphan["reply_to_id"]);
        Assert.Equal(_ids["b"], (long)orphan["deleted_parent_id"]!);
        var tombstone = (await _ada.ReadAsync($"/tweets/{_ids["root"]}/context"))["descendants"]![0]!;
        Assert.Equal($$"""{"id":{{_ids["b"]}},"kind":"tombstone","reason":"unavailable","reply_to_id":{{_ids["root"]}}}""", tombstone.ToJsonString());
        // Two in a row, and the first one too.
        await DeleteAsync(_cleo, "c");
        await DeleteAsync(_ada, "root");
        Assert.Equal("root:unavailable b:unavailable c:unavailable |", await ThreadAsync(_ben, "d"));
        await DeleteAsync(_ada, "d");
        Assert.Equal(HttpStatusCode.NotFound, (await _ben.GetAsync($"/tweets/{_ids["root"]}/context")).StatusCode);
    }

    [Fact]
    public async Task A_deleted_account_leaves_tombstones_too()
    {
        await TweetAsync(_ben, "b", "root");
        await TweetAsync(_cleo, "c", "b");
        await TweetAsync(_ben, "leaf", "root");
        await _ben.DeleteAsync("/users/me");
        Assert.Equal("| b:unavailable c", await ThreadAsync(_ada, "root"));
        await Eventually.TrueAsync(
            () => Task.FromResult(PlainSql.Query<long>(_linnet.Database, "select count(*) from users where username like '~%'").Single() is 0), "the account is erased");
        Assert.Equal("| b:unavailable c", await ThreadAsync(_ada, "root"));
        Assert.Equal("root b:unavailable |", await ThreadAsync(_ada, "c"));
        Assert.Equal(_ids["b"], (long)(await _ada.ReadAsync($"/tweets/{_ids["c"]}"))["deleted_parent_id"]!);
    }

    [Fact]
    public async Task What_a_viewer_may_not_see_looks_like_what_was_deleted()
    {
        await TweetAsync(_ben, "b", "root");
        await TweetAsync(_ada, "a", "b");
        await TweetAsync(_ben, "leaf", "root");
        await _ben.PostAsync("/users/cleo/block");
        Assert.Equal("| b:unavailable a", await ThreadAsync(_cleo, "root"));
        Assert.Equal("root b:unavailable |", await ThreadAsync(_cleo, "a"));
        Assert.Equal("| b a leaf", await ThreadAsync(_ada, "root"));
        await _cleo.PostAsync("/users/ben/block");
        Assert.Equal("| b:unavailable a", await ThreadAsync(_cleo, "root"));
        await _ben.DeleteAsync("/users/cleo/block");
        Assert.Equal("| b:blocked a", await ThreadAsync(_cleo, "root"));
        await _cleo.DeleteAsync("/users/ben/block");
        await _cleo.PostAsync("/users/ben/mute");
        Assert.Equal("| b a leaf", await ThreadAsync(_cleo, "root"));
    }

    [Fact]
    public async Task Hidden_replies_and_replies_for_followers_are_left_out()
    {
        await TweetAsync(_ben, "b", "root");
        await TweetAsync(_cleo, "c", "root");
        await TweetAsync(_ben, "c.b", "c");
        await _ada.PostAsync($"/tweets/{_ids["b"]}/hide");
        await _ada.PostAsync($"/tweets/{_ids["c"]}/hide");
        Assert.Equal("| c:hidden c.b", await ThreadAsync(_cleo, "root"));
        var quiet = await (await _ben.PostAsync("/tweets/", new { content = "psst", reply_to_id = _ids["root"], visibility = "followers" })).ReadJsonAsync();
        _ids["quiet"] = (long)quiet["id"]!;
        Assert.Equal("| c:hidden c.b", await ThreadAsync(_cleo, "root"));
        Assert.Equal("| c:hidden c.b quiet", await ThreadAsync(_ben, "root"));
        await _cleo.PostAsync("/filters", new { title = "Bees", words = new[] { "c.b" }, action = "hide" });
        var thread = await _cleo.ReadAsync($"/tweets/{_ids["root"]}/context");
        Assert.Equal("Bees", (string?)thread["descendants"]![1]!["filtered"]![0]!["title"]);
    }

    [Fact]
    public async Task A_part_of_a_thread_shows_no_places_of_tweets_that_are_not_for_the_viewer()
    {
        await TweetAsync(_ben, "quiet", "root", visibility: "followers");
        await TweetAsync(_ben, "quieter", "quiet", visibility: "followers");
        await TweetAsync(_ben, "b", "root");
        Assert.Equal("| b", Describe(await _cleo.ReadAsync($"/tweets/{_ids["root"]}/context?limit=1")));
        await _cleo.PostAsync("/users/ben/block");
        Assert.Equal("|", Describe(await _cleo.ReadAsync($"/tweets/{_ids["root"]}/context?limit=1")));
        Assert.Equal("| quiet", Describe(await _ben.ReadAsync($"/tweets/{_ids["root"]}/context?limit=1")));
    }

    [Fact]
    public async Task The_place_of_a_tweet_for_followers_does_not_say_what_became_of_it()
    {
        await _ada.FollowAsync(_ben);
        await _ben.FollowAsync(_ada);
        await _cleo.FollowAsync(_ada);
        await TweetAsync(_ben, "quiet", "root", visibility: "followers");
        await TweetAsync(_ada, "answer", "quiet", visibility: "followers");
        await _ada.PostAsync($"/tweets/{_ids["quiet"]}/hide");
        Assert.Equal("| quiet:unavailable answer", await ThreadAsync(_cleo, "root"));
        await _cleo.PostAsync("/users/ben/block");
        Assert.Equal("| quiet:unavailable answer", await ThreadAsync(_cleo, "root"));
        Assert.Equal("root quiet:unavailable |", await ThreadAsync(_cleo, "answer"));
        Assert.Equal("| quiet:hidden answer", await ThreadAsync(_ben, "root"));
    }

    [Fact]
    public async Task A_long_chain_keeps_the_nearest_ancestors()
    {
        var last = MakeChain(ThreadReader.MostAncestors + 6);
        var thread = await _ben.ReadAsync($"/tweets/{last}/context");
        Assert.Equal(ThreadReader.MostAncestors, thread["ancestors"]!.AsArray().Count);
        Assert.Equal(last - 1, (long)thread["ancestors"]!.AsArray()[^1]!["id"]!);
        Assert.True((bool)thread["truncated"]!);
        var third = last - ThreadReader.MostAncestors;
        thread = await _ben.ReadAsync($"/tweets/{third}/context");
        Assert.False((bool)thread["truncated"]!);
        Assert.Equal(ThreadReader.MostAncestors, thread["descendants"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_thread_is_complete_while_neither_its_tweets_nor_its_tombstones_are_too_many()
    {
        await TweetAsync(_ben, "b", "root");
        PlainSql.Execute(
            _linnet.Database,
            $"""
            with recursive n (i) as (select 1 union all select i + 1 from n where i < {ThreadReader.MostNodes})
            insert into tweets (id, content, created_at, updated_at, author_id, reply_to_id, conversation_id)
            select 1000 + i, 'x', 1, 1, {_cleo.Id}, {_ids["root"]}, {_ids["root"]} from n;
            with recursive n (i) as (select 1 union all select i + 1 from n where i < {ThreadReader.MostNodes})
            insert into tombstones (tweet_id, parent_id, conversation_id) select 50000 + i, {_ids["root"]}, {_ids["root"]} from n;
            """);
        Assert.False((bool)(await _ada.ReadAsync($"/tweets/{_ids["b"]}/context"))["truncated"]!);
        PlainSql.Execute(
            _linnet.Database,
            $"insert into tweets (content, created_at, updated_at, author_id, conversation_id) values ('x', 1, 1, {_cleo.Id}, {_ids["root"]})");
        Assert.True((bool)(await _ada.ReadAsync($"/tweets/{_ids["b"]}/context"))["truncated"]!);
    }

    [Fact]
    public async Task Parts_of_a_large_thread_are_complete_and_show_nothing_twice()
    {
        await TweetAsync(_ben, "b", "root");
        PlainSql.Execute(
            _linnet.Database,
            $"""
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 1200)
            insert into tweets (id, content, created_at, updated_at, author_id, reply_to_id, conversation_id)
            select 1000 + i, 'x', 1, 1, {_cleo.Id}, case when i % 3 = 0 then 1000 + i - 1 when i % 3 = 1 then {_ids["b"]} else {_ids["root"]} end, {_ids["root"]} from n
            """);
        await DeleteAsync(_ben, "b");
        var all = new List<long>();
        for (long? skip = 0; skip is { } from;)
        {
            var part = await _ada.ReadAsync($"/tweets/{_ids["root"]}/context?skip={from}");
            all.AddRange(part["descendants"]!.AsArray().Select(entry => (long)entry!["id"]!));
            skip = (long?)part["next"];
            Assert.Equal(skip is not null, (bool)part["truncated"]!);
        }
        Assert.Equal([_ids["b"], .. Enumerable.Range(1001, 1200)], all.Order());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _ada.GetAsync($"/tweets/{_ids["root"]}/context?limit=501")).StatusCode);
    }

    /// <returns>The last of a chain of tweets with consecutive ids.</returns>
    private long MakeChain(int length)
    {
        var root = _ids["root"];
        PlainSql.Execute(
            _linnet.Database,
            $"""
            with recursive n (i) as (select 1 union all select i + 1 from n where i < {length})
            insert into tweets (id, content, created_at, updated_at, author_id, reply_to_id, conversation_id)
            select {root} + i, 'x', 1, 1, {_ada.Id}, {root} + i - 1, {root} from n
            """);
        return root + length;
    }

    private async Task TweetAsync(Person author, string name, string? to = null, string? visibility = null)
    {
        using var answer = await author.PostAsync("/tweets/", new { content = name, reply_to_id = to is null ? (long?)null : _ids[to], visibility });
        _ids[name] = (long)(await answer.EnsureSuccessStatusCode().ReadJsonAsync())["id"]!;
    }

    private async Task DeleteAsync(Person author, string name) => (await author.DeleteAsync($"/tweets/{_ids[name]}")).EnsureSuccessStatusCode();

    private async Task<string> ThreadAsync(Person viewer, string name) => Describe(await viewer.ReadAsync($"/tweets/{_ids[name]}/context"));

    private string Describe(JsonNode thread) => string.Join(
        ' ', [.. thread["ancestors"]!.AsArray().Select(DescribeEntry), "|", .. thread["descendants"]!.AsArray().Select(DescribeEntry)]);

    private string DescribeEntry(JsonNode? entry)
    {
        var name = _ids.Single(known => known.Value == (long)entry!["id"]!).Key;
        return (string)entry!["kind"]! is "tombstone" ? $"{name}:{entry["reason"]}" : name;
    }
}
