using Linnet.Common;
using Linnet.Timelines;
using Xunit;

namespace Linnet.Tests.Timelines;

/// <summary>The part of a timeline in memory, with tweets that arrive in any order.</summary>
public sealed class HomeWindowTests
{
    private static readonly Slice FirstPage = new(Skip: 0, Limit: 20);

    [Fact]
    public void A_tweet_that_is_removed_before_it_is_added_never_stands_in_it()
    {
        var window = new TimelineWindow([3, 2], total: 2);
        window.Remove(5);
        window.Add(4);
        window.Add(5);
        AssertHolds(window, 4, 3, 2);
        window.Remove(4);
        AssertHolds(window, 3, 2);
    }

    [Fact]
    public void So_it_is_in_one_that_holds_only_the_newest()
    {
        long[] newest = [.. Enumerable.Range(1000, TimelineWindow.Length).Select(id => (long)id).Reverse()];
        var window = new TimelineWindow([.. newest], total: 5000);
        window.Remove(2000);
        window.Add(2000);
        // Older than what it holds: counted, and no more.
        window.Remove(7);
        Assert.True(window.TryRead(FirstPage, out var ids, out var total));
        Assert.Equal(newest.Take(20), ids);
        Assert.Equal(4999, total);
    }

    private static void AssertHolds(TimelineWindow window, params long[] expected)
    {
        Assert.True(window.TryRead(FirstPage, out var ids, out var total));
        Assert.Equal(expected, ids);
        Assert.Equal(expected.Length, total);
    }
}
