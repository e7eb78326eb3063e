using Dapper;
using Linnet.Bench.Load;
using Linnet.Bench.Report;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Rows;

/// <summary>P1 to P3: reads beside the ceiling, which answers as many bytes from memory.</summary>
internal static class Reads
{
    public const string TimelinePath = "/tweets/timeline";

    private const int Readers = 100;
    private const int Requests = 1_000;

    private static readonly Read Timeline = new("timeline page, 20 tweets", $"select '{TimelinePath}'", 0.85);

    private static readonly Read Tweet = new("one tweet", "select '/tweets/' || id from tweets where id % 197 = 0", 0.8);

    private static readonly Read Feed = new("public feed", "select '/tweets/'", 0.5);

    private static readonly Read[] Single =
    [
        Tweet,
        new("one profile", "select '/users/' || username from users where id % 7 = 0", 0.8),
    ];

    private static readonly Read[] Lists =
    [
        Feed,
        new("a user's tweets", "select '/tweets/user/' || username from users where tweets_count >= 20 and id % 7 = 0", 0.5),
        new("replies", "select '/tweets/' || id || '/replies' from tweets where replies_count >= 20", 0.5),
        new("followers", "select '/users/' || username || '/followers' from users where followers_count >= 20 and id % 7 = 0", 0.5),
    ];

    public static Task<IReadOnlyList<Figure>> TimelineAsync(Workbench bench, CancellationToken cancellation) =>
        MeasureAllAsync(bench, "P1", [Timeline], cancellation);

    public static Task<IReadOnlyList<Figure>> SingleAsync(Workbench bench, CancellationToken cancellation) =>
        MeasureAllAsync(bench, "P2", Single, cancellation);

    public static Task<IReadOnlyList<Figure>> ListsAsync(Workbench bench, CancellationToken cancellation) =>
        MeasureAllAsync(bench, "P3", Lists, cancellation);

    /// <summary>One of each kind, on whatever a Linnet runs.</summary>
    public static async Task<IReadOnlyList<Figure>> SampleAsync(Workbench bench, RunningLinnet linnet, string id, CancellationToken cancellation)
    {
        await using var ceiling = await Ceiling.StartAsync(cancellation);
        return await MeasureAllAsync(bench, linnet, ceiling, id, [Timeline, Tweet, Feed], linnet.Set.Readers, cancellation);
    }

    /// <summary>The home timeline of some people beside the ceiling.</summary>
    /// <param name="bench">With what.</param>
    /// <param name="linnet">Whose people they are.</param>
    /// <param name="people">As many of them as usual are taken.</param>
    /// <param name="figure">The row's id, what is read, and the least share of the ceiling's rate.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<Figure> TimelineAsync(
        Workbench bench, RunningLinnet linnet, IEnumerable<long> people, (string Id, string Work, double Floor) figure, CancellationToken cancellation)
    {
        await using var ceiling = await Ceiling.StartAsync(cancellation);
        var read = Timeline with { Work = figure.Work, Floor = figure.Floor };
        return (await MeasureAllAsync(bench, linnet, ceiling, figure.Id, [read], people, cancellation))[0];
    }

    /// <summary>Everyone's home timeline, for rows that read it beside something else.</summary>
    public static List<List<LoadRequest>> Timelines(IReadOnlyCollection<Reader> readers) =>
        RequestLists.Deal(readers.Select(reader => LoadRequest.Get(TimelinePath, reader)).ToList());

    private static async Task<IReadOnlyList<Figure>> MeasureAllAsync(
        Workbench bench, string id, Read[] reads, CancellationToken cancellation)
    {
        await using var linnet = await bench.StartLinnetAsync(Data.DataSet.M, cancellation);
        await using var ceiling = await Ceiling.StartAsync(cancellation);
        return await MeasureAllAsync(bench, linnet, ceiling, id, reads, linnet.Set.Readers, cancellation);
    }

    private static async Task<IReadOnlyList<Figure>> MeasureAllAsync(
        Workbench bench, RunningLinnet linnet, ServerProcess ceiling, string id, Read[] reads, IEnumerable<long> people, CancellationToken cancellation)
    {
        var sides = new Sides(linnet, await linnet.LogInAsync(people.Take(Readers), cancellation), ceiling);
        await bench.CheckTimelinesAsync(linnet, sides.Readers, cancellation);
        var figures = new List<Figure>();
        foreach (var read in reads)
            figures.Add(await MeasureAsync(bench, sides, id, read, cancellation));
        return figures;
    }

    private static async Task<Figure> MeasureAsync(
        Workbench bench, Sides sides, string id, Read read, CancellationToken cancellation)
    {
        var requests = Choose(sides, read);
        var mirrored = await MirrorAsync(sides.Linnet, requests, cancellation);
        var (toLinnet, toCeiling) = (RequestLists.Deal(requests), RequestLists.Deal(mirrored));
        var results = await bench.AlternateAsync(
            _ => bench.LoadAsync(sides.Linnet.Address, toLinnet, cancellation),
            _ => bench.LoadAsync(sides.Ceiling.Address, toCeiling, cancellation));
        return new Figure(id, read.Work, "req/s", WrkResult.Rates(results[0]), new Comparison("ceiling", WrkResult.Rates(results[1])), Target.AtLeast(read.Floor));
    }

    private static List<LoadRequest> Choose(Sides sides, Read read)
    {
        using var connection = sides.Linnet.Database.Open();
        var paths = connection.Query<string>(read.Paths).Take(Requests).ToList();
        return [.. Enumerable.Range(0, Requests).Select(i => LoadRequest.Get(paths[i % paths.Count], sides.Readers[i % sides.Readers.Count]))];
    }

    // The same request lines and headers, for as many bytes as Linnet answers to each.
    private static async Task<List<LoadRequest>> MirrorAsync(RunningLinnet linnet, List<LoadRequest> requests, CancellationToken cancellation)
    {
        var sizes = new Dictionary<LoadRequest, int>();
        foreach (var request in requests.Distinct())
            sizes[request] = (await linnet.GetAsync(request.Path, request.Token, cancellation)).Length;
        return [.. requests.Select(request => request with { Path = Ceiling.PathOf(sizes[request]) })];
    }

    private sealed record Sides(RunningLinnet Linnet, IReadOnlyList<Reader> Readers, ServerProcess Ceiling);

    /// <param name="Paths">SQL that finds what to ask for.</param>
    /// <param name="Floor">The least share of the ceiling's rate.</param>
    private sealed record Read(string Work, string Paths, double Floor);
}
