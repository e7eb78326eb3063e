using System.Net;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Xunit;

namespace Linnet.Tests.Nodes;

/// <summary>An account that is deleted at one node is gone at the other, and either removes its rows.</summary>
public sealed class DeletedAccountOnTwoNodesTests
{
    [Fact]
    public async Task It_is_gone_at_both_before_any_row_is_removed_and_both_have_the_same_counts_after()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await nodes.A.StopErasingAsync();
        await nodes.B.StopErasingAsync();
        var (ada, _) = await nodes.JoinAsync();
        var (bob, bobAtB) = await nodes.JoinAsync();
        await bob.FollowAsync(ada);
        await ada.FollowAsync(bob);
        var bobs = await bob.TweetAsync("liked by one who goes");
        var adas = await ada.TweetAsync("soon gone", replyTo: bobs);
        await ada.LikeAsync(bobs);
        string[] paths = ["/tweets/timeline", "/tweets/", "/users/", $"/tweets/{bobs}/replies", "/notifications/", $"/users/{bob.Username}/followers"];
        // All of it in memory at both.
        foreach (var path in paths)
            Assert.Contains(ada.Username, (await bobAtB.ReadAsync(path)).ToJsonString());

        await nodes.A.MarkDeletedAsync(ada.Id);

        foreach (var path in paths)
        {
            Assert.DoesNotContain(ada.Username, (await bob.ReadAsync(path)).ToJsonString());
            await Eventually.TrueAsync(async () => !(await bobAtB.ReadAsync(path)).ToJsonString().Contains(ada.Username), $"gone from {path}");
        }
        Assert.Equal(HttpStatusCode.NotFound, (await bobAtB.GetAsync($"/tweets/{adas}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await bobAtB.PostAsync($"/users/{ada.Username}/follow")).StatusCode);
        // In turns, as two nodes do that are both at it.
        while (await nodes.B.EraseStepAsync() && await nodes.A.EraseStepAsync())
            CounterRecount.AssertNoDrift(nodes.Database);
        foreach (var person in new[] { bob, bobAtB })
        {
            await Eventually.TrueAsync(async () => (long)(await person.ReadAsync($"/tweets/{bobs}"))["likes_count"]! == 0, "the like's end");
            await Eventually.TrueAsync(async () => (long)(await person.ReadAsync($"/users/{bob.Username}"))["followers_count"]! == 0, "the follow's end");
        }
        CounterRecount.AssertNoDrift(nodes.Database);
    }

    [Fact]
    public async Task What_a_node_left_another_removes()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await nodes.A.StopErasingAsync();
        var (ada, _) = await nodes.JoinAsync();
        await ada.TweetAsync("left behind");
        await nodes.A.MarkDeletedAsync(ada.Id);
        await Eventually.TrueAsync(
            () => PlainSql.Query<long>(nodes.Database, "select count(*) from users where deleted_at is not null").Single() == 0,
            "the other node removed it",
            TimeSpan.FromSeconds(30));
    }
}
