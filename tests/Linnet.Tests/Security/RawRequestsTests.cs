using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Security;

/// <summary>Whatever bytes come over a connection, none makes the server fail.</summary>
[Trait("Kind", Chaos.Kind)]
public sealed class RawRequestsTests
{
    private const int Seed = 13;
    private const int Senders = 4;

    private static readonly int Requests = Chaos.Size(quick: 4_000, @long: 100_000);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_bytes_are_answered_with_a_5xx()
    {
        // Nothing in its log, either: the fixture fails if there is a stack.
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        await ada.TweetAsync("So that lists have links.");
        var statuses = new ConcurrentDictionary<int, int>();
        await Task.WhenAll(Enumerable.Range(Seed, Senders).Select(async seed =>
        {
            var requests = new RawRequests(new Random(seed), ada.Token);
            for (var number = 0; number < Requests / Senders; number++)
            {
                var request = requests.Next();
                var status = await StatusOfAsync(linnet.Address, request);
                Assert.True(status < 500 || status is 505, $"Seed {seed}, request {number} answered {status}: {Printable(request)}");
                statuses.AddOrUpdate(status, 1, (_, sofar) => sofar + 1);
            }
        }));
        // Some get far enough to be answered well, and some not past the first line.
        Assert.Superset(new HashSet<int> { 200, 400, 401, 404, 405, 422 }, statuses.Keys.ToHashSet());
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("/health/ready")).StatusCode);
        Figures.Record($"{Requests:N0} requests of raw bytes, no 5xx");
    }

    [Fact]
    public async Task A_control_character_in_a_query_does_not_break_the_links_of_the_answer()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        await ada.TweetAsync("So that there is a link.");
        for (var character = 1; character < 256; character++)
        {
            if (character is '\n' or '\r' or ' ' or '#')
                continue;
            using var raw = await RawHttp.ConnectAsync(linnet.Address);
            await raw.SendAsync($"GET /tweets/?a={(char)character} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer {ada.Token}\r\n\r\n");
            var answer = await raw.ReadToEndAsync();
            // A target is ASCII; what is not is no HTTP.
            Assert.True(answer.StartsWith($"HTTP/1.1 {(character < 128 ? 200 : 400)} ", StringComparison.Ordinal), $"{character:x2}: {answer}");
            Assert.Equal(character < 128, answer.Contains("rel=\"next\"", StringComparison.Ordinal));
        }
    }

    private static async Task<int> StatusOfAsync(Uri server, string request)
    {
        var answer = await SendAsync(server, request);
        // None at all: the server hung up on what is no request, or waited for the rest of it until the client did.
        return answer.Length is 0 ? 0 : int.Parse(answer.AsSpan("HTTP/1.1 ".Length, 3));
    }

    private static async Task<string> SendAsync(Uri server, string request)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(Patience);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server.Host, server.Port, limit.Token);
        var stream = tcp.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), limit.Token);
            // No more will come: whatever waits for the rest of a head or a body stops waiting.
            tcp.Client.Shutdown(SocketShutdown.Send);
            var head = new byte[64 * 1024];
            var length = await stream.ReadAtLeastAsync(head, 12, throwOnEndOfStream: false, limit.Token);
            return Encoding.Latin1.GetString(head, 0, length);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // It was reset.
            return "";
        }
    }

    private static string Printable(string request) => Uri.EscapeDataString(request);
}
