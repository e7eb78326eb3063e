using System.Net;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Races;
using Xunit;

namespace Linnet.Tests.Tweets;

/// <summary>Two nodes that both have workers: each tweet that deletes itself is counted out once, and is gone at both.</summary>
public sealed class ExpiryOnTwoNodesTests : IAsyncLifetime
{
    private const int Count = 80;

    private TwoNodes _nodes = null!;

    public async ValueTask InitializeAsync() => _nodes = await TwoNodes.StartAsync();

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task Each_is_deleted_once()
    {
        var (author, authorAtB) = await _nodes.JoinAsync();
        ExpiringTweets.Add(_nodes.Database, author.Id, Count);
        await Eventually.TrueAsync(() => ExpiringTweets.CountJobs(_nodes.Database) is 0, "all are deleted", TimeSpan.FromMinutes(1));
        Assert.Equal((0, 0), (ExpiringTweets.Count(_nodes.Database), ExpiringTweets.CountOfAuthor(_nodes.Database)));
        CounterRecount.AssertNoDrift(_nodes.Database);
        Assert.Equal(HttpStatusCode.NotFound, (await authorAtB.GetAsync($"/tweets/{Count}")).StatusCode);
    }

    [Fact]
    public async Task The_other_node_no_longer_shows_it()
    {
        var (author, authorAtB) = await _nodes.JoinAsync();
        var posted = await author.PostAsync("/tweets/", new { content = "soon gone", expires_in = 300 });
        var path = posted.Headers.Location!.ToString();
        await Eventually.TrueAsync(async () => (await authorAtB.GetAsync(path)).IsSuccessStatusCode, "the other node shows it");
        PlainSql.Execute(_nodes.Database, "update jobs set due_at = 1 where kind = 'delete_tweet'");
        foreach (var person in new[] { author, authorAtB })
            await Eventually.TrueAsync(async () => (await person.GetAsync(path)).StatusCode is HttpStatusCode.NotFound, "it is gone");
    }
}
