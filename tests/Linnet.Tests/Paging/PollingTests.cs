using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Paging;

/// <summary>A reader who asks again and again for what came after the last tweet seen, while many write at once.</summary>
public sealed class PollingTests(PagedWorld world) : IClassFixture<PagedWorld>
{
    private const int Writers = 8;
    private const int TweetsEach = 40;

    [Theory]
    [InlineData("everyone's tweets", "f")]
    [InlineData("home timeline", "h")]
    public async Task A_reader_who_polls_by_min_id_sees_each_new_tweet_once(string name, string prefix)
    {
        var list = world.ListOf(name);
        var seen = new List<long>();
        var last = (await list.ReadAsync($"{list.LimitName}=1")).Ids[0];
        var authors = new List<Person>();
        for (var i = 0; i < Writers; i++)
            authors.Add(await world.JoinFollowedAsync($"{prefix}{i}"));

        async Task PollAsync()
        {
            var newer = (await list.ReadAsync($"min_id={last}&{list.LimitName}=5")).Ids;
            newer.Reverse();
            seen.AddRange(newer);
            last = newer.Count > 0 ? newer[^1] : last;
        }

        // Some write much and some little, so that the timeline's merge has to ask twice.
        var writing = Task.WhenAll(authors.Select((author, i) => PostAsync(author, TweetsEach / (i + 1))));
        while (!writing.IsCompleted)
            await PollAsync();
        var posted = (await writing).SelectMany(ids => ids).Order().ToList();
        while (seen.Count < posted.Count)
        {
            var before = seen.Count;
            await PollAsync();
            Assert.True(seen.Count > before, $"{posted.Count - seen.Count} tweets were never shown");
        }
        Assert.Equal(posted, seen);
    }

    private static async Task<List<long>> PostAsync(Person author, int count)
    {
        var ids = new List<long>();
        for (var i = 0; i < count; i++)
            ids.Add(await author.TweetAsync($"Number {i}"));
        return ids;
    }
}
