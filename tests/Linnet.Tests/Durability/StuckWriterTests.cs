using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Linnet.Tests.Fixtures;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Linnet.Tests.Durability;

/// <summary>Another program holds the database's write lock and does not let go.</summary>
[Trait("Promise", "D7")]
[Trait("Kind", Chaos.Kind)]
[Collection(SerialTests.Name)]
public sealed class StuckWriterTests
{
    private const int Writers = 8;
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(Chaos.Size(quick: 3, @long: 10));
    private static readonly TimeSpan RefusedWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReadWithin = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Writes_are_refused_within_two_seconds_and_reads_are_as_quick_as_ever()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        await ada.TweetAsync("before");
        var refusals = new ConcurrentBag<TimeSpan>();
        var reads = new List<TimeSpan>();
        using (var other = new SqliteConnection($"Data Source={linnet.Database};Pooling=false"))
        {
            other.Open();
            using var transaction = other.BeginTransaction(deferred: false);
            var held = Stopwatch.StartNew();
            var writing = Enumerable.Range(0, Writers).Select(number => WriteAsync(ada, $"lost {number}", () => held.Elapsed < Held, refusals)).ToList();
            while (held.Elapsed < Held)
            {
                var watch = Stopwatch.StartNew();
                await ada.ReadAsync("/tweets/timeline");
                await ada.ReadAsync("/tweets/");
                reads.Add(watch.Elapsed / 2);
            }
            await Task.WhenAll(writing);
        }

        Assert.True(refusals.Count >= Writers);
        Assert.InRange(refusals.Max(), TimeSpan.Zero, RefusedWithin);
        var p99 = reads.Order().ElementAt(reads.Count * 99 / 100);
        Assert.InRange(p99, TimeSpan.Zero, ReadWithin);
        Figures.Record($"503 after {refusals.Max().TotalSeconds:0.0} s at most, reads p99 {p99.TotalMilliseconds:0} ms");
        await ada.TweetAsync("after");
        Assert.Equal(["before", "after"], PlainSql.Query<string>(linnet.Database, "select content from tweets order by id"));
    }

    private static async Task WriteAsync(Person author, string content, Func<bool> isHeld, ConcurrentBag<TimeSpan> refusals)
    {
        while (isHeld())
        {
            var watch = Stopwatch.StartNew();
            using var answer = await author.PostAsync("/tweets/", new { content });
            refusals.Add(watch.Elapsed);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
        }
    }
}
