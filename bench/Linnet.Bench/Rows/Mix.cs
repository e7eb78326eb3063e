using Linnet.Bench.Data;
using Linnet.Bench.Load;
using Linnet.Bench.Report;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Rows;

/// <summary>P8: what a day is made of, by people who read, like, post and follow.</summary>
internal static class Mix
{
    private const int People = 200;
    private const int Parts = 4_000;

    // Of a hundred requests: 80 timelines, 8 tweets, 5 profiles, 4 likes, 2 posts, and the rest follows.
    private const int Timelines = 80;
    private const int Tweets = Timelines + 8;
    private const int Profiles = Tweets + 5;
    private const int Likes = Profiles + 4;
    private const int Posts = Likes + 2;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Workbench bench, CancellationToken cancellation)
    {
        await using var linnet = await bench.StartLinnetAsync(DataSet.M, cancellation);
        var people = await LogInPeopleAsync(linnet, cancellation);
        var acts = new Acts(linnet);
        var results = await bench.AlternateAsync(
            round => bench.LoadAsync(linnet.Address, Make(linnet, people, acts, round), cancellation),
            _ => bench.LoadAsync(linnet.Address, Reads.Timelines(people), cancellation));
        await bench.CheckTimelinesAsync(linnet, people, cancellation);
        var alone = new Comparison("timelines alone", WrkResult.Rates(results[1]));
        var median = new Comparison("its p50", Milliseconds(results[0], result => result.P50));
        return
        [
            new Figure("P8", "the mix", "req/s", WrkResult.Rates(results[0]), alone, Target.AtLeast(0.5)),
            new Figure("P8", "the mix, p99", "ms", Milliseconds(results[0], result => result.P99), median, Target.AtMost(5)),
        ];
    }

    public static Task<List<Reader>> LogInPeopleAsync(RunningLinnet linnet, CancellationToken cancellation) =>
        linnet.LogInAsync(linnet.Set.Readers.Take(People), cancellation);

    /// <summary>
    /// Lists whose second half undoes, at the same places, what the first half did: each act is half a list from its
    /// undoing, long answered before the other is sent.
    /// </summary>
    public static List<List<LoadRequest>> Make(RunningLinnet linnet, List<Reader> people, Acts acts, int round)
    {
        var random = new Random(round);
        var parts = Enumerable.Range(0, Parts).Select(i => MakePart(linnet, people[i % people.Count], acts, i % 100, random)).ToArray();
        random.Shuffle(parts);
        return [.. RequestLists.Deal(parts).Select(some => some.Select(part => part.Do).Concat(some.Select(part => part.Undo)).ToList())];
    }

    private static Act MakePart(RunningLinnet linnet, Reader reader, Acts acts, int of100, Random random) => of100 switch
    {
        < Timelines => Twice(LoadRequest.Get(Reads.TimelinePath, reader)),
        < Tweets => Twice(LoadRequest.Get($"/tweets/{random.Next(1, linnet.Set.Tweets)}", reader)),
        < Profiles => Twice(LoadRequest.Get($"/users/{DataSet.NameOf(random.Next(1, linnet.Set.People))}", reader)),
        < Likes => acts.Like(reader),
        < Posts => Twice(Acts.Post(reader, "/tweets/", random)),
        _ => acts.Follow(reader),
    };

    private static Act Twice(LoadRequest request) => new(request, request);

    private static List<double> Milliseconds(List<WrkResult> rounds, Func<WrkResult, long> microseconds) =>
        [.. rounds.Select(round => microseconds(round) / 1_000.0)];
}
