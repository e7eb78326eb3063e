using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Durability;

/// <summary>Stopped under load, the server lets clients notice as little as possible.</summary>
[Trait("Promise", "D12")]
[Trait("Kind", Chaos.Kind)]
public sealed class ShutdownTests
{
    private const int SocketsEach = 10;
    private const int Writers = 8;
    private static readonly int People = Chaos.Size(quick: 20, @long: 100);
    private static readonly TimeSpan AtLatest = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Sockets_see_1001_requests_in_flight_succeed_and_the_process_is_gone_within_ten_seconds()
    {
        using var folder = new TempFolder();
        await using var linnet = LinnetProcess.Start(folder, "--urls=http://127.0.0.1:0", "--passwords:bcryptcost=4");
        var server = await linnet.WaitUntilListeningAsync();
        var people = new List<Person>();
        for (var number = 0; number < People; number++)
            people.Add(await Person.JoinAsync(server, $"p{number}"));
        foreach (var person in people.Skip(1))
            await person.FollowAsync(people[0]);
        var sockets = new List<LiveClient>();
        foreach (var person in people)
        {
            for (var count = 0; count < SocketsEach; count++)
                sockets.Add(await LiveClient.ConnectAsync(person));
        }
        using var stream = await EventStream.OpenAsync(await Person.JoinAsync(server, "streamer"));

        var acknowledged = new ConcurrentQueue<string>();
        var writing = Enumerable.Range(0, Writers).Select(number => WriteUntilRefusedAsync(people[0], $"{number}", acknowledged)).ToList();
        var closing = sockets.Select(socket => socket.ReceiveCloseAsync()).ToList();
        await Eventually.TrueAsync(() => acknowledged.Count > 50, "there is load");
        var watch = Stopwatch.StartNew();
        linnet.Terminate();

        Assert.All(await Task.WhenAll(closing), status => Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, status));
        await stream.ReadToEndAsync();
        var outcome = await linnet.WaitForExitAsync();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, AtLatest);
        Figures.Record($"{sockets.Count:N0} sockets, gone after {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain("fail:", outcome.Output, StringComparison.Ordinal);
        await Task.WhenAll(writing);
        // Whatever was taken was answered: the stop may meet a request on its way in, but none that was begun.
        Assert.Equal(acknowledged.Order(), PlainSql.Query<string>(folder.File("twitter.db"), "select content from tweets").Order());
        foreach (var socket in sockets)
            await socket.DisposeAsync();
    }

    private static async Task WriteUntilRefusedAsync(Person author, string name, ConcurrentQueue<string> acknowledged)
    {
        using var http = new HttpClient { BaseAddress = author.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = author.Http.DefaultRequestHeaders.Authorization;
        var writer = author with { Http = http };
        try
        {
            for (var number = 0; ; number++)
            {
                var content = $"{name} {number}";
                await writer.TweetAsync(content);
                acknowledged.Enqueue(content);
            }
        }
        catch (Exception error) when (Connections.IsBroken(error))
        {
            // Nobody listens any more, or the connection was closed before the request came in.
        }
    }
}
