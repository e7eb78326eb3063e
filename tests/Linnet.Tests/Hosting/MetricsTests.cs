using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.RegularExpressions;
using Linnet.Common.Metrics;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Hosting;

/// <summary>The instruments measure what they claim, and the docs list each of them.</summary>
public sealed partial class MetricsTests
{
    [Fact]
    public async Task Each_instrument_measures_what_it_claims()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        using var listener = new ListeningMeter(linnet);
        var (ada, ben) = (await linnet.JoinAsync("ada"), await linnet.JoinAsync("ben"));
        await using var socket = await LiveClient.ConnectAsync(ada);
        await ben.FollowAsync(ada);
        var tweet = await ada.TweetAsync("Hello");
        await ben.LikeAsync(tweet);
        await ben.ReadAsync("/tweets/timeline");
        listener.Read();
        var misses = listener.Sum("linnet.cache.misses");
        await ben.ReadAsync("/tweets/timeline");
        await Eventually.TrueAsync(() => listener.Read().Sum("linnet.live.messages") >= 3, "a welcome and two notifications were sent");

        // Two registrations, two log-ins (whose writes are sessions), a follow, a tweet, a like.
        Assert.Equal(7, listener.Sum("linnet.write.batch_size"));
        Assert.Equal(7, listener.Count("linnet.write.duration"));
        Assert.Equal(0, listener.Sum("linnet.write.queue_length"));
        Assert.Equal(4, listener.Count("linnet.hashing.duration"));
        Assert.Equal(0, listener.Sum("linnet.hashing.queue_length"));
        Assert.Equal(2, listener.Sum("linnet.notifications"));
        Assert.Equal(1, listener.Sum("linnet.live.connections"));
        Assert.Equal(misses, listener.Sum("linnet.cache.misses"));
        Assert.True(misses > 0 && listener.Sum("linnet.cache.hits") > 0 && listener.Sum("linnet.cache.entries") > 0);
    }

    [Fact]
    public async Task On_PostgreSQL_each_write_is_timed_and_waiting_writes_are_counted()
    {
        const int Connections = 2;
        const int Posts = 6;
        var database = await PostgresServer.CreateDatabaseAsync();
        await using (var linnet = await RunningLinnet.StartNodeAsync(database, $"--storage:postgresconnections={Connections}", "--storage:postgreswaitseconds=5"))
        {
            using var listener = new ListeningMeter(linnet);
            var ada = await linnet.JoinAsync();
            await ada.TweetAsync("Hello");
            Assert.Equal(HttpStatusCode.NotFound, (await ada.PostAsync("/tweets/", new { content = "To nobody", reply_to_id = 404 })).StatusCode);
            // A registration, a session, two posts of which one was rejected. A commit has one write, so batch sizes are not measured.
            Assert.Equal(4, listener.Count("linnet.write.duration"));
            Assert.Equal(0, listener.Count("linnet.write.batch_size"));

            var posting = new List<Task<HttpResponseMessage>>();
            await using (await PlainSql.HoldAsync(database, "lock table tweets"))
            {
                posting.AddRange(Enumerable.Range(0, Posts).Select(number => ada.PostAsync("/tweets/", new { content = $"{number}" })));
                await Eventually.TrueAsync(() => listener.Read().Sum("linnet.write.queue_length") == Posts - Connections, "all connections are taken");
            }
            Assert.All(await Task.WhenAll(posting), answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
            Assert.Equal(0, listener.Read().Sum("linnet.write.queue_length"));
            Assert.Equal(4 + Posts, listener.Count("linnet.write.duration"));
            Assert.Equal(0, listener.Failures);

            await using (await PlainSql.HoldAsync(database, "lock table tweets"))
                Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ada.PostAsync("/tweets/", new { content = "Never" })).StatusCode);
            Assert.Equal(1, listener.Failures);
        }
        await PostgresServer.DropAsync(database);
    }

    [Fact]
    public async Task The_docs_have_a_row_for_exactly_the_existing_instruments()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        using var listener = new ListeningMeter(linnet);
        // Some services, with their instruments, are created by the first request that needs them.
        await linnet.JoinAsync();
        var docs = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "operations.md"), TestContext.Current.CancellationToken);
        var rows = Row().Matches(docs).Select(row => $"{row.Groups["name"].Value} {row.Groups["kind"].Value} {row.Groups["unit"].Value}");
        Assert.Equal(listener.Instruments.Select(Describe).Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    private static string Describe(Instrument instrument) => $"{instrument.Name} {KindOf(instrument)} {instrument.Unit}";

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Histogram" => "histogram",
        "Counter" or "ObservableCounter" => "counter",
        _ => "gauge",
    };

    // | `linnet.write.duration` | histogram | `s` | …
    [GeneratedRegex(@"^\| `(?<name>linnet\.[\w.]+)` \| (?<kind>\w+) \| `(?<unit>[^`]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Row();

    /// <summary>Listens to the meter of one server, because others may run in this process.</summary>
    private sealed class ListeningMeter : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<string, double> _sums = [];
        private readonly ConcurrentDictionary<string, int> _counts = [];
        private int _failures;

        public ListeningMeter(RunningLinnet linnet)
        {
            var factory = linnet.Services.GetRequiredService<IMeterFactory>();
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name != LinnetMeter.Name || instrument.Meter.Scope != factory)
                    return;
                Instruments.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument, value));
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument, value));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
            {
                Add(instrument, value);
                foreach (var tag in tags)
                {
                    if (tag is { Key: "failed", Value: true })
                        Interlocked.Increment(ref _failures);
                }
            });
            _listener.Start();
        }

        public List<Instrument> Instruments { get; } = [];

        /// <summary>The number of writes that ended in an outage.</summary>
        public int Failures => Volatile.Read(ref _failures);

        /// <summary>Records the observable instruments, each of which reports its total.</summary>
        public ListeningMeter Read()
        {
            foreach (var instrument in Instruments.Where(instrument => instrument.IsObservable))
                _sums[instrument.Name] = 0;
            _listener.RecordObservableInstruments();
            return this;
        }

        public double Sum(string name) => _sums.GetValueOrDefault(name);

        public int Count(string name) => _counts.GetValueOrDefault(name);

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value)
        {
            _sums.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            _counts.AddOrUpdate(instrument.Name, 1, (_, count) => count + 1);
        }
    }
}
