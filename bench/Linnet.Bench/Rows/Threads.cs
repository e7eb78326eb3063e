using System.Diagnostics;
using System.Text.Json;
using Linnet.Bench.Data;
using Linnet.Bench.Load;
using Linnet.Bench.Report;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Rows;

/// <summary>P19: the context of the first tweet of a long thread, by one reader after the other.</summary>
internal static class Threads
{
    private const int Replies = 2_000;
    private const int Readers = 50;
    private const int ReadsEachRound = 250;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Workbench bench, CancellationToken cancellation)
    {
        await using var linnet = await bench.StartLinnetAsync(DataSet.M, cancellation);
        var readers = await linnet.LogInAsync(linnet.Set.Readers.Take(Readers), cancellation);
        var path = $"/tweets/{await WriteAsync(linnet, readers, cancellation)}/context";
        var rounds = await bench.AlternateAsync(_ => TimeAsync(linnet, readers, path, cancellation));
        return [new Figure("P19", "a thread of 2,000 replies, p99", "ms", rounds[0], Other: null, Target.AtMost(20))];
    }

    // Each answers one of those before it, so the thread is as deep as it is wide.
    private static async Task<long> WriteAsync(RunningLinnet linnet, List<Reader> people, CancellationToken cancellation)
    {
        var random = new Random(Replies);
        var ids = new List<long> { await PostAsync(people[0], parent: null) };
        while (ids.Count <= Replies)
            ids.Add(await PostAsync(people[ids.Count % people.Count], ids[random.Next(ids.Count)]));
        return ids[0];

        Task<long> PostAsync(Reader author, long? parent) => linnet.PostAsync(TweetText.Make(random), author.Token, cancellation, parent);
    }

    private static async Task<double> TimeAsync(RunningLinnet linnet, List<Reader> readers, string path, CancellationToken cancellation)
    {
        var times = new List<double>();
        for (var i = 0; i < ReadsEachRound; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var answer = await linnet.GetAsync(path, readers[i % readers.Count].Token, cancellation);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            Check(answer);
        }
        return Statistics.Percentile(times, 99);
    }

    private static void Check(byte[] answer)
    {
        using var json = JsonDocument.Parse(answer);
        if (json.RootElement.GetProperty("descendants").GetArrayLength() is var shown and not 500)
            throw new BenchException($"Of {Replies} replies {shown} were shown, not the first 500.");
    }
}
