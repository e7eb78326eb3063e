using Dapper;
using Linnet.Bench.Load;
using Linnet.Bench.Report;
using Linnet.Bench.Servers;
using Microsoft.Data.Sqlite;

namespace Linnet.Bench.Rows;

/// <summary>P1 to P3: reads beside the ceiling, which answers as many bytes from memory.</summary>
internal static class Reads
{
    public const string TimelinePath = "/tweets/timeline";

    private const int Readers = 100;
    private const int Requests = 1_000;

    // lang=sql
    private const string Timeline = $"select '{TimelinePath}'";

    private static readonly Read[] Single =
    [
        new("one tweet", "select '/tweets/' || id from tweets where id % 197 = 0"),
        new("one profile", "select '/users/' || username from users where id % 7 = 0"),
    ];

    private static readonly Read[] Lists =
    [
        new("public feed", "select '/tweets/'"),
        new("a user's tweets", "select '/tweets/user/' || username from users where tweets_count >= 20 and id % 7 = 0"),
        new("replies", "select '/tweets/' || id || '/replies' from tweets where replies_count >= 20"),
        new("followers", "select '/users/' || username || '/followers' from users where followers_count >= 20 and id % 7 = 0"),
    ];

    public static async Task<IReadOnlyList<Figure>> TimelineAsync(Workbench bench, CancellationToken cancellation)
    {
        await using var side = await StartAsync(bench, cancellation);
        await bench.CheckTimelinesAsync(side.Linnet, side.Readers, cancellation);
        return [await MeasureAsync(bench, side, "P1", new Read("timeline page, 20 tweets", Timeline), 0.85, cancellation)];
    }

    public static Task<IReadOnlyList<Figure>> SingleAsync(Workbench bench, CancellationToken cancellation) =>
        MeasureAllAsync(bench, "P2", Single, 0.8, cancellation);

    public static Task<IReadOnlyList<Figure>> ListsAsync(Workbench bench, CancellationToken cancellation) =>
        MeasureAllAsync(bench, "P3", Lists, 0.5, cancellation);

    /// <summary>Everyone's home timeline, for rows that read it beside something else.</summary>
    public static List<List<LoadRequest>> Timelines(IReadOnlyCollection<Reader> readers) =>
        RequestLists.Deal(readers.Select(reader => LoadRequest.Get(TimelinePath, reader)).ToList());

    private static async Task<IReadOnlyList<Figure>> MeasureAllAsync(
        Workbench bench, string id, Read[] reads, double floor, CancellationToken cancellation)
    {
        await using var sides = await StartAsync(bench, cancellation);
        var figures = new List<Figure>();
        foreach (var read in reads)
            figures.Add(await MeasureAsync(bench, sides, id, read, floor, cancellation));
        return figures;
    }

    private static async Task<Figure> MeasureAsync(
        Workbench bench, Sides sides, string id, Read read, double floor, CancellationToken cancellation)
    {
        var requests = Choose(sides, read);
        var mirrored = await MirrorAsync(sides.Linnet, requests, cancellation);
        var (toLinnet, toCeiling) = (RequestLists.Deal(requests), RequestLists.Deal(mirrored));
        var results = await bench.AlternateAsync(
            _ => bench.LoadAsync(sides.Linnet.Address, toLinnet, cancellation),
            _ => bench.LoadAsync(sides.Ceiling.Address, toCeiling, cancellation));
        return new Figure(id, read.Work, "req/s", WrkResult.Rates(results[0]), new Comparison("ceiling", WrkResult.Rates(results[1])), Target.AtLeast(floor));
    }

    private static List<LoadRequest> Choose(Sides sides, Read read)
    {
        using var connection = new SqliteConnection($"Data Source={sides.Linnet.Database};Pooling=False");
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

    private static async Task<Sides> StartAsync(Workbench bench, CancellationToken cancellation)
    {
        var linnet = await bench.StartLinnetAsync(Data.DataSet.M, cancellation);
        var readers = await linnet.LogInAsync(linnet.Set.Readers.Take(Readers), cancellation);
        return new Sides(linnet, readers, await Ceiling.StartAsync(cancellation));
    }

    private sealed record Sides(RunningLinnet Linnet, IReadOnlyList<Reader> Readers, ServerProcess Ceiling) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Linnet.DisposeAsync();
            await Ceiling.DisposeAsync();
        }
    }

    /// <param name="Paths">SQL that finds what to ask for.</param>
    private sealed record Read(string Work, string Paths);
}
