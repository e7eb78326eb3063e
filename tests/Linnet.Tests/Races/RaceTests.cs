using System.Net;
using System.Net.Http.Json;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Races;

/// <summary>The same act many times at once: done once, refused otherwise, counted once.</summary>
[Trait("Promise", "D6")]
public sealed class RaceTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    private const int Times = 32;

    private RunningLinnet Linnet => shared.Linnet;

    [Fact]
    public async Task Of_equal_likes_one_counts()
    {
        var (ada, ben) = (await Linnet.JoinAsync("like_ada"), await Linnet.JoinAsync("like_ben"));
        var tweet = await ada.TweetAsync("Hello");
        await AssertOnceAsync(HttpStatusCode.OK, "Already liked this tweet", _ => ben.PostAsync($"/tweets/{tweet}/like"));
        Assert.Equal(1, await CountAsync(ada, $"/tweets/{tweet}", "likes_count"));
        await AssertOnceAsync(HttpStatusCode.OK, "Haven't liked this tweet", _ => ben.DeleteAsync($"/tweets/{tweet}/like"));
        Assert.Equal(0, await CountAsync(ada, $"/tweets/{tweet}", "likes_count"));
        CounterRecount.AssertNoDrift(Linnet.Database);
    }

    [Fact]
    public async Task Of_equal_follows_one_counts()
    {
        var (ada, ben) = (await Linnet.JoinAsync("follow_ada"), await Linnet.JoinAsync("follow_ben"));
        await AssertOnceAsync(HttpStatusCode.OK, "Already following this user", _ => ada.PostAsync("/users/follow_ben/follow"));
        Assert.Equal(1, await CountAsync(ben, "/users/me", "followers_count"));
        Assert.Equal(1, await CountAsync(ada, "/users/me", "following_count"));
        await AssertOnceAsync(HttpStatusCode.OK, "Not following this user", _ => ada.DeleteAsync("/users/follow_ben/follow"));
        Assert.Equal(0, await CountAsync(ben, "/users/me", "followers_count"));
        Assert.Equal(0, await CountAsync(ada, "/users/me", "following_count"));
        CounterRecount.AssertNoDrift(Linnet.Database);
    }

    [Fact]
    public async Task Of_equal_registrations_one_gets_the_name()
    {
        await AssertOnceAsync(HttpStatusCode.Created, "Username already registered", i => RegisterAsync("wanted", $"wanted{i}@example.org"));
        await AssertOnceAsync(
            HttpStatusCode.Created, "Username already registered", i => RegisterAsync(i % 2 == 0 ? "Wanted_Too" : "wanted_too", $"too{i}@example.org"));
        await AssertOnceAsync(HttpStatusCode.Created, "Email already registered", i => RegisterAsync($"wanted_{i}", "same@example.org"));
    }

    [Fact]
    public async Task Of_equal_changes_of_address_one_gets_it()
    {
        var people = new List<Person>();
        for (var i = 0; i < Times; i++)
            people.Add(await Linnet.JoinAsync($"mover{i}"));
        await AssertOnceAsync(HttpStatusCode.OK, "Email already registered", i => people[i].PutAsync("/users/me", new { email = "moved@example.org" }));
    }

    [Fact]
    public async Task Of_equal_deletions_of_a_tweet_one_counts()
    {
        var (ada, ben) = (await Linnet.JoinAsync("delete_ada"), await Linnet.JoinAsync("delete_ben"));
        var root = await ben.TweetAsync("Hello");
        var tweet = await ada.TweetAsync("Hello back", replyTo: root, retweetOf: root);
        await AssertOnceAsync(HttpStatusCode.NoContent, "Tweet not found", _ => ada.DeleteAsync($"/tweets/{tweet}"));
        Assert.Equal(0, await CountAsync(ada, "/users/me", "tweets_count"));
        Assert.Equal(0, await CountAsync(ada, $"/tweets/{root}", "replies_count"));
        CounterRecount.AssertNoDrift(Linnet.Database);
    }

    [Fact]
    public async Task Concurrent_likes_of_many_users_all_count_and_each_gets_its_own_count()
    {
        var ada = await Linnet.JoinAsync("liked");
        var tweet = await ada.TweetAsync("Like this");
        var likers = new List<Person>();
        for (var i = 0; i < Times; i++)
            likers.Add(await Linnet.JoinAsync($"liker{i}"));
        var answers = await AtOnceAsync(i => likers[i].PostAsync($"/tweets/{tweet}/like"));
        var told = new List<int>();
        foreach (var answer in answers)
            told.Add((await answer.EnsureSuccessStatusCode().ReadJsonAsync())["likes_count"]!.GetValue<int>());
        Assert.Equal(Enumerable.Range(1, Times), told.Order());
        Assert.Equal(Times, await CountAsync(ada, $"/tweets/{tweet}", "likes_count"));
    }

    [Fact]
    public async Task An_account_deleted_many_times_at_once_is_gone_and_counted_out_once()
    {
        var (ada, ben) = (await Linnet.JoinAsync("leaver"), await Linnet.JoinAsync("left_behind"));
        await ada.FollowAsync(ben);
        await ada.LikeAsync(await ben.TweetAsync("Stay"));
        var answers = await AtOnceAsync(_ => ada.DeleteAsync("/users/me"));
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.NoContent or HttpStatusCode.Unauthorized, $"{answer.StatusCode}"));
        Assert.Equal(0, await CountAsync(ben, "/users/me", "followers_count"));
        CounterRecount.AssertNoDrift(Linnet.Database);
    }

    private async Task<HttpResponseMessage> RegisterAsync(string username, string email) => await Linnet.Http.PostAsJsonAsync(
        "/auth/register", new { username, email, password = RunningLinnet.Password }, TestContext.Current.CancellationToken);

    private static async Task AssertOnceAsync(HttpStatusCode success, string refusal, Func<int, Task<HttpResponseMessage>> act)
    {
        var answers = await AtOnceAsync(act);
        Assert.Single(answers, answer => answer.StatusCode == success);
        foreach (var answer in answers.Where(answer => answer.StatusCode != success))
            Assert.Equal(refusal, (await answer.ReadJsonAsync())["detail"]!.GetValue<string>());
    }

    private static async Task<HttpResponseMessage[]> AtOnceAsync(Func<int, Task<HttpResponseMessage>> act)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var acts = Enumerable.Range(0, Times).Select(async i =>
        {
            await start.Task;
            return await act(i);
        }).ToList();
        start.SetResult();
        return await Task.WhenAll(acts);
    }

    private static async Task<int> CountAsync(Person reader, string path, string counter) => (await reader.ReadAsync(path))[counter]!.GetValue<int>();
}
