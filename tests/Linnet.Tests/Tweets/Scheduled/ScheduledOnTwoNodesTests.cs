using System.Net;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Xunit;

namespace Linnet.Tests.Tweets.Scheduled;

/// <summary>Two nodes that both have workers: one of them posts each scheduled tweet, and both show it.</summary>
public sealed class ScheduledOnTwoNodesTests : IAsyncLifetime
{
    private const int Count = 120;

    private TwoNodes _nodes = null!;

    public async ValueTask InitializeAsync() => _nodes = await TwoNodes.StartAsync();

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task Each_is_posted_once_by_one_of_them()
    {
        var (author, authorAtB) = await _nodes.JoinAsync();
        var (_, reader) = await _nodes.JoinAsync();
        await reader.FollowAsync(author);
        await reader.ReadAsync("/tweets/timeline");
        ScheduledRowsInPlainSql.AddDue(_nodes.Database, author.Id, Count);
        await Eventually.TrueAsync(() => ScheduledRowsInPlainSql.CountJobs(_nodes.Database) is 0, "all are posted", TimeSpan.FromMinutes(1));
        Assert.Equal((Count, Count), ScheduledRowsInPlainSql.CountTweets(_nodes.Database));
        Assert.Equal(0, ScheduledRowsInPlainSql.CountWaiting(_nodes.Database));
        await Eventually.TrueAsync(async () => (int)(await reader.ReadAsync("/tweets/timeline"))["total"]! is Count, "the other node shows them");
        Assert.Equal(Count, (int)(await authorAtB.ReadAsync("/users/me"))["tweets_count"]!);
        CounterRecount.AssertNoDrift(_nodes.Database);
    }

    [Fact]
    public async Task What_one_node_scheduled_the_other_changes()
    {
        var (author, authorAtB) = await _nodes.JoinAsync();
        var answer = await author.PostAsync("/tweets/", new { content = "x", scheduled_at = TimeProvider.System.GetUtcNow().AddDays(1) });
        var path = answer.Headers.Location!.ToString();
        (await authorAtB.PutAsync(path, new { content = "y" })).EnsureSuccessStatusCode();
        Assert.Equal("y", (string?)(await author.ReadAsync(path))["tweet"]!["content"]);
        Assert.Equal(HttpStatusCode.NoContent, (await author.DeleteAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await authorAtB.GetAsync(path)).StatusCode);
    }
}
