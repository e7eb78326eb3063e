using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Accounts;

public sealed class MeTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _alice = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        _alice = await _linnet.JoinAsync("alice");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task An_absent_member_stays_and_null_clears()
    {
        await UpdateAsync(new() { ["full_name"] = "Alice", ["bio"] = "Sings." });
        var renamed = await UpdateAsync(new() { ["full_name"] = "Alice B." });
        Assert.Equal(("Alice B.", "Sings."), (Text(renamed, "full_name"), Text(renamed, "bio")));
        var cleared = await UpdateAsync(new() { ["bio"] = null, ["email"] = null, ["password"] = null });
        Assert.Equal(("Alice B.", null, "alice@example.org"), (Text(cleared, "full_name"), Text(cleared, "bio"), Text(cleared, "email")));
        Assert.Equal(cleared.ToJsonString(), (await _alice.ReadAsync("/users/me")).ToJsonString());
    }

    [Fact]
    [Trait("Promise", "S2")]
    public async Task Members_that_an_account_may_not_change_stay()
    {
        var account = await UpdateAsync(new() { ["id"] = 99, ["username"] = "root", ["is_verified"] = true, ["followers_count"] = 1000 });
        Assert.Equal("alice", Text(account, "username"));
        Assert.False(account["is_verified"]!.GetValue<bool>());
        Assert.Equal(0, account["followers_count"]!.GetValue<long>());
    }

    [Fact]
    public async Task The_address_of_another_account_is_refused_and_nothing_else_changes()
    {
        await _linnet.JoinAsync("bob");
        var refused = await _alice.PutAsync("/users/me", new JsonObject { ["email"] = "BOB@example.org", ["bio"] = "changed" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("Email already registered", Text(await refused.ReadJsonAsync(), "detail"));
        Assert.Null((await _alice.ReadAsync("/users/me"))["bio"]);
    }

    [Fact]
    public async Task The_accounts_own_address_may_be_set_again()
    {
        var account = await UpdateAsync(new() { ["email"] = "Alice@example.org" });
        Assert.Equal("Alice@example.org", Text(account, "email"));
    }

    [Fact]
    public async Task A_profile_that_is_too_long_in_code_points_is_refused()
    {
        await UpdateAsync(new() { ["full_name"] = Birds(100), ["bio"] = Birds(500) });
        var refused = await _alice.PutAsync("/users/me", new JsonObject { ["full_name"] = Birds(101), ["bio"] = Birds(501) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(2, (await refused.ReadJsonAsync())["detail"]!.AsArray().Count);
    }

    [Fact]
    [Trait("Promise", "S6")]
    public async Task A_new_password_ends_all_other_sessions_and_the_old_password()
    {
        var elsewhere = await _linnet.LogInAsync("alice");
        await UpdateAsync(new() { ["password"] = "a better password" });
        using var other = _linnet.ClientFor(Text(elsewhere, "access_token"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync("/users/me", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _alice.GetAsync("/users/me")).StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => _linnet.LogInAsync("alice"));
        await _linnet.LogInAsync("alice", "a better password");
    }

    [Fact]
    public async Task A_deleted_account_leaves_no_trace_in_any_count()
    {
        var bob = await _linnet.JoinAsync("bob");
        var carol = await _linnet.JoinAsync("carol");
        await _alice.FollowAsync(bob);
        await bob.FollowAsync(_alice);
        await carol.FollowAsync(_alice);
        await carol.FollowAsync(bob);
        var bobsTweet = await bob.TweetAsync("hello");
        await _alice.LikeAsync(bobsTweet);
        await carol.LikeAsync(bobsTweet);
        await _alice.TweetAsync("hi", replyTo: bobsTweet);
        await _alice.TweetAsync("so true", retweetOf: bobsTweet);
        var alicesTweet = await _alice.TweetAsync("who is there?");
        var bobsReply = await bob.TweetAsync("me", replyTo: alicesTweet);

        Assert.Equal(HttpStatusCode.NoContent, (await _alice.DeleteAsync("/users/me")).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await _alice.GetAsync("/users/me")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync("/users/alice")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync($"/tweets/{alicesTweet}")).StatusCode);
        AssertCounts(await bob.ReadAsync("/users/bob"), ("followers_count", 1), ("following_count", 0), ("tweets_count", 2));
        AssertCounts(await bob.ReadAsync("/users/carol"), ("followers_count", 0), ("following_count", 1), ("tweets_count", 0));
        AssertCounts(await bob.ReadAsync($"/tweets/{bobsTweet}"), ("likes_count", 1), ("replies_count", 0), ("retweets_count", 0));
        Assert.Null((await bob.ReadAsync($"/tweets/{bobsReply}"))["reply_to_id"]);
    }

    [Fact]
    [Trait("Promise", "S6")]
    public async Task The_name_of_a_deleted_account_is_free_and_its_token_stays_invalid()
    {
        await _alice.DeleteAsync("/users/me");
        var next = await _linnet.JoinAsync("alice");
        Assert.NotEqual(_alice.Id, next.Id);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _alice.GetAsync("/users/me")).StatusCode);
    }

    private static string Birds(int count) => string.Concat(Enumerable.Repeat("🐦", count));

    private static string? Text(JsonNode node, string member) => node[member]?.GetValue<string>();

    private static void AssertCounts(JsonNode node, params (string Name, long Value)[] counts) =>
        Assert.Equal(counts, counts.Select(count => (count.Name, node[count.Name]!.GetValue<long>())));

    private async Task<JsonNode> UpdateAsync(JsonObject changes) =>
        await (await _alice.PutAsync("/users/me", changes)).EnsureSuccessStatusCode().ReadJsonAsync();
}
