using Linnet.Tests.Fixtures;
using Linnet.Tweets.Threads;
using Xunit;

namespace Linnet.Tests.Tweets;

/// <summary>What the removal of tweets relies on to stay quick in long threads.</summary>
public sealed class TombstoneIndexTests
{
    [Fact]
    [Trait("Engine", "Sqlite")]
    public async Task Whether_a_deleted_tweet_has_a_tombstone_below_is_looked_up_in_an_index()
    {
        Assert.SkipWhen(TestDatabase.IsPostgres, "With few rows PostgreSQL uses no index");
        await using var linnet = await RunningLinnet.StartAsync();
        var plan = PlainSql.Query<(long, long, long, string Detail)>(
            linnet.Database, $"explain query plan {Tombstones.Insert.Replace("@ids", "(1)", StringComparison.Ordinal)}");
        Assert.Contains(plan, step => step.Detail.Contains("tombstones_parent", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, step => step.Detail.Contains("SCAN", StringComparison.Ordinal));
    }
}
