using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Security;

/// <summary>No bytes that a client sends make the server fail.</summary>
[Trait("Promise", "S19")]
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
        // The fixture also fails if the log has a stack trace.
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
        // Some requests succeed, and some fail at the first line.
        Assert.Superset(new HashSet<int> { 200, 400, 401, 404, 405, 422 }, statuses.Keys.ToHashSet());
        Assert.Equal(HttpStatusCode.OK, (await ada.GetAsync("/health/ready")).StatusCode);
        Figures.Record($"{Requests:N0} requests of raw bytes, no 5xx but 505");
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
            // HTTP allows only ASCII in a request target.
            Assert.True(answer.StartsWith($"HTTP/1.1 {(character < 128 ? 200 : 400)} ", StringComparison.Ordinal), $"{character:x2}: {answer}");
            Assert.Equal(character < 128, answer.Contains("rel=\"next\"", StringComparison.Ordinal));
        }
    }

    private static async Task<int> StatusOfAsync(Uri server, string request)
    {
        var answer = await SendAsync(server, request);
        // Empty: the server closed the connection, or waited for the rest of the request until the client closed it.
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
            // Ends the request, so that the server does not wait for the rest of a head or a body.
            tcp.Client.Shutdown(SocketShutdown.Send);
            var head = new byte[64 * 1024];
            var length = await stream.ReadAtLeastAsync(head, 12, throwOnEndOfStream: false, limit.Token);
            return Encoding.Latin1.GetString(head, 0, length);
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            // The server reset the connection.
            return "";
        }
    }

    private static string Printable(string request) => Uri.EscapeDataString(request);
}
