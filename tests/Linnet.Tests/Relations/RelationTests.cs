using System.Net;
using System.Text.Json.Nodes;
using Linnet.Events;
using Linnet.Jobs;
using Linnet.Relations;
using Linnet.Tests.Accounts;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Relations;

/// <summary>Blocks, mutes, locked accounts and what becomes of follows.</summary>
public sealed class RelationTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task A_block_ends_follows_and_requests_both_ways_and_refuses_what_would_join_them_again()
    {
        await _ada.FollowAsync(_ben);
        await _ben.FollowAsync(_ada);
        var (adas, bens) = (await _ada.TweetAsync("ada's"), await _ben.TweetAsync("ben's"));
        var blocked = await ReadAsync(await _ada.PostAsync("/users/ben/block"));
        Assert.True((bool)blocked["blocking"]! && !(bool)blocked["following"]! && !(bool)blocked["followed_by"]!);
        Assert.Equal((0, 0), ((long)(await _ada.ReadAsync("/users/ben"))["followers_count"]!, (long)(await _ada.ReadAsync("/users/ada"))["followers_count"]!));

        // A blocked account does not see the tweets. The one that blocks does, by their ids, and its acts are refused with the reason.
        await AssertRefusedAsync(HttpStatusCode.NotFound, "tweet_not_found", await _ben.GetAsync($"/tweets/{adas}"));
        await AssertRefusedAsync(HttpStatusCode.NotFound, "tweet_not_found", await _ben.PostAsync($"/tweets/{adas}/like"));
        await AssertRefusedAsync(HttpStatusCode.NotFound, "reply_parent_not_found", await _ben.PostAsync("/tweets/", new { content = "x", reply_to_id = adas }));
        await AssertRefusedAsync(HttpStatusCode.NotFound, "retweet_parent_not_found", await _ben.PostAsync("/tweets/", new { content = "x", retweet_of_id = adas }));
        await AssertRefusedAsync(HttpStatusCode.NotFound, "tweet_not_found", await _ben.PutAsync($"/tweets/{adas}/repost", new { }));
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "blocked", await _ben.PostAsync("/users/ada/follow"));
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "blocked", await _ada.PostAsync("/users/ben/follow"));
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "blocked", await _ada.PostAsync($"/tweets/{bens}/like"));
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "blocked", await _ada.PostAsync("/tweets/", new { content = "x", reply_to_id = bens }));
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "blocked", await _ada.PutAsync($"/tweets/{bens}/repost", new { }));
        Assert.Equal(HttpStatusCode.OK, (await _ada.GetAsync($"/tweets/{bens}")).StatusCode);

        Assert.Equal("ben", (string?)(await _ada.ReadAsync("/blocks"))[0]!["username"]);
        var free = await ReadAsync(await _ada.DeleteAsync("/users/ben/block"));
        Assert.False((bool)free["blocking"]! || (bool)free["following"]!);
        await _ben.FollowAsync(_ada);
    }

    [Fact]
    public async Task Of_a_follow_and_a_block_at_once_the_block_remains()
    {
        for (var round = 0; round < 20; round++)
        {
            await Task.WhenAll(_ben.PostAsync("/users/ada/follow"), _ada.PostAsync("/users/ben/block"));
            var relationship = (await _ada.ReadAsync($"/relationships?ids={_ben.Id}"))[0]!;
            Assert.True((bool)relationship["blocking"]! && !(bool)relationship["followed_by"]!);
            await _ada.DeleteAsync("/users/ben/block");
        }
        Assert.Equal(0, (long)(await _ada.ReadAsync("/users/ada"))["followers_count"]!);
    }

    [Fact]
    public async Task A_mute_with_an_end_ends_and_what_was_written_meanwhile_is_back()
    {
        await _ada.FollowAsync(_ben);
        var muted = await ReadAsync(await _ada.PostAsync("/users/ben/mute", new { duration_seconds = 60 }));
        Assert.True((bool)muted["muting"]! && (bool)muted["muting_notifications"]! && muted["muted_until"] is not null);
        await _ben.TweetAsync("said in vain");
        Assert.Empty((await _ada.ReadAsync("/tweets/timeline"))["tweets"]!.AsArray());
        await RunJobsAsync(after: TimeSpan.FromSeconds(59));
        Assert.Empty((await _ada.ReadAsync("/tweets/timeline"))["tweets"]!.AsArray());
        await RunJobsAsync(after: TimeSpan.FromSeconds(61));
        Assert.Single((await _ada.ReadAsync("/tweets/timeline"))["tweets"]!.AsArray());
        Assert.False((bool)(await _ada.ReadAsync("/users/ben"))["relationship"]!["muting"]!);
    }

    [Fact]
    public async Task Muting_again_replaces_the_end_and_for_good_has_none()
    {
        await _ada.PostAsync("/users/ben/mute", new { duration_seconds = 60 });
        var again = await ReadAsync(await _ada.PostAsync("/users/ben/mute", new { notifications = false }));
        Assert.True(again["muted_until"] is null && !(bool)again["muting_notifications"]!);
        await RunJobsAsync(after: TimeSpan.FromDays(400));
        Assert.Equal("ben", (string?)(await _ada.ReadAsync("/mutes"))[0]!["username"]);
    }

    [Fact]
    public async Task Muting_again_without_a_change_tells_no_cache_to_load_again()
    {
        var mutes = 0;
        _linnet.Services.GetRequiredService<EventBus>().Observe((@event, _) => mutes += @event is UserMuted ? 1 : 0);
        for (var times = 0; times < 3; times++)
            (await _ada.PostAsync("/users/ben/mute")).EnsureSuccessStatusCode();
        Assert.Equal(1, mutes);
    }

    [Fact]
    public async Task A_mute_can_be_found_and_ended_after_a_block()
    {
        await _ada.PostAsync("/users/ben/mute");
        await _ben.PostAsync("/users/ada/block");
        Assert.Equal("ben", (string?)(await _ada.ReadAsync("/mutes"))[0]!["username"]);
    }

    [Fact]
    public async Task Several_runners_do_a_job_once()
    {
        await _ada.PostAsync("/users/ben/mute", new { duration_seconds = 60 });
        var done = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunJobsAsync(after: TimeSpan.FromMinutes(2))));
        Assert.Equal(1, done.Sum());
    }

    [Fact]
    public async Task A_locked_account_is_followed_once_it_accepts()
    {
        await _ada.PutAsync("/users/me", new { is_locked = true });
        var asked = await _ben.PostAsync("/users/ada/follow");
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        Assert.True((bool)(await asked.ReadJsonAsync())["is_requested"]!);
        await AssertRefusedAsync(HttpStatusCode.BadRequest, "already_requested", await _ben.PostAsync("/users/ada/follow"));
        Assert.Equal("follow_request", (string?)(await _ada.ReadAsync("/notifications"))[0]!["type"]);
        Assert.Equal("ben", (string?)(await _ada.ReadAsync("/follow_requests"))[0]!["username"]);
        Assert.Equal("ada", (string?)(await _ben.ReadAsync("/follow_requests?direction=out"))[0]!["username"]);
        var secret = await PostAsync(_ada, new { content = "for followers", visibility = "followers" });
        Assert.Equal(HttpStatusCode.NotFound, (await _ben.GetAsync($"/tweets/{secret}")).StatusCode);

        Assert.True((bool)(await ReadAsync(await _ada.PostAsync($"/follow_requests/{_ben.Id}/accept")))["followed_by"]!);
        Assert.Equal(HttpStatusCode.OK, (await _ben.GetAsync($"/tweets/{secret}")).StatusCode);
        Assert.Equal("follow_accepted", (string?)(await _ben.ReadAsync("/notifications"))[0]!["type"]);
        Assert.Empty((await _ada.ReadAsync("/notifications")).AsArray());
        await AssertRefusedAsync(HttpStatusCode.NotFound, "request_not_found", await _ada.PostAsync($"/follow_requests/{_ben.Id}/accept"));

        Assert.False((bool)(await ReadAsync(await _ada.DeleteAsync("/users/ben/follower")))["followed_by"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await _ben.GetAsync($"/tweets/{secret}")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await _ben.PostAsync("/users/ada/follow")).StatusCode);
        await _ada.PostAsync($"/follow_requests/{_ben.Id}/reject");
        Assert.Empty((await _ada.ReadAsync("/follow_requests")).AsArray());
    }

    [Fact]
    public async Task Unlocking_accepts_all_who_wait()
    {
        await _ada.PutAsync("/users/me", new { is_locked = true });
        for (var number = 0; number < 3; number++)
            await (await _linnet.JoinAsync()).PostAsync("/users/ada/follow");
        await _ada.PutAsync("/users/me", new { is_locked = false });
        await RunJobsAsync(after: TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(async () => (long)(await _ada.ReadAsync("/users/ada"))["followers_count"]! is 3, "three followers");
    }

    [Fact]
    public async Task A_deleted_account_leaves_no_relation()
    {
        await _ada.PostAsync("/users/ben/block");
        await _ben.PostAsync("/users/ada/mute");
        await _ada.DeleteAsync("/users/me");
        await Eventually.TrueAsync(
            () => PlainSql.Query<long>(_linnet.Database, "select (select count(*) from blocks) + (select count(*) from mutes)").Single() is 0, "no rows");
        Assert.Empty((await _ben.ReadAsync("/mutes")).AsArray());
    }

    [Theory]
    [InlineData("/users/ada/block", "cannot_block_self")]
    [InlineData("/users/ada/mute", "cannot_mute_self")]
    public async Task Nobody_blocks_or_mutes_themselves(string path, string code) =>
        await AssertRefusedAsync(HttpStatusCode.BadRequest, code, await _ada.PostAsync(path));

    [Theory]
    [InlineData("/relationships")]
    [InlineData("/relationships?ids=x")]
    [InlineData("/follow_requests?direction=sideways")]
    public async Task A_wrong_query_is_refused(string path) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _ada.GetAsync(path)).StatusCode);

    [Theory]
    [InlineData(59)]
    [InlineData(31_536_001)]
    public async Task A_mute_lasts_a_minute_to_a_year(long seconds) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _ada.PostAsync("/users/ben/mute", new { duration_seconds = seconds })).StatusCode);

    private Task<int> RunJobsAsync(TimeSpan after)
    {
        var clock = new ManualClock();
        clock.Advance(TimeProvider.System.GetUtcNow() + after - clock.GetUtcNow());
        var services = _linnet.Services;
        IJobHandler[] handlers =
            [ActivatorUtilities.CreateInstance<MuteService>(services, clock), services.GetRequiredService<FollowRequestService>()];
        return ActivatorUtilities.CreateInstance<JobRunner>(services, handlers.AsEnumerable(), clock).RunDueAsync(Cancellation);
    }

    private static async Task<long> PostAsync(Person by, object draft) => (await ReadAsync(await by.PostAsync("/tweets/", draft)))["id"]!.GetValue<long>();

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer) => await answer.EnsureSuccessStatusCode().ReadJsonAsync();

    private static async Task AssertRefusedAsync(HttpStatusCode status, string code, HttpResponseMessage answer)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(code, (string?)(await answer.ReadJsonAsync())["code"]);
    }
}
