using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Durability;

/// <summary>Told to stop under load, the server sees to it that nobody notices more than they must.</summary>
public sealed class ShutdownTests
{
    private const int People = 20;
    private const int SocketsEach = 10;
    private const int Writers = 8;
    private static readonly TimeSpan AtLatest = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task D12_Sockets_see_1001_requests_in_flight_succeed_and_the_process_is_gone_within_ten_seconds()
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

        var posted = 0;
        var writing = Enumerable.Range(0, Writers).Select(_ => WriteUntilRefusedAsync(people[0], () => Interlocked.Increment(ref posted))).ToList();
        var closing = sockets.Select(socket => socket.ReceiveCloseAsync()).ToList();
        await Eventually.TrueAsync(() => Volatile.Read(ref posted) > 50, "there is load");
        var watch = Stopwatch.StartNew();
        linnet.Terminate();

        Assert.All(await Task.WhenAll(closing), status => Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, status));
        while (await stream.ReadAsync() is not null)
        {
            // What was under way; then the end.
        }
        var outcome = await linnet.WaitForExitAsync();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, AtLatest);
        Assert.Equal(0, outcome.ExitCode);
        Assert.DoesNotContain("fail:", outcome.Output, StringComparison.Ordinal);
        Assert.Empty((await Task.WhenAll(writing)).OfType<string>());
        var stored = PlainSql.Query<long>(folder.File("twitter.db"), "select count(*) from tweets").Single();
        Assert.InRange(stored, posted, posted + Writers);
        foreach (var socket in sockets)
            await socket.DisposeAsync();
    }

    /// <returns>What went wrong; null when the server only took no more.</returns>
    private static async Task<string?> WriteUntilRefusedAsync(Person author, Action onPosted)
    {
        using var http = new HttpClient { BaseAddress = author.Http.BaseAddress };
        http.DefaultRequestHeaders.Authorization = author.Http.DefaultRequestHeaders.Authorization;
        var writer = author with { Http = http };
        try
        {
            while (true)
            {
                using var answer = await writer.PostAsync("/tweets/", new { content = "under load" });
                if (answer.StatusCode is not HttpStatusCode.Created)
                    return $"{answer.StatusCode}";
                onPosted();
            }
        }
        catch (HttpRequestException error) when (error.HttpRequestError is HttpRequestError.ConnectionError)
        {
            // Nobody listens any more.
            return null;
        }
        catch (HttpRequestException error)
        {
            return error.ToString();
        }
    }
}
