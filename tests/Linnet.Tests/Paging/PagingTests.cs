using Xunit;

namespace Linnet.Tests.Paging;

/// <summary>Every list, walked in every way, holds what the database holds: nothing twice, nothing missed.</summary>
public sealed class PagingTests(PagedWorld world) : IClassFixture<PagedWorld>
{
    private const int Limit = 7;

    public static TheoryData<string> Lists =>
        ["everyone's tweets", "an author's tweets", "replies", "home timeline", "bookmarks", "drafts", "scheduled tweets", "people", "followers", "following"];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Counting_through_a_list_gives_all_of_it(string name)
    {
        Assert.Equal(world.TruthOf(name), await world.ListOf(name).WalkByCountingAsync(Limit));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Following_next_gives_all_of_a_list_and_prev_leads_back(string name)
    {
        var (list, truth) = (world.ListOf(name), world.TruthOf(name));
        var first = await list.ReadAsync($"{list.LimitName}={Limit}");
        var pages = await list.FollowAsync(first, "next");
        Assert.Equal(truth, first.Ids.Concat(IdsOf(pages)));

        var last = pages.Last(page => page.Ids.Count > 0);
        var back = await list.FollowAsync(last, "prev");
        back.Reverse();
        Assert.Equal(truth, IdsOf(back).Concat(last.Ids));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_walk_by_cursors_does_not_slip_while_a_list_grows(string name)
    {
        var (list, before) = (world.ListOf(name), world.TruthOf(name));
        var first = await list.ReadAsync($"{list.LimitName}={Limit}");
        // A list of people grows at the end that the walk approaches: a bounded number, or it would never arrive.
        var left = 5;
        var pages = await list.FollowAsync(first, "next", async () =>
        {
            if (left-- > 0)
                await world.AddToAsync(name);
        });
        var after = world.TruthOf(name);
        Assert.True(after.Count > before.Count);
        Assert.Equal(PagedWorld.IsOldestFirst(name) ? after : before, first.Ids.Concat(IdsOf(pages)));

        // And from where it began, the other way leads to what was added in the meantime.
        var newer = await list.FollowAsync(first, "prev");
        newer.Reverse();
        Assert.Equal(PagedWorld.IsOldestFirst(name) ? [] : after[..^before.Count], IdsOf(newer));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Cursors_bound_a_list_on_the_side_that_they_name(string name)
    {
        var (list, truth) = (world.ListOf(name), world.TruthOf(name));
        var (low, high) = (truth.Order().ElementAt(3), truth.Order().ElementAt(truth.Count - 4));
        async Task<List<long>> ReadAsync(string query) => (await list.ReadAsync(query)).Ids;
        // Of an ordered list, some next to one end; in the order of the list.
        List<long> Newest(Func<long, bool> isMeant, int count) => InOrderOf(truth, truth.Where(isMeant).OrderDescending().Take(count));
        List<long> Oldest(Func<long, bool> isMeant, int count) => InOrderOf(truth, truth.Where(isMeant).Order().Take(count));

        Assert.Equal(Newest(id => id < high, Limit), await ReadAsync($"max_id={high}&{list.LimitName}={Limit}"));
        Assert.Equal(Newest(id => id > low, Limit), await ReadAsync($"since_id={low}&{list.LimitName}={Limit}"));
        Assert.Equal(Oldest(id => id > low, Limit), await ReadAsync($"min_id={low}&{list.LimitName}={Limit}"));
        Assert.Equal(Newest(id => id > low && id < high, Limit), await ReadAsync($"since_id={low}&max_id={high}&{list.LimitName}={Limit}"));
        Assert.Equal(Oldest(id => id > low && id < high, Limit), await ReadAsync($"min_id={low}&max_id={high}&{list.LimitName}={Limit}"));
        Assert.Equal([], await ReadAsync($"since_id={truth.Max()}&{list.LimitName}={Limit}"));
        Assert.Equal([], await ReadAsync($"min_id={truth.Max()}&{list.LimitName}={Limit}"));
        Assert.Equal([], await ReadAsync($"max_id={truth.Min()}&{list.LimitName}={Limit}"));
        Assert.Equal(Newest(id => id > low && id < high, 100), await ReadAsync($"since_id={low}&max_id={high}&{list.LimitName}=100"));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Links_keep_all_other_parameters(string name)
    {
        var list = world.ListOf(name);
        var page = await list.ReadAsync($"{list.LimitName}=3&skip=1&page=1&since_id=0&lang=d%20e%26f&empty=&tag=a&tag=b");
        Assert.Equal(["next", "prev"], page.Links.Keys);
        foreach (var (relation, cursor) in new[] { ("next", page.Ids[^1]), ("prev", page.Ids[0]) })
        {
            var parameter = (relation is "next") == PagedWorld.IsOldestFirst(name) ? "min_id" : "max_id";
            Assert.Equal($"{list.Path}?{list.LimitName}=3&lang=d%20e%26f&empty=&tag=a&tag=b&{parameter}={cursor}", page.Links[relation].PathAndQuery);
        }
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task An_empty_page_has_no_links(string name)
    {
        var list = world.ListOf(name);
        var page = await list.ReadAsync($"min_id={long.MaxValue}");
        Assert.Empty(page.Ids);
        Assert.Empty(page.Links);
    }

    private static IEnumerable<long> IdsOf(IEnumerable<Page> pages) => pages.SelectMany(page => page.Ids);

    private static List<long> InOrderOf(List<long> list, IEnumerable<long> ids) => [.. ids.OrderBy(list.IndexOf)];
}
