using System.Text.Json.Nodes;
using Linnet.Events;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Timelines;

/// <summary>Followed hashtags in the home timeline: in memory, as it is loaded, and live.</summary>
public sealed class FollowedTagTests : IAsyncLifetime
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
    public async Task Public_tweets_with_it_are_in_the_timeline_from_before_and_from_now_on_until_it_is_unfollowed()
    {
        var before = await _ben.TweetAsync("#Looms");
        await AssertHomeAsync(_ada);
        await FollowAsync(_ada, "looms");
        await AssertHomeAsync(_ada, before);
        var (plain, reply) = (await _ben.TweetAsync("nothing"), await _cleo.TweetAsync("yes, #looms", before));
        foreach (var visibility in new[] { "unlisted", "followers" })
            (await _ben.PostAsync("/tweets/", new { content = "#looms", visibility })).EnsureSuccessStatusCode();
        var own = await _ada.TweetAsync("my #looms");
        await AssertHomeAsync(_ada, before, reply, own);
        await _ada.FollowAsync(_ben);
        Assert.Equal(5, (long)(await _ada.ReadAsync("/tweets/timeline"))["total"]!);
        Assert.Contains(plain, await HomeAsync(_ada));
        await _ada.DeleteAsync("/users/ben/follow");
        await _ada.DeleteAsync("/tags/LOOMS/follow");
        await AssertHomeAsync(_ada, own);
    }

    [Fact]
    public async Task A_tweet_is_there_once_for_all_its_hashtags_and_its_author()
    {
        await FollowAsync(_ada, "looms", "moths");
        await _ada.FollowAsync(_ben);
        await HomeAsync(_ada);
        var (bens, cleos) = (await _ben.TweetAsync("#looms and #moths"), await _cleo.TweetAsync("#looms and #moths"));
        await AssertHomeAsync(_ada, bens, cleos);
        await _cleo.DeleteAsync($"/tweets/{cleos}");
        await _ben.DeleteAsync($"/tweets/{bens}");
        await AssertHomeAsync(_ada);
        Assert.Equal(0, (long)(await _ada.ReadAsync("/tweets/timeline"))["total"]!);
    }

    [Theory]
    [InlineData("block")]
    [InlineData("mute")]
    [InlineData("blocked by")]
    [InlineData("exclusive list")]
    public async Task What_is_by_somebody_hidden_is_left_out(string relation)
    {
        await FollowAsync(_ada, "looms");
        var before = await _ben.TweetAsync("#looms");
        await AssertHomeAsync(_ada, before);
        await (relation switch
        {
            "block" => _ada.PostAsync("/users/ben/block"),
            "mute" => _ada.PostAsync("/users/ben/mute"),
            "blocked by" => _ben.PostAsync("/users/ada/block"),
            _ => SetApartAsync(),
        });
        await AssertHomeAsync(_ada);
        await _ben.TweetAsync("more #looms");
        var cleos = await _cleo.TweetAsync("#looms");
        if (relation is not "exclusive list")
            await _cleo.TweetAsync("about them: #looms", replyTo: before);
        await AssertHomeAsync(_ada, cleos);

        async Task<HttpResponseMessage> SetApartAsync()
        {
            await _ada.PostAsync("/lists", new { name = "Apart", is_exclusive = true });
            return await _ada.PutAsync("/lists/1/members/ben", new { });
        }
    }

    [Fact]
    public async Task An_edit_brings_a_tweet_in_and_takes_it_out()
    {
        await FollowAsync(_ada, "looms");
        var (one, other) = (await _ben.TweetAsync("#moths"), await _ben.TweetAsync("#looms"));
        await AssertHomeAsync(_ada, other);
        await _ben.PutAsync($"/tweets/{one}", new { content = "#looms" });
        await _ben.PutAsync($"/tweets/{other}", new { content = "#moths" });
        await AssertHomeAsync(_ada, one);
    }

    [Fact]
    public async Task Pages_by_cursor_have_each_tweet_once_and_none_is_missing()
    {
        await FollowAsync(_ada, "looms", "moths");
        await _ada.FollowAsync(_ben);
        var all = new List<long>();
        for (var round = 0; round < 8; round++)
        {
            all.Add(await _ben.TweetAsync("plain"));
            all.Add(await _cleo.TweetAsync("#looms"));
            all.Add(await _ben.TweetAsync("#moths"));
            all.Add(await _cleo.TweetAsync("#looms #moths"));
        }
        foreach (var inMemory in new[] { true, false })
        {
            Assert.Equal(Enumerable.Reverse(all), await WalkAsync("max_id", inMemory, page => page.Min()));
            Assert.Equal(all, (await WalkAsync("min_id", inMemory, page => page.Max())).Order());
        }
    }

    [Fact]
    public async Task Tweets_with_it_arrive_live_once_and_their_edits_and_deletions_too()
    {
        await FollowAsync(_ada, "looms", "moths");
        await using var adas = await LiveClient.ConnectAsync(_ada);
        await using var cleos = await LiveClient.ConnectAsync(_cleo);
        var tweet = await _ben.TweetAsync("#looms #moths");
        Assert.Equal(tweet, (long)(await adas.ReceiveUntilAsync("new_tweet"))["data"]!["tweet_id"]!);
        await _ben.PutAsync($"/tweets/{tweet}", new { content = "#looms, edited" });
        await _ben.DeleteAsync($"/tweets/{tweet}");
        await _ben.TweetAsync("#nuts");
        await _ada.PostAsync("/users/cleo/mute");
        await _cleo.TweetAsync("#looms");
        Assert.Equal("tweet_updated", (string?)(await adas.ReceiveAsync())["type"]);
        Assert.Equal("tweet_deleted", (string?)(await adas.ReceiveAsync())["type"]);
        await adas.ExpectNothingMoreAsync();
        await cleos.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task What_is_kept_in_memory_is_what_the_database_has_after_any_acts()
    {
        Person[] people = [_ada, _ben, _cleo];
        string[] tags = ["looms", "moths", "nuts"];
        var random = new Random(7);
        var tweets = new List<(Person Author, long Id)>();
        for (var act = 0; act < 60; act++)
        {
            var (person, other) = (Any(people), Any(people));
            var text = $"{Any(tags)} {act}".Insert(0, "#") + (random.Next(2) is 0 ? $" #{Any(tags)}" : "");
            switch (random.Next(10))
            {
                case 0:
                    await (random.Next(2) is 0 ? person.PutAsync($"/tags/{Any(tags)}/follow", new { }) : person.DeleteAsync($"/tags/{Any(tags)}/follow"));
                    break;
                case 1 when person != other:
                    await (random.Next(2) is 0 ? person.PostAsync($"/users/{other.Username}/follow") : person.DeleteAsync($"/users/{other.Username}/follow"));
                    break;
                case 2 when person != other:
                    await (random.Next(2) is 0 ? person.PostAsync($"/users/{other.Username}/mute") : person.DeleteAsync($"/users/{other.Username}/mute"));
                    break;
                case 3 when tweets is not []:
                    var edited = Any(tweets);
                    await edited.Author.PutAsync($"/tweets/{edited.Id}", new { content = text });
                    break;
                case 4 when tweets is not []:
                    var deleted = Any(tweets);
                    await deleted.Author.DeleteAsync($"/tweets/{deleted.Id}");
                    tweets.Remove(deleted);
                    break;
                default:
                    tweets.Add((person, await person.TweetAsync(text, random.Next(4) is 0 && tweets is not [] ? Any(tweets).Id : null)));
                    break;
            }
            await AssertKeptIsLoadedAsync(people, $"act {act}");
        }

        T Any<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];
    }

    private static async Task FollowAsync(Person person, params string[] tags)
    {
        foreach (var tag in tags)
            (await person.PutAsync($"/tags/{tag}/follow", new { })).EnsureSuccessStatusCode();
    }

    private static async Task<List<long>> HomeAsync(Person person) => Ids((await person.ReadAsync("/tweets/timeline?page_size=100"))["tweets"]!);

    private static List<long> Ids(JsonNode tweets) => [.. tweets.AsArray().Select(tweet => (long)tweet!["id"]!)];

    /// <summary>In memory, and as it is loaded.</summary>
    private async Task AssertHomeAsync(Person person, params long[] expected)
    {
        Assert.Equal(expected.OrderDescending(), await HomeAsync(person));
        Forget();
        Assert.Equal(expected.OrderDescending(), await HomeAsync(person));
    }

    private async Task AssertKeptIsLoadedAsync(Person[] people, string when)
    {
        var kept = new List<string>();
        foreach (var person in people)
            kept.Add((await person.ReadAsync("/tweets/timeline?page_size=100")).ToJsonString());
        Forget();
        foreach (var (person, before) in people.Zip(kept))
            Assert.True(before == (await person.ReadAsync("/tweets/timeline?page_size=100")).ToJsonString(), $"{person.Username} after {when}");
    }

    private void Forget() => _linnet.Services.GetRequiredService<EventBus>().Publish(new CachesInvalid(), new Commit(long.MaxValue, IsRemote: false));

    private async Task<List<long>> WalkAsync(string cursor, bool inMemory, Func<List<long>, long> next)
    {
        var ids = new List<long>();
        for (var at = cursor is "min_id" ? 0 : long.MaxValue; ;)
        {
            if (!inMemory)
                Forget();
            var page = Ids((await _ada.ReadAsync($"/tweets/timeline?page_size=5&{cursor}={at}"))["tweets"]!);
            if (page is [])
                return ids;
            ids.AddRange(page);
            at = next(page);
        }
    }
}
