using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Messages;
using Linnet.Tests.Races;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Accounts;

/// <summary>
/// A deleted account is invisible while its rows still exist and while they are being removed. The deleted account's name,
/// texts and ids are unique, so that a test finds every trace of them.
/// </summary>
public sealed class DeletedAccountTests : IAsyncLifetime
{
    private const string Name = "vanished";
    private const string Words = "words that went";

    private RunningLinnet _linnet = null!;
    private Person _gone = null!;
    private Person _bob = null!;
    private Person _carol = null!;
    private long _goneTweet;
    private long _goneReply;
    private long _bobsTweet;
    private long _bobsReply;
    private long _bobsRetweet;

    /// <summary>The deleted account takes part in everything, and all of it is cached.</summary>
    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        await _linnet.StopErasingAsync();
        _gone = await _linnet.JoinAsync(Name);
        (_bob, _carol) = (await _linnet.JoinAsync("bob"), await _linnet.JoinAsync("carol"));
        foreach (var person in new[] { _bob, _carol })
        {
            await person.FollowAsync(_gone);
            await _gone.FollowAsync(person);
        }
        await _carol.FollowAsync(_bob);
        _bobsTweet = await _bob.TweetAsync("still here");
        _goneTweet = await _gone.TweetAsync(Words);
        _goneReply = await _gone.TweetAsync(Words, replyTo: _bobsTweet);
        await _gone.TweetAsync(Words, retweetOf: _bobsTweet);
        await _gone.TweetAsync(Words, replyTo: _goneTweet);
        _bobsReply = await _bob.TweetAsync("an answer", replyTo: _goneTweet);
        _bobsRetweet = await _bob.TweetAsync("listen", retweetOf: _goneReply);
        await _gone.LikeAsync(_bobsTweet);
        await _carol.LikeAsync(_bobsTweet);
        await _carol.LikeAsync(_goneTweet);
        await _gone.LikeAsync(_goneTweet);
        await _gone.WriteToAsync(Words, _bob);
        await _bob.WriteToAsync("still here", _gone, _carol);
        await _gone.SendAsync(2, Words);
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task No_route_shows_a_deleted_account_before_or_while_its_rows_are_removed()
    {
        // Checks that the test can fail: everything is visible, and cached from here on.
        Assert.NotEmpty(await FindTracesAsync());
        await _linnet.MarkDeletedAsync(_gone.Id);
        for (var isMore = true; isMore; isMore = await _linnet.EraseStepAsync())
        {
            Assert.Empty(await FindTracesAsync());
            CounterRecount.AssertNoDrift(_linnet.Database);
        }
        Assert.Empty(PlainSql.Query<long>(_linnet.Database, "select id from users where deleted_at is not null"));
        Assert.Equal([_bobsTweet, _bobsReply, _bobsRetweet], PlainSql.Query<long>(_linnet.Database, "select id from tweets order by id"));
    }

    [Fact]
    public async Task Its_tweets_are_not_found_and_nothing_new_can_refer_to_them()
    {
        await ReadEverythingAsync();
        await _linnet.MarkDeletedAsync(_gone.Id);
        HttpResponseMessage[] answers =
        [
            await _bob.GetAsync($"/users/{Name}"),
            await _bob.GetAsync($"/users/{Name}/followers"),
            await _bob.GetAsync($"/users/{Name}/following"),
            await _bob.GetAsync($"/tweets/user/{Name}"),
            await _bob.GetAsync($"/tweets/{_goneTweet}"),
            await _bob.GetAsync($"/tweets/{_goneTweet}/replies"),
            await _bob.PostAsync($"/users/{Name}/follow"),
            await _bob.DeleteAsync($"/users/{Name}/follow"),
            await _bob.PostAsync($"/tweets/{_goneTweet}/like"),
            await _carol.DeleteAsync($"/tweets/{_goneTweet}/like"),
            await _bob.PostAsync("/tweets/", new { content = "?", reply_to_id = _goneTweet }),
            await _bob.PostAsync("/tweets/", new { content = "?", retweet_of_id = _goneTweet }),
            await _bob.PutAsync($"/tweets/{_goneTweet}", new { content = "mine now" }),
            await _bob.DeleteAsync($"/tweets/{_goneTweet}"),
        ];
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode));
        CounterRecount.AssertNoDrift(_linnet.Database);
    }

    [Fact]
    public async Task Its_name_and_address_are_free_at_once_and_its_sessions_end()
    {
        var tokens = await _linnet.LogInAsync(Name);
        await using var socket = await LiveClient.ConnectAsync(_gone);
        await ReadEverythingAsync();
        await _linnet.MarkDeletedAsync(_gone.Id);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _gone.GetAsync("/users/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _gone.PostAsync("/tweets/", new { content = "not yet" })).StatusCode);
        var anonymous = _gone with { Http = _linnet.ClientFor(token: null) };
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.PostAsync("/auth/refresh", new { refresh_token = (string?)tokens["refresh_token"] })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.PostAsync("/auth/login/json", new { username = Name, password = RunningLinnet.Password })).StatusCode);
        Assert.NotNull(await socket.ReceiveCloseAsync());

        var next = await _linnet.JoinAsync(Name);
        Assert.NotEqual(_gone.Id, next.Id);
        Assert.Empty((await _bob.ReadAsync($"/tweets/user/{Name}")).AsArray());
        Assert.Equal(0, (long)(await _bob.ReadAsync($"/users/{Name}"))["followers_count"]!);
        while (await _linnet.EraseStepAsync())
            CounterRecount.AssertNoDrift(_linnet.Database);
        Assert.Equal(next.Id, (long)(await next.ReadAsync("/users/me"))["id"]!);
    }

    [Fact]
    public async Task Missed_messages_are_replayed_without_those_about_it()
    {
        await _linnet.MarkDeletedAsync(_gone.Id);
        await using var socket = await LiveClient.ConnectAsync(_bob, since: 0);
        // Only Carol's follow and Carol's like are left in Bob's inbox.
        foreach (var member in new[] { "follower_id", "liker_id" })
            Assert.Equal(_carol.Id, (long)(await socket.ReceiveAsync())["data"]![member]!);
        await socket.ExpectNothingMoreAsync();
        Assert.Equal(2, (long)(await _bob.ReadAsync("/notifications/unread_count"))["unread_count"]!);
    }

    [Fact]
    public async Task A_deleted_tweet_with_many_references_disappears_at_once_and_is_removed_later()
    {
        const int Fans = 450;
        PlainSql.Execute(_linnet.Database, $"""
            with recursive n(i) as (select 1 union all select i + 1 from n where i < {Fans})
            insert into users (username, email, hashed_password, created_at) select 'fan' || i, 'fan' || i, '', i from n
            """);
        PlainSql.Execute(_linnet.Database, $"insert into likes (user_id, tweet_id) select id, {_bobsTweet} from users where username like 'fan%'");
        PlainSql.Execute(_linnet.Database, $"insert into notifications (recipient_id, kind, actor_id, tweet_id, created_at) select {_bob.Id}, 'like', id, {_bobsTweet}, 1 from users where username like 'fan%'");
        PlainSql.Execute(_linnet.Database, $"update tweets set likes_count = likes_count + {Fans} where id = {_bobsTweet}");
        await ReadEverythingAsync();
        var before = (long)(await _bob.ReadAsync("/users/bob"))["tweets_count"]!;

        Assert.Equal(HttpStatusCode.NoContent, (await _bob.DeleteAsync($"/tweets/{_bobsTweet}")).StatusCode);

        for (var isMore = true; isMore; isMore = await _linnet.EraseStepAsync())
        {
            Assert.Equal(HttpStatusCode.NotFound, (await _carol.GetAsync($"/tweets/{_bobsTweet}")).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await _carol.DeleteAsync($"/tweets/{_bobsTweet}/like")).StatusCode);
            Assert.Null((await _carol.ReadAsync($"/tweets/{_goneReply}"))["reply_to_id"]);
            Assert.Equal(before - 1, (long)(await _carol.ReadAsync("/users/bob"))["tweets_count"]!);
            foreach (var path in new[] { "/tweets/?limit=100", "/tweets/user/bob?limit=100" })
                Assert.DoesNotContain((await _carol.ReadAsync(path)).AsArray(), tweet => (long)tweet!["id"]! == _bobsTweet);
            Assert.DoesNotContain((await _bob.ReadAsync("/notifications/?limit=100")).AsArray(), entry => (long?)entry!["tweet"]?["id"] == _bobsTweet);
            Assert.DoesNotContain((await _bob.ReadAsync("/notifications/?grouped=true&limit=100")).AsArray(), entry => (long?)entry!["tweet"]?["id"] == _bobsTweet);
            CounterRecount.AssertNoDrift(_linnet.Database);
        }
        Assert.Equal(0, PlainSql.Query<long>(_linnet.Database, $"select count(*) from likes where tweet_id = {_bobsTweet}").Single());
        Assert.Empty(PlainSql.Query<long>(_linnet.Database, $"select id from tweets where id = {_bobsTweet}"));
    }

    private async Task ReadEverythingAsync()
    {
        foreach (var viewer in new[] { _bob, _carol })
        {
            foreach (var path in Paths())
                await viewer.GetAsync(path);
        }
    }

    /// <returns>The paths whose responses show the deleted account or one of its tweets.</returns>
    private async Task<List<string>> FindTracesAsync()
    {
        var traces = new List<string>();
        foreach (var viewer in new[] { _bob, _carol })
        {
            foreach (var path in Paths())
            {
                using var answer = await viewer.GetAsync(path);
                var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.True((int)answer.StatusCode < 500, $"{path}: {answer.StatusCode}");
                if (answer.IsSuccessStatusCode && answer.Content.Headers.ContentType?.MediaType is "application/json" && IsTrace(JsonNode.Parse(text)))
                    traces.Add($"{viewer.Username} at {path}: {text}");
            }
        }
        return traces;
    }

    /// <summary>All GET routes, with every user and every tweet in place of the parameters.</summary>
    private List<string> Paths()
    {
        string[] usernames = ["bob", "carol", Name];
        string[] tweets = [.. new[] { _bobsTweet, _bobsReply, _bobsRetweet, _goneTweet, _goneReply }.Select(id => $"{id}")];
        string[] live = ["/ws/", "/sse/"];
        return [.. _linnet.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is true)
            .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}")
            .Distinct()
            .Where(route => !live.Any(route.StartsWith) && !route.Contains("{*") && !route.Contains("docs") && !route.Contains("api.json"))
            .SelectMany(route => Fill(route, "{username}", usernames))
            .SelectMany(route => Fill(route, "{tweet_id}", tweets))
            .SelectMany(route => Fill(route, "{conversation_id}", ["1", "2"]))
            .SelectMany(route => new[] { route, $"{route}?limit=100", $"{route}?grouped=true&limit=100", $"{route}?page_size=100", $"{route}?min_id=0&limit=100" })];
    }

    private static IEnumerable<string> Fill(string route, string name, string[] values) =>
        route.Contains(name) ? values.Select(value => route.Replace(name, value)) : [route];

    private bool IsTrace(JsonNode? node) => node switch
    {
        JsonArray array => array.Any(IsTrace),
        JsonObject item => item.Any(member => IsTrace(member.Key, member.Value) || IsTrace(member.Value)),
        _ => false,
    };

    private bool IsTrace(string member, JsonNode? value) => member switch
    {
        "username" => (string?)value == Name,
        "content" => (string?)value == Words,
        "author_id" or "sender_id" => (long?)value == _gone.Id,
        "reply_to_id" or "retweet_of_id" => (long?)value == _goneTweet || (long?)value == _goneReply,
        _ => false,
    };
}
