using System.Net;
using System.Text.Json.Nodes;
using Linnet.Accounts.Administration;
using Linnet.Events;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Linnet.Tweets.Entities;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Tweets.Entities;

/// <summary>Entities from the post of a tweet to its deletion: what is stored and shown, who is notified, who may reply.</summary>
public sealed class StoredEntityTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;
    private Person _cleo = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben, _cleo) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"), await _linnet.JoinAsync("cleo"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task A_tweet_shows_its_entities_from_memory_and_as_it_is_loaded()
    {
        var id = await _ada.TweetAsync("🐦 @BEN and @nobody: https://Looms.example/a #Ｌooms #looms");
        var expected = $$"""
            {"mentions":[{"user_id":{{_ben.Id}},"username":"ben","start":2,"end":6}],"hashtags":[{"tag":"looms","start":44,"end":50},{"tag":"looms","start":51,"end":57}],"urls":[{"url":"https://Looms.example/a","start":20,"end":43,"display":"Looms.example/a"}]}
            """;
        Assert.Equal(expected, await EntitiesAsync(id));
        Forget();
        Assert.Equal(expected, await EntitiesAsync(id));
        Assert.Equal("Ｌooms", Assert.Single(PlainSql.Query<string>(_linnet.Database, "select name from tags")));
        Assert.Equal(2, Count("tweet_tags") + Count("mentions"));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("@nobody")]
    [InlineData("10:30, a@ben.example, #1")]
    public async Task A_tweet_without_entities_has_no_such_member(string content)
    {
        var id = await _ada.TweetAsync(content);
        Assert.Null(await EntitiesAsync(id));
        Forget();
        Assert.Null(await EntitiesAsync(id));
    }

    [Fact]
    public async Task A_repost_has_those_of_its_original_and_a_live_message_has_them_too()
    {
        await _cleo.FollowAsync(_ben);
        var id = await _ada.TweetAsync("@ben");
        await using var socket = await LiveClient.ConnectAsync(_cleo);
        var repost = (long)(await (await _ben.PutAsync($"/tweets/{id}/repost", new { })).ReadJsonAsync())["id"]!;
        var read = await _cleo.ReadAsync($"/tweets/{repost}");
        Assert.Null(read["entities"]);
        Assert.Equal(_ben.Id, (long)read["reposted"]!["entities"]!["mentions"]![0]!["user_id"]!);
        Assert.True(JsonNode.DeepEquals(read["reposted"], (await socket.ReceiveAsync())["data"]!["tweet"]!["reposted"]));
    }

    [Fact]
    public async Task A_mention_follows_a_change_of_the_name_and_its_old_name_is_text()
    {
        var id = await _ada.TweetAsync("@ben");
        await RenameAsync("ben", "benjamin");
        Assert.Equal("benjamin", (string?)(await _ada.ReadAsync($"/tweets/{id}"))["entities"]!["mentions"]![0]!["username"]);
        Assert.Null(await EntitiesAsync(await _ada.TweetAsync("@ben")));
        // The tweet did not mention the account that has the name now.
        await RenameAsync("cleo", "ben");
        Assert.Equal(_ben.Id, (long)(await _ada.ReadAsync($"/tweets/{id}"))["entities"]!["mentions"]![0]!["user_id"]!);
    }

    [Fact]
    public async Task Too_many_people_are_refused_and_too_many_hashtags_are_text()
    {
        await using var linnet = await RunningLinnet.StartAsync("--tweets:maxMentions=2");
        var ada = await linnet.JoinAsync("ada");
        foreach (var name in new[] { "ben", "cleo", "dan" })
            await linnet.JoinAsync(name);
        var id = await ada.TweetAsync("@ben @ben @cleo @nobody @none");
        const string Content = "@ben @cleo @dan";
        foreach (var refused in new[] { await ada.PostAsync("/tweets/", new { content = Content }), await ada.PutAsync($"/tweets/{id}", new { content = Content }) })
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Equal(
                """[{"type":"too_many_mentions","loc":["body","content"],"msg":"The content should mention at most 2 users","input":"@ben @cleo @dan"}]""",
                JsonNode.Parse(await refused.Content.ReadAsStringAsync(Cancellation))!["detail"]!.ToJsonString());
        }
        Assert.Equal(1, PlainSql.Query<long>(linnet.Database, "select count(*) from tweets").Single());
        var tagged = await ada.ReadAsync($"/tweets/{await ada.TweetAsync(string.Join(' ', Enumerable.Range(0, 40).Select(number => $"#t{number}")))}");
        Assert.Equal(ParsedContent.MaxHashtags, tagged["entities"]!["hashtags"]!.AsArray().Count);
        Assert.Equal(ParsedContent.MaxHashtags, PlainSql.Query<long>(linnet.Database, "select count(*) from tweet_tags").Single());
    }

    [Fact]
    public async Task An_edit_replaces_them()
    {
        var id = await _ada.TweetAsync("@ben #looms");
        await _ada.PutAsync($"/tweets/{id}", new { content = "#looms, @cleo and #engines" });
        Assert.Equal(
            $$"""{"mentions":[{"user_id":{{_cleo.Id}},"username":"cleo","start":8,"end":13}],"hashtags":[{"tag":"looms","start":0,"end":6},{"tag":"engines","start":18,"end":26}],"urls":[]}""",
            await EntitiesAsync(id));
        Assert.Equal([_cleo.Id], PlainSql.Query<long>(_linnet.Database, "select user_id from mentions"));
        Assert.Equal(2, Count("tweet_tags"));
        await _ada.PutAsync($"/tweets/{id}", new { content = "nothing" });
        Assert.Null(await EntitiesAsync(id));
        Assert.Equal(0, Count("tweet_tags") + Count("mentions"));
    }

    [Fact]
    public async Task The_mentioned_are_notified_once_for_each_tweet_also_over_edits()
    {
        await using var socket = await LiveClient.ConnectAsync(_ben);
        using var stream = await EventStream.OpenAsync(_ben);
        await stream.ReadAsync();
        var id = await _ada.TweetAsync("@ben, @ben and @ada");
        foreach (var message in new[] { await socket.ReceiveAsync(), (await stream.ReadAsync())!.Message! })
        {
            Assert.Equal("new_mention", (string?)message["type"]);
            Assert.Equal((id, _ada.Id), ((long)message["data"]!["tweet_id"]!, (long)message["data"]!["author_id"]!));
            Assert.Equal("ada", (string?)message["data"]!["actor"]!["username"]);
            Assert.True(JsonNode.DeepEquals(await _ben.ReadAsync($"/tweets/{id}"), message["data"]!["tweet"]));
        }
        foreach (var content in new[] { "@cleo", "@ben", "@ben and @cleo" })
            await _ada.PutAsync($"/tweets/{id}", new { content });
        Assert.Equal(["mention"], await InboxAsync(_ben));
        Assert.Equal(["mention"], await InboxAsync(_cleo));
        Assert.Empty(await InboxAsync(_ada));
        Assert.Equal([id], (await _ben.ReadAsync("/notifications?grouped=true&types=mention")).AsArray().Select(group => (long)group!["tweet"]!["id"]!));
        await _ada.DeleteAsync($"/tweets/{id}");
        Assert.Empty(await InboxAsync(_ben));
    }

    [Fact]
    public async Task Nobody_is_notified_across_a_block_or_a_mute_or_of_what_they_may_not_see()
    {
        await _ben.PostAsync("/users/ada/block");
        await _ada.TweetAsync("@ben");
        await _ben.TweetAsync("@ada");
        await _cleo.PostAsync("/users/ada/mute");
        await _ada.TweetAsync("@cleo");
        await _cleo.DeleteAsync("/users/ada/mute");
        await _ada.PostAsync("/tweets/", new { content = "@cleo", visibility = "followers" });
        foreach (var person in new[] { _ada, _ben, _cleo })
            Assert.Empty(await InboxAsync(person));
        // The tweet mentions him all the same.
        Assert.Equal(4, Count("mentions"));
    }

    [Fact]
    public async Task Ten_are_notified_of_one_tweet()
    {
        for (var number = 0; number < 12; number++)
            await _linnet.JoinAsync($"p{number}");
        await _ada.TweetAsync(string.Join(' ', Enumerable.Range(0, 12).Select(number => $"@p{number}")));
        Assert.Equal((12, 10), (Count("mentions"), Count("notifications")));
    }

    [Fact]
    public async Task Only_the_mentioned_and_the_author_reply_where_the_policy_says_so()
    {
        var id = (long)(await (await _ada.PostAsync("/tweets/", new { content = "What do you say, @ben?", reply_policy = "mentioned" })).ReadJsonAsync())["id"]!;
        Assert.Equal(HttpStatusCode.Forbidden, (await ReplyAsync(_cleo, id)).StatusCode);
        var reply = await (await ReplyAsync(_ben, id)).EnsureSuccessStatusCode().ReadJsonAsync();
        Assert.Equal(HttpStatusCode.Created, (await ReplyAsync(_ada, (long)reply["id"]!)).StatusCode);
        // The first tweet of the thread decides.
        Assert.Equal(HttpStatusCode.Forbidden, (await ReplyAsync(_cleo, (long)reply["id"]!)).StatusCode);
        await _ada.PutAsync($"/tweets/{id}", new { content = "And you, @cleo?" });
        Assert.Equal(HttpStatusCode.Created, (await ReplyAsync(_cleo, id)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await ReplyAsync(_ben, id)).StatusCode);
        Assert.Equal("mentioned", (string?)(await (await _ada.PutAsync($"/tweets/{id}/reply_policy", new { policy = "mentioned" })).ReadJsonAsync())["reply_policy"]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _ada.PutAsync($"/tweets/{id}/quote_policy", new { policy = "mentioned" })).StatusCode);
    }

    [Fact]
    public async Task A_deleted_account_leaves_no_rows_and_no_mention()
    {
        var kept = await _ada.TweetAsync("@ben and @cleo");
        await _ben.TweetAsync("@ada #looms https://looms.example");
        await _ben.PutAsync("/tags/engines/follow", new { });
        (await _ben.DeleteAsync("/users/me")).EnsureSuccessStatusCode();
        Assert.Equal(["cleo"], (await _ada.ReadAsync($"/tweets/{kept}"))["entities"]!["mentions"]!.AsArray().Select(mention => (string?)mention!["username"]));
        await Eventually.TrueAsync(() => Count("users") is 2, "the account's rows are gone");
        Assert.Equal(1, Count("mentions"));
        Assert.Equal(0, Count("tweet_tags") + Count("tag_follows"));
        CounterRecount.AssertNoDrift(_linnet.Database);
    }

    [Fact]
    public async Task Older_tweets_get_theirs_in_the_background()
    {
        var ids = new List<long>();
        foreach (var content in new[] { "@ben #looms", "plain", "#Looms @nobody", "10:30" })
            ids.Add(await _ada.TweetAsync(content));
        var known = await Task.WhenAll(ids.Select(EntitiesAsync));
        PlainSql.Execute(_linnet.Database, "delete from mentions");
        PlainSql.Execute(_linnet.Database, "delete from tweet_tags");
        PlainSql.Execute(_linnet.Database, "delete from tags");
        PlainSql.Execute(_linnet.Database, "delete from notifications");
        PlainSql.Execute(_linnet.Database, "update tweets set entities = null");
        Forget();
        Assert.Null(await EntitiesAsync(ids[0]));
        PlainSql.Execute(_linnet.Database, $"insert into jobs (kind, key, due_at) values ('find_entities', '{ids[^1] + 1}', 1)");
        await Eventually.TrueAsync(() => Count("jobs") is 0, "the job is done");
        Assert.Equal(known, await Task.WhenAll(ids.Select(EntitiesAsync)));
        Assert.Equal((1, 2, 0), (Count("mentions"), Count("tweet_tags"), Count("notifications")));
        Assert.Equal("looms", Assert.Single(PlainSql.Query<string>(_linnet.Database, "select name from tags")));
    }

    private static Task<HttpResponseMessage> ReplyAsync(Person by, long id) => by.PostAsync("/tweets/", new { content = "I say!", reply_to_id = id });

    private static async Task<IEnumerable<string>> InboxAsync(Person person) =>
        (await person.ReadAsync("/notifications")).AsArray().Select(item => (string)item!["type"]!);

    private async Task<string?> EntitiesAsync(long id) => (await _ada.ReadAsync($"/tweets/{id}"))["entities"]?.ToJsonString();

    private async Task RenameAsync(string username, string to) =>
        await _linnet.Services.GetRequiredService<AccountAdministration>().RenameAsync(AccountReference.Parse(username), to, Cancellation);

    private void Forget() => _linnet.Services.GetRequiredService<EventBus>().Publish(new CachesInvalid(), new Commit(long.MaxValue, IsRemote: false));

    private long Count(string table) => PlainSql.Query<long>(_linnet.Database, $"select count(*) from {table}").Single();
}
