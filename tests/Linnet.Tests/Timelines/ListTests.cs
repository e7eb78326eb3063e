using System.Net;
using System.Text.Json.Nodes;
using Linnet.Events;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Timelines;

/// <summary>Lists: their owner's alone, their members, their timelines, and what exclusive ones take out of home.</summary>
public sealed class ListTests : IAsyncLifetime
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
    public async Task A_list_is_its_owners_alone()
    {
        var list = await ListAsync(_ada, new { name = "  Looms " }, "ben");
        Assert.Equal(("Looms", false, "members", true, 1L), Describe(await _ada.ReadAsync($"/lists/{list}")));
        foreach (var answer in new[]
        {
            await _ben.GetAsync($"/lists/{list}"), await _ben.PutAsync($"/lists/{list}", new { name = "Mine" }), await _ben.DeleteAsync($"/lists/{list}"),
            await _ben.GetAsync($"/lists/{list}/members"), await _ben.GetAsync($"/lists/{list}/tweets"),
            await _ben.PutAsync($"/lists/{list}/members/cleo", new { }), await _ben.DeleteAsync($"/lists/{list}/members/ben"),
            await _ben.PutAsync($"/lists/{list}/members/nobody", new { }), await _ada.GetAsync("/lists/999/tweets"),
        })
            await AssertRefusedAsync(HttpStatusCode.NotFound, "list_not_found", answer);
        Assert.Empty((await _ben.ReadAsync("/lists")).AsArray());
        Assert.Empty((await _ben.ReadAsync("/users/ben/lists")).AsArray());
        Assert.Equal([list], Ids(await _ada.ReadAsync("/users/BEN/lists")));
        Assert.Empty((await _ben.ReadAsync("/notifications")).AsArray());
        Assert.Equal(("Weavers", true, "all", false, 1L), Describe(await (await _ada.PutAsync(
            $"/lists/{list}", new { name = "Weavers", is_exclusive = true, replies = "all", shows_reposts = false })).ReadJsonAsync()));
        Assert.Equal(HttpStatusCode.NoContent, (await _ada.DeleteAsync($"/lists/{list}")).StatusCode);
        await AssertRefusedAsync(HttpStatusCode.NotFound, "list_not_found", await _ada.GetAsync($"/lists/{list}/tweets"));
        foreach (var wrong in new object[] { new { name = " " }, new { name = new string('a', 51) }, new { name = "a", replies = "some" }, new { } })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _ada.PostAsync("/lists", wrong)).StatusCode);
    }

    [Fact]
    public async Task Members_may_be_added_twice_and_are_bounded_like_lists()
    {
        var list = await ListAsync(_ada, new { name = "Looms" }, "ben", "ben", "ada");
        Assert.Equal([_ada.Id, _ben.Id], Ids(await _ada.ReadAsync($"/lists/{list}/members")));
        Assert.Equal([_ben.Id], Ids(await _ada.ReadAsync($"/lists/{list}/members?min_id={_ada.Id}")));
        await AssertRefusedAsync(HttpStatusCode.NotFound, "user_not_found", await _ada.PutAsync($"/lists/{list}/members/nobody", new { }));
        for (var time = 0; time < 2; time++)
            Assert.Equal(1, (long)(await (await _ada.DeleteAsync($"/lists/{list}/members/ada")).EnsureSuccessStatusCode().ReadJsonAsync())["members_count"]!);
        PlainSql.Execute(_linnet.Database, """
            with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 499)
            insert into users (username, email, hashed_password, created_at) select 'u' || n, 'u' || n, '', 1 from numbers
            """);
        PlainSql.Execute(_linnet.Database, $"insert into list_members (list_id, user_id, added_at) select {list}, id, 1 from users where email like 'u%'");
        await AssertRefusedAsync(HttpStatusCode.BadRequest, "too_many_list_members", await _ada.PutAsync($"/lists/{list}/members/cleo", new { }));
        (await _ada.PutAsync($"/lists/{list}/members/ben", new { })).EnsureSuccessStatusCode();
        for (var number = 1; number < 50; number++)
            await ListAsync(_ada, new { name = $"{number}" });
        await AssertRefusedAsync(HttpStatusCode.BadRequest, "too_many_lists", await _ada.PostAsync("/lists", new { name = "one too many" }));
    }

    [Fact]
    public async Task Its_timeline_is_that_of_its_members_also_of_before_they_were_added()
    {
        var old = await _ben.TweetAsync("before");
        var list = await ListAsync(_ada, new { name = "Looms" });
        Assert.Empty((await _ada.ReadAsync($"/lists/{list}/tweets")).AsArray());
        await _ada.PutAsync($"/lists/{list}/members/ben", new { });
        Assert.Equal([old], await ReadAsync(list));
        var secret = (long)(await (await _ben.PostAsync("/tweets/", new { content = "for followers", visibility = "followers" })).ReadJsonAsync())["id"]!;
        await _cleo.TweetAsync("not a member");
        var newer = await _ben.TweetAsync("after");
        Assert.Equal([newer, old], await ReadAsync(list));
        Assert.Equal([old], Ids(await _ada.ReadAsync($"/lists/{list}/tweets?limit=1&max_id={newer}")));
        Assert.Equal([newer], Ids(await _ada.ReadAsync($"/lists/{list}/tweets?limit=1&min_id={old}")));
        // Not followed: home has none of them.
        Assert.Empty((await _ada.ReadAsync("/tweets/timeline"))["tweets"]!.AsArray());
        await _ada.FollowAsync(_ben);
        Assert.Equal([newer, secret, old], await ReadAsync(list));
        await _ben.DeleteAsync($"/tweets/{newer}");
        await _ada.PutAsync($"/lists/{list}/members/cleo", new { });
        await _ada.DeleteAsync($"/lists/{list}/members/ben");
        Assert.Equal(["not a member"], (await _ada.ReadAsync($"/lists/{list}/tweets")).AsArray().Select(tweet => (string?)tweet!["content"]));
    }

    [Theory]
    [InlineData("all", new[] { "plain", "to cleo", "to dan", "to ada", "to ben" })]
    [InlineData("members", new[] { "plain", "to cleo", "to ada", "to ben" })]
    [InlineData("none", new[] { "plain" })]
    public async Task Replies_show_by_the_lists_rule_from_memory_and_from_the_database(string replies, string[] shown)
    {
        var dan = await _linnet.JoinAsync("dan");
        var list = await ListAsync(_ada, new { name = "Looms", replies, shows_reposts = false }, "ben", "cleo");
        var (toCleo, toDan, toAda) = (await _cleo.TweetAsync("cleo's"), await dan.TweetAsync("dan's"), await _ada.TweetAsync("ada's"));
        await ReadAsync(list);
        var plain = await _ben.TweetAsync("plain");
        await _ben.TweetAsync("to cleo", replyTo: toCleo);
        await _ben.TweetAsync("to dan", replyTo: toDan);
        await _ben.TweetAsync("to ada", replyTo: toAda);
        await _ben.TweetAsync("to ben", replyTo: plain);
        await _ben.PutAsync($"/tweets/{toDan}/repost", new { });
        await AssertAsync(list, shown.Append("cleo's"));
    }

    [Fact]
    public async Task Exclusive_members_leave_home_with_what_others_repost_of_them()
    {
        await _ada.FollowAsync(_ben);
        await _ada.FollowAsync(_cleo);
        await _ben.FollowAsync(_cleo);
        var own = await _ada.TweetAsync("ada's");
        var bens = await _ben.TweetAsync("ben's");
        var cleos = await _cleo.TweetAsync("cleo's");
        var list = await ListAsync(_ada, new { name = "Apart", is_exclusive = true }, "ben");
        await AssertHomeAsync("cleo's", "ada's");
        await using var socket = await LiveClient.ConnectAsync(_ada);
        await _ben.TweetAsync("ben's later");
        await _cleo.PutAsync($"/tweets/{bens}/repost", new { });
        await _ben.PutAsync($"/tweets/{cleos}/repost", new { });
        await _cleo.TweetAsync("cleo's later");
        await AssertHomeAsync("cleo's later", "cleo's", "ada's");
        // Nor does a socket get them.
        JsonNode? message;
        do
            message = await socket.ReceiveAsync();
        while ((string?)message!["type"] != "new_tweet");
        Assert.Equal("cleo's later", (string?)message["data"]!["tweet"]!["content"]);
        // Following again does not bring them back; turning the list off does, also what came in the meantime.
        await _ada.DeleteAsync("/users/ben/follow");
        await _ada.FollowAsync(_ben);
        await _ben.TweetAsync("ben's last");
        await AssertHomeAsync("cleo's later", "cleo's", "ada's");
        await _ada.PutAsync($"/lists/{list}/members/ada", new { });
        await _ada.TweetAsync("ada's later");
        await AssertHomeAsync("cleo's later", "cleo's");
        await _ada.DeleteAsync($"/tweets/{own}");
        await AssertHomeAsync("cleo's later", "cleo's");
        await _ada.PutAsync($"/lists/{list}", new { name = "Together" });
        Assert.Contains("ben's last", await HomeAsync());
        Assert.Contains("ada's later", await HomeAsync());
    }

    [Fact]
    public async Task A_block_takes_each_off_the_lists_of_the_other_and_a_mute_hides()
    {
        var (mine, theirs) = (await ListAsync(_ada, new { name = "Hers" }, "ben", "cleo"), await ListAsync(_ben, new { name = "His" }, "ada"));
        await _ben.TweetAsync("ben's");
        var cleos = await _cleo.TweetAsync("cleo's");
        Assert.Equal(2, (await ReadAsync(mine)).Length);
        await _ada.PostAsync("/users/ben/block");
        Assert.Equal([_cleo.Id], Ids(await _ada.ReadAsync($"/lists/{mine}/members")));
        Assert.Empty((await _ben.ReadAsync($"/lists/{theirs}/members")).AsArray());
        Assert.Equal([cleos], await ReadAsync(mine));
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "blocked", await _ada.PutAsync($"/lists/{mine}/members/ben", new { }));
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "blocked", await _ben.PutAsync($"/lists/{theirs}/members/ada", new { }));
        await _ada.DeleteAsync("/users/ben/block");
        Assert.Equal([_cleo.Id], Ids(await _ada.ReadAsync($"/lists/{mine}/members")));
        await _ada.PostAsync("/users/cleo/mute", new { });
        await _cleo.TweetAsync("unheard");
        await AssertAsync(mine, []);
        await _ada.DeleteAsync("/users/cleo/mute");
        await AssertAsync(mine, ["cleo's", "unheard"]);
    }

    [Fact]
    public async Task A_deleted_account_leaves_lists_and_its_own_go()
    {
        var list = await ListAsync(_ada, new { name = "Hers" }, "ben", "cleo");
        await ListAsync(_ben, new { name = "His" }, "ada", "cleo");
        (await _ben.DeleteAsync("/users/me")).EnsureSuccessStatusCode();
        Assert.Equal(1, (long)(await _ada.ReadAsync($"/lists/{list}"))["members_count"]!);
        await Eventually.TrueAsync(
            () => Task.FromResult(PlainSql.Query<long>(_linnet.Database, "select (select count(*) from lists) + (select count(*) from list_members)").Single() is 2),
            "all rows but those of ada's list are gone");
    }

    private async Task AssertAsync(long list, IEnumerable<string> contents)
    {
        Assert.Equal(contents.Order(), await ContentsAsync(list));
        // And as it is loaded.
        _linnet.Services.GetRequiredService<EventBus>().Publish(new CachesInvalid(), new Commit(long.MaxValue, IsRemote: false));
        Assert.Equal(contents.Order(), await ContentsAsync(list));
    }

    private async Task AssertHomeAsync(params string[] contents)
    {
        var total = (await _ada.ReadAsync("/tweets/timeline"))["total"]!.ToJsonString();
        Assert.Equal(contents, await HomeAsync());
        _linnet.Services.GetRequiredService<EventBus>().Publish(new CachesInvalid(), new Commit(long.MaxValue, IsRemote: false));
        Assert.Equal(contents, await HomeAsync());
        Assert.Equal((await _ada.ReadAsync("/tweets/timeline"))["total"]!.ToJsonString(), total);
    }

    private async Task<IEnumerable<string>> HomeAsync() =>
        (await _ada.ReadAsync("/tweets/timeline"))["tweets"]!.AsArray().Select(tweet => (string)tweet!["content"]!);

    private async Task<IEnumerable<string>> ContentsAsync(long list) =>
        (await _ada.ReadAsync($"/lists/{list}/tweets")).AsArray().Select(tweet => (string)tweet!["content"]!).Order();

    private async Task<long[]> ReadAsync(long list) => Ids(await _ada.ReadAsync($"/lists/{list}/tweets"));

    private static async Task<long> ListAsync(Person owner, object draft, params string[] members)
    {
        var id = (long)(await (await owner.PostAsync("/lists", draft)).EnsureSuccessStatusCode().ReadJsonAsync())["id"]!;
        foreach (var member in members)
            (await owner.PutAsync($"/lists/{id}/members/{member}", new { })).EnsureSuccessStatusCode();
        return id;
    }

    private static (string Name, bool IsExclusive, string Replies, bool ShowsReposts, long Members) Describe(JsonNode list) =>
        ((string)list["name"]!, (bool)list["is_exclusive"]!, (string)list["replies"]!, (bool)list["shows_reposts"]!, (long)list["members_count"]!);

    private static async Task AssertRefusedAsync(HttpStatusCode status, string code, HttpResponseMessage answer) =>
        Assert.Equal((status, code), (answer.StatusCode, (string?)(await answer.ReadJsonAsync())["code"]));

    private static long[] Ids(JsonNode items) => [.. items.AsArray().Select(item => (long)item!["id"]!)];
}
