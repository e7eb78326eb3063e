using System.Text.Json;
using Linnet.MicroBench;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Performance;

/// <summary>
/// What a request allocates, end to end, has a ceiling: <c>bench/Linnet.MicroBench/ceilings.json</c>. Unlike time it is the
/// same on every machine. Alone, since it counts what the whole process allocates.
/// </summary>
[Collection(SerialTests.Name)]
public sealed class AllocationTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly Dictionary<string, long> Ceilings = JsonSerializer.Deserialize<Dictionary<string, long>>(
        File.ReadAllText(Path.Combine(Repository.Root, "bench", "Linnet.MicroBench", "ceilings.json")))!;

    private MeasuredLinnet _linnet = null!; // InitializeAsync comes before every test.

    public async ValueTask InitializeAsync() => _linnet = await MeasuredLinnet.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public void A_timeline_page_stays_under_its_ceiling() => AssertUnder("timeline", AllocationMeter.Measure(_linnet.ReadTimeline));

    [Fact]
    public void One_tweet_stays_under_its_ceiling() => AssertUnder("tweet", AllocationMeter.Measure(_linnet.ReadTweet));

    [Fact]
    public void A_post_stays_under_its_ceiling() => AssertUnder("post", AllocationMeter.Measure(_linnet.Post));

    [Fact]
    public void A_kilobyte_more_for_each_timeline_page_breaks_its_ceiling()
    {
        var more = AllocationMeter.Measure(() =>
        {
            _linnet.ReadTimeline();
            GC.KeepAlive(new byte[1024]);
        });
        Assert.True(more > Ceilings["timeline"], $"A request and a kilobyte allocated {more} bytes, under a ceiling of {Ceilings["timeline"]}");
    }

    private void AssertUnder(string request, long allocated)
    {
        output.WriteLine($"{request}: {allocated} bytes, ceiling {Ceilings[request]}");
        Assert.True(allocated <= Ceilings[request], $"A request '{request}' allocates {allocated} bytes; its ceiling is {Ceilings[request]}");
    }
}
