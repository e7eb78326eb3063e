using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Relations;

/// <summary>Completion of names and hashtags: what begins so, in which order, and for whom.</summary>
public sealed class CompletionTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _anna = null!;
    private Person _andy = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _anna, _andy) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("Anna"), await _linnet.JoinAsync("andy"));
        await _linnet.JoinAsync("a_n");
        await _linnet.JoinAsync("ben");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task Names_are_found_by_their_beginning_in_any_case_followed_ones_first()
    {
        Assert.Equal(["andy", "Anna"], await UsersAsync("AN"));
        Assert.Equal(["a_n", "andy", "Anna"], await UsersAsync("a"));
        await _ada.FollowAsync(_anna);
        Assert.Equal(["Anna", "a_n", "andy"], await UsersAsync("a"));
        Assert.Equal(["Anna", "a_n"], await UsersAsync("a", limit: 2));
        Assert.Equal(["Anna"], await UsersAsync("a", limit: 1));
        Assert.Empty(await UsersAsync("nna"));
        Assert.Empty(await UsersAsync("%"));
        Assert.Empty(await UsersAsync("ä"));
    }

    [Fact]
    public async Task Who_blocks_or_is_blocked_and_who_is_gone_is_not_found()
    {
        await _ada.FollowAsync(_anna);
        await _anna.PostAsync("/users/ada/block");
        Assert.Equal(["a_n", "andy"], await UsersAsync("a"));
        await _ada.PostAsync("/users/andy/block");
        Assert.Equal(["a_n"], await UsersAsync("a"));
        await _ada.DeleteAsync("/users/andy/block");
        await _linnet.StopErasingAsync();
        (await _andy.DeleteAsync("/users/me")).EnsureSuccessStatusCode();
        Assert.Equal(["a_n"], await UsersAsync("a"));
    }

    [Fact]
    public async Task Hashtags_are_found_by_their_beginning_in_any_spelling()
    {
        await _anna.TweetAsync("#Looms and #looms2");
        await _andy.TweetAsync("#lootbox #Größe #九月");
        Assert.Equal(["Looms", "looms2", "lootbox"], (await TagsAsync("LOO")).Order(StringComparer.Ordinal));
        Assert.Equal(["Größe"], await TagsAsync("GRÖ"));
        Assert.Equal(["九月"], await TagsAsync("九"));
        Assert.Equal("lootbox", (await TagsAsync("loo"))[0]);
        await _anna.TweetAsync("Again #looms");
        Assert.Equal("Looms", (await TagsAsync("loo"))[0]);
        await _ada.PutAsync("/tags/looms2/follow", new { });
        Assert.Equal("looms2", (await TagsAsync("loo"))[0]);
        Assert.True((bool)(await _ada.ReadAsync("/completions/tags?prefix=looms2"))[0]!["is_following"]!);
        Assert.Single(await TagsAsync("loo", limit: 1));
        Assert.Empty(await TagsAsync("lo om"));
        Assert.Empty(await TagsAsync("_%"));
    }

    [Fact]
    public async Task A_hashtag_of_no_public_tweet_is_not_found()
    {
        (await _anna.PostAsync("/tweets/", new { content = "#secret #shared", visibility = "followers" })).EnsureSuccessStatusCode();
        (await _anna.PostAsync("/tweets/", new { content = "#secretly", visibility = "unlisted" })).EnsureSuccessStatusCode();
        await _andy.TweetAsync("#shared");
        await _andy.PutAsync("/tags/secretive/follow", new { });
        Assert.Empty(await TagsAsync("secret"));
        Assert.Equal(["shared"], await TagsAsync("shared"));
        await _linnet.StopErasingAsync();
        (await _andy.DeleteAsync("/users/me")).EnsureSuccessStatusCode();
        Assert.Empty(await TagsAsync("shared"));
    }

    [Theory]
    [InlineData("users", "")]
    [InlineData("users", "?prefix=")]
    [InlineData("users", "?prefix=a&limit=21")]
    [InlineData("tags", "?prefix=a&limit=0")]
    public async Task What_cannot_be_completed_is_rejected(string kind, string query) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _ada.GetAsync($"/completions/{kind}{query}")).StatusCode);

    private async Task<List<string>> UsersAsync(string prefix, int limit = 8) =>
        [.. (await _ada.ReadAsync($"/completions/users?prefix={Uri.EscapeDataString(prefix)}&limit={limit}")).AsArray().Select(user => (string)user!["username"]!)];

    private async Task<List<string>> TagsAsync(string prefix, int limit = 8) =>
        [.. (await _ada.ReadAsync($"/completions/tags?prefix={Uri.EscapeDataString(prefix)}&limit={limit}")).AsArray().Select(tag => (string)tag!["name"]!)];
}
