using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Timelines;

/// <summary>The home timeline against plain SQL over the same database, on random graphs.</summary>
public sealed class HomeTimelineTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 10)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Each_page_and_each_slice_is_what_the_database_says(int seed)
    {
        var random = new Random(seed);
        var world = await TimelineWorld.BuildAsync(shared.Linnet, seed);
        var truth = world.Truth();
        await AssertPagesAsync(world, truth, pageSize: random.Next(1, 101));
        await AssertPagesAsync(world, truth, pageSize: Math.Max(1, truth.Count / 7 % 100));
        for (var i = 0; i < 25; i++)
            await AssertSliceAsync(world, truth, random);
    }

    private static async Task AssertPagesAsync(TimelineWorld world, List<long> truth, int pageSize)
    {
        // One page beyond the end, and the last that may be counted to. Not all in between: the merge costs what lies before a page.
        var last = (truth.Count / pageSize) + 1;
        foreach (var page in Enumerable.Range(1, Math.Min(last, 12)).Concat([last - 1, last, last + 1, (10_000 / pageSize) + 1]).Where(page => page > 0))
        {
            var answer = await world.Viewer.ReadAsync($"/tweets/timeline?page={page}&page_size={pageSize}");
            Assert.Equal(truth.Skip((page - 1) * pageSize).Take(pageSize), IdsOf(answer));
            Assert.Equal((truth.Count, page, pageSize), (answer["total"]!.GetValue<int>(), answer["page"]!.GetValue<int>(), answer["page_size"]!.GetValue<int>()));
        }
    }

    private static async Task AssertSliceAsync(TimelineWorld world, List<long> truth, Random random)
    {
        // Ids that are there, ids that are not, and ids beyond either end.
        var newest = truth.Count > 0 ? truth[0] : 1000;
        var (maxId, otherId, limit) = (random.NextInt64(0, newest + 10), random.NextInt64(0, newest + 10), random.Next(1, 101));
        async Task<IEnumerable<long>> ReadAsync(string cursors) =>
            IdsOf(await world.Viewer.ReadAsync($"/tweets/timeline?{cursors}&page_size={limit}"));

        Assert.Equal(truth.Where(id => id < maxId).Take(limit), await ReadAsync($"max_id={maxId}"));
        Assert.Equal(truth.Where(id => id > otherId).Take(limit), await ReadAsync($"since_id={otherId}"));
        Assert.Equal(truth.Where(id => id > otherId).TakeLast(limit), await ReadAsync($"min_id={otherId}"));
        Assert.Equal(truth.Where(id => id > otherId && id < maxId).Take(limit), await ReadAsync($"max_id={maxId}&since_id={otherId}"));
        Assert.Equal(truth.Where(id => id > otherId && id < maxId).TakeLast(limit), await ReadAsync($"max_id={maxId}&min_id={otherId}"));
    }

    private static IEnumerable<long> IdsOf(JsonNode answer) => answer["tweets"]!.AsArray().Select(tweet => tweet!["id"]!.GetValue<long>());
}
