using System.Net;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Tweets.Polls;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary>Muted threads: what makes no notification, for whom, and until when.</summary>
public sealed class MutedThreadTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;
    private Person _cleo = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben, _cleo) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"), await _linnet.JoinAsync("cleo"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task Nothing_in_a_muted_thread_notifies()
    {
        var root = await _ben.TweetAsync("a thread");
        var mine = await _ada.TweetAsync("an answer", replyTo: root);
        var elsewhere = await _ada.TweetAsync("another thread");
        await using var client = await LiveClient.ConnectAsync(_ada);
        await MuteAsync(_ada, mine);
        await ActAsync(_cleo, mine);
        Assert.Empty(await KindsAsync(_ada));
        await client.ExpectNothingMoreAsync();
        Assert.Equal(0, (int)(await _ada.ReadAsync("/notifications/unread_count"))["unread_count"]!);
        // Of those who do not mute it, and of other threads, as before.
        Assert.Equal(["reply"], await KindsAsync(_ben));
        await ActAsync(_cleo, elsewhere);
        Assert.Equal(["mention", "reply", "retweet", "retweet", "like"], await KindsAsync(_ada));
        Assert.Equal("new_like", (string?)(await client.ReceiveAsync())["type"]);
    }

    [Fact]
    public async Task Unmuting_notifies_of_what_comes_and_not_of_what_came()
    {
        var root = await _ada.TweetAsync("a thread");
        await _ben.LikeAsync(root);
        await MuteAsync(_ada, root);
        await _ben.TweetAsync("unheard", replyTo: root);
        var deep = await _cleo.TweetAsync("deep", replyTo: await _ben.TweetAsync("unheard too", replyTo: root));
        await UnmuteAsync(_ada, deep);
        Assert.Equal(["like"], await KindsAsync(_ada));
        await _cleo.TweetAsync("heard", replyTo: root);
        Assert.Equal(["reply", "like"], await KindsAsync(_ada));
        Assert.Null((await _ada.ReadAsync($"/tweets/{root}"))["is_thread_muted"]);
    }

    [Fact]
    public async Task Edits_and_ends_of_polls_do_not_notify_either()
    {
        var poll = await _ada.PollAsync();
        await MuteAsync(_ben, poll);
        foreach (var person in new[] { _ben, _cleo })
        {
            (await person.PutAsync($"/tweets/{poll}/repost", new { })).EnsureSuccessStatusCode();
        }
        (await _ada.PutAsync($"/tweets/{poll}", new { content = "Which one?" })).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(async () => (await KindsAsync(_cleo)).Contains("tweet_edited"), "cleo is notified of the edit");
        foreach (var person in new[] { _ben, _cleo })
            await person.VoteAsync(poll, 0);
        PollVoters.End(_linnet.Database, poll);
        await Eventually.TrueAsync(async () => (await KindsAsync(_cleo)).Contains("poll_ended"), "cleo is notified of the end");
        Assert.Empty(await KindsAsync(_ben));
    }

    [Fact]
    public async Task The_deletion_of_the_first_tweet_leaves_it_muted()
    {
        var root = await _ben.TweetAsync("a thread");
        var mine = await _ada.TweetAsync("an answer", replyTo: root);
        await MuteAsync(_ada, root);
        (await _ben.DeleteAsync($"/tweets/{root}")).EnsureSuccessStatusCode();
        await _cleo.LikeAsync(mine);
        await _cleo.TweetAsync("a reply", replyTo: mine);
        Assert.Empty(await KindsAsync(_ada));
        Assert.True((bool)(await _ada.ReadAsync($"/tweets/{mine}"))["is_thread_muted"]!);
        await UnmuteAsync(_ada, mine);
        await _cleo.TweetAsync("another reply", replyTo: mine);
        Assert.Equal(["reply"], await KindsAsync(_ada));
    }

    [Fact]
    public async Task All_tweets_of_the_thread_say_so_to_nobody_but_who_muted_it()
    {
        var root = await _ben.TweetAsync("a thread");
        var reply = await _cleo.TweetAsync("a reply", replyTo: root);
        var other = await _cleo.TweetAsync("a quote", retweetOf: root);
        var repost = (long)(await (await _cleo.PutAsync($"/tweets/{root}/repost", new { })).ReadJsonAsync())["id"]!;
        for (var time = 0; time < 2; time++)
            Assert.True((bool)(await (await _ada.PostAsync($"/tweets/{repost}/mute")).EnsureSuccessStatusCode().ReadJsonAsync())["is_thread_muted"]!);
        foreach (var tweet in new[] { root, reply })
        {
            Assert.True((bool)(await _ada.ReadAsync($"/tweets/{tweet}"))["is_thread_muted"]!);
            Assert.Null((await _ben.ReadAsync($"/tweets/{tweet}"))["is_thread_muted"]);
        }
        Assert.True((bool)(await _ada.ReadAsync($"/tweets/{root}/context"))["descendants"]![0]!["is_thread_muted"]!);
        Assert.True((bool)(await _ada.ReadAsync($"/tweets/{repost}"))["reposted"]!["is_thread_muted"]!);
        var quote = await _ada.ReadAsync($"/tweets/{other}");
        Assert.Equal((true, true), (quote["is_thread_muted"] is null, (bool)quote["quoted"]!["tweet"]!["is_thread_muted"]!));
        for (var time = 0; time < 2; time++)
            Assert.False((bool)(await (await _ada.DeleteAsync($"/tweets/{reply}/mute")).EnsureSuccessStatusCode().ReadJsonAsync())["is_thread_muted"]!);
        Assert.Null((await _ada.ReadAsync($"/tweets/{root}"))["is_thread_muted"]);
    }

    [Fact]
    public async Task A_tweet_that_one_may_not_see_is_not_found()
    {
        var root = await _ada.TweetAsync("a thread");
        var secret = (long)(await (await _ben.PostAsync("/tweets/", new { content = "for followers", visibility = "followers", reply_to_id = root })).ReadJsonAsync())["id"]!;
        await MuteAsync(_ada, root);
        foreach (var tweet in new[] { secret, 999_999 })
        {
            await AssertNotFoundAsync(await _ada.PostAsync($"/tweets/{tweet}/mute"));
            await AssertNotFoundAsync(await _ada.DeleteAsync($"/tweets/{tweet}/mute"));
        }
        Assert.True((bool)(await _ada.ReadAsync($"/tweets/{root}"))["is_thread_muted"]!);
    }

    [Fact]
    public async Task An_account_mutes_so_many()
    {
        PlainSql.Execute(_linnet.Database, $"""
            with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 9999)
            insert into tweets (content, created_at, updated_at, author_id) select 'n', 1, 1, {_ben.Id} from numbers
            """);
        PlainSql.Execute(_linnet.Database, $"insert into muted_threads (user_id, conversation_id, created_at) select {_ada.Id}, id, 1 from tweets");
        var (last, one) = (await _ben.TweetAsync("the last"), await _ben.TweetAsync("one too many"));
        await MuteAsync(_ada, last);
        await MuteAsync(_ada, last);
        var refused = await _ada.PostAsync($"/tweets/{one}/mute");
        Assert.Equal((HttpStatusCode.BadRequest, "too_many_muted_threads"), (refused.StatusCode, (string?)(await refused.ReadJsonAsync())["code"]));
        Assert.Equal(10_000, Count());
        // Older than what is kept in memory.
        var oldest = PlainSql.Query<long>(_linnet.Database, "select min(id) from tweets").Single();
        Assert.True((bool)(await _ada.ReadAsync($"/tweets/{oldest}"))["is_thread_muted"]!);
        await UnmuteAsync(_ada, oldest);
        Assert.Null((await _ada.ReadAsync($"/tweets/{oldest}"))["is_thread_muted"]);
        Assert.Null((await _ada.ReadAsync($"/tweets/{one}"))["is_thread_muted"]);
    }

    [Fact]
    public async Task A_deleted_account_leaves_none_behind()
    {
        await MuteAsync(_ada, await _ben.TweetAsync("a thread"));
        (await _ada.DeleteAsync("/users/me")).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => Task.FromResult(Count() is 0), "all rows are gone");
    }

    /// <summary>Likes, reposts, quotes and answers a tweet of ada's, and mentions her below it.</summary>
    private static async Task ActAsync(Person person, long tweet)
    {
        await person.LikeAsync(tweet);
        (await person.PutAsync($"/tweets/{tweet}/repost", new { })).EnsureSuccessStatusCode();
        await person.TweetAsync("a quote", retweetOf: tweet);
        var reply = await person.TweetAsync("a reply", replyTo: tweet);
        await person.TweetAsync("is it so, @ada?", replyTo: reply);
    }

    private static async Task MuteAsync(Person person, long tweet) => (await person.PostAsync($"/tweets/{tweet}/mute")).EnsureSuccessStatusCode();

    private static async Task UnmuteAsync(Person person, long tweet) => (await person.DeleteAsync($"/tweets/{tweet}/mute")).EnsureSuccessStatusCode();

    private static async Task<List<string>> KindsAsync(Person person) =>
        [.. (await person.ReadAsync("/notifications")).AsArray().Select(item => (string)item!["type"]!)];

    private static async Task AssertNotFoundAsync(HttpResponseMessage answer) =>
        Assert.Equal((HttpStatusCode.NotFound, "tweet_not_found"), (answer.StatusCode, (string?)(await answer.ReadJsonAsync())["code"]));

    private long Count() => PlainSql.Query<long>(_linnet.Database, "select count(*) from muted_threads").Single();
}
