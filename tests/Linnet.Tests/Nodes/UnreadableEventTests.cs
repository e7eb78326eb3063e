using System.Net.Http.Json;
using Linnet.Events;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Nodes;

/// <summary>
/// An event that a node cannot read, or cannot handle, may mean any change: the node clears its caches, and its clients read
/// their lists again.
/// </summary>
public sealed class UnreadableEventTests : IAsyncLifetime
{
    private TwoNodes _nodes = null!;
    private Person _bobAtB = null!;
    private long _tweet;

    public async ValueTask InitializeAsync()
    {
        _nodes = await TwoNodes.StartAsync();
        var (ada, _) = await _nodes.JoinAsync();
        (_, _bobAtB) = await _nodes.JoinAsync();
        _tweet = await ada.TweetAsync("cached");
    }

    public ValueTask DisposeAsync() => _nodes.DisposeAsync();

    [Theory]
    [InlineData("""{"is":"tweet_translated","tweet_id":1}""")]
    [InlineData("""{"is":"tweet_edited","tweet_id":1,"author_id":2,"language":"fr"}""")]
    [InlineData("""{"is":"tweet_edited","tweet_id":1}""")]
    [InlineData("""{"is":"tweet_edited","tweet_id":"one","author_id":2}""")]
    [InlineData("""{"is":"rows_erased","tweet_ids":null,"account_ids":[]}""")]
    [InlineData("""{"tweet_id":1,"author_id":2}""")]
    [InlineData("""{"is":"tweet_ed""")]
    [InlineData("")]
    public async Task A_node_that_cannot_read_an_event_clears_its_caches_and_has_clients_read_again(string text)
    {
        await using var client = await LiveClient.ConnectAsync(_bobAtB);
        await ChangeBehindTheCacheAsync();
        PlainSql.Execute(_nodes.Database, $"insert into outbox (node, number, messages) values (1, 1, '{text}')");
        await AssertClearedAsync(client);
    }

    [Fact]
    public async Task A_node_that_cannot_handle_an_event_does_the_same()
    {
        _nodes.B.Services.GetRequiredService<EventBus>().Observe((@event, _) =>
        {
            if (@event is AccountRegistered)
                throw new InvalidOperationException("A bug");
        });
        await using var client = await LiveClient.ConnectAsync(_bobAtB);
        await ChangeBehindTheCacheAsync();
        await _nodes.A.Http.PostAsJsonAsync(
            "/auth/register", new { username = "cyd", email = "cyd@example.org", password = RunningLinnet.Password }, TestContext.Current.CancellationToken);
        await AssertClearedAsync(client);
    }

    /// <summary>Loads the tweet into the node's memory and then changes its row without an event.</summary>
    private async Task ChangeBehindTheCacheAsync()
    {
        Assert.Equal(0, await ReadLikesAsync());
        PlainSql.Execute(_nodes.Database, $"update tweets set likes_count = 5 where id = {_tweet}");
        Assert.Equal(0, await ReadLikesAsync());
    }

    private async Task AssertClearedAsync(LiveClient client)
    {
        Assert.Equal("resync", (string?)(await client.ReceiveAsync())["type"]);
        Assert.Equal(5, await ReadLikesAsync());
        await client.ExpectNothingMoreAsync();
    }

    private async Task<long> ReadLikesAsync() => (long)(await _bobAtB.ReadAsync($"/tweets/{_tweet}"))["likes_count"]!;
}
