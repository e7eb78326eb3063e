using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Linnet.Tests.Fixtures;
using Linnet.Tests.OpenApi;
using Xunit;

namespace Linnet.Tests.Security;

/// <summary>Requests as no client of good will sends them. The server answers each, and none costs it anything lasting.</summary>
[Trait("Promise", "S19")]
[Trait("Kind", Chaos.Kind)]
[Collection(SerialTests.Name)]
public sealed class BadRequestsTests
{
    private const int Seed = 19;
    private const int Senders = 4;
    private const long Flat = 24 * 1024 * 1024;

    // After half as many the memory of all routes' code and caches is not yet taken.
    private const int Requests = 100_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_kind_of_invalid_request_is_rejected_without_a_5xx_or_a_hang()
    {
        using var folder = new TempFolder();
        // A separate process, so that only its own memory is measured.
        await using var linnet = LinnetProcess.Start(folder, "--urls=http://127.0.0.1:0", "--passwords:bcryptcost=4", "--passwords:queuelength=1000");
        var address = await linnet.WaitUntilListeningAsync();
        var mallory = await Person.JoinAsync(address, "mallory");
        var api = await ApiDescription.ReadAsync(mallory.Http);
        var statuses = new ConcurrentDictionary<int, int>();

        // The first half warms up what is filled once: caches, pools, compiled code.
        await SendAsync(address, api, mallory.Token, Seed, Requests / 2, statuses);
        var warm = linnet.ResidentBytes;
        await SendAsync(address, api, mallory.Token, Seed + Senders, Requests / 2, statuses);
        var grown = linnet.ResidentBytes - warm;

        Assert.True(grown < Flat, $"{grown} bytes more after {Requests / 2} requests");
        // Most of them have to be bad, or they show nothing; and some of each way to be bad.
        Assert.True(statuses.Where(status => status.Key >= 400).Sum(status => status.Value) > Requests / 2);
        Assert.Superset(new HashSet<int> { 401, 404, 405, 413, 422 }, statuses.Keys.ToHashSet());
        Assert.Equal(HttpStatusCode.OK, (await mallory.GetAsync("/health/ready")).StatusCode);
        Figures.Record($"{Requests:N0} requests, no 5xx, {Math.Max(0, grown) / 1024.0 / 1024.0:0.0} MB more memory");
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/7.7\r\nHost: a\r\n\r\n")]
    [InlineData("\0\0\0\0\r\n\r\n")]
    [InlineData("GET  / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("GET /\u0001 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")]
    [InlineData("POST /auth/login/json HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /auth/login/json HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
    [InlineData("POST /auth/login/json HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\nhello")]
    [InlineData("POST /auth/login/json HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n0\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n")]
    [InlineData("POST /auth/login/json HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nhello\r\n0\r\n\r\n")]
    [InlineData("POST /auth/login/json HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nhello\r\n0\r\n\r\n")]
    [InlineData("POST /auth/login/json HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nhello\r\n0\r\n\r\n")]
    [InlineData("POST /auth/login/json HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n5hello\r\n0\r\n\r\n")]
    public async Task What_is_not_even_HTTP_is_refused(string text)
    {
        await using var linnet = await RunningLinnet.StartAsync();
        using var raw = await RawHttp.ConnectAsync(linnet.Address);
        await raw.SendAsync(text);
        Assert.Matches("^HTTP/1.1 (4[0-9][0-9]|505) ", await raw.ReadToEndAsync());
        Assert.Equal(HttpStatusCode.OK, (await linnet.Http.GetAsync("/health", Cancellation)).StatusCode);
    }

    private static Task SendAsync(
        Uri server, ApiDescription api, string token, int seed, int count, ConcurrentDictionary<int, int> statuses) =>
        Task.WhenAll(Enumerable.Range(seed, Senders).Select(async each =>
        {
            var requests = new BadRequests(api, new Random(each));
            using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 };
            using var http = new HttpClient(handler) { Timeout = Patience };
            for (var number = 0; number < count / Senders; number++)
            {
                var (request, description) = requests.Next(server, token);
                using (request)
                {
                    var status = await StatusOfAsync(http, request, description);
                    Assert.True(status < 500 || status is 505, $"Seed {each}, request {number}: {description} answered {status}");
                    statuses.AddOrUpdate(status, 1, (_, sofar) => sofar + 1);
                }
            }
        }));

    private static async Task<int> StatusOfAsync(HttpClient http, HttpRequestMessage request, string description)
    {
        try
        {
            using var answer = await http.SendAsync(request, Cancellation);
            return (int)answer.StatusCode;
        }
        // A refusal may come, and the connection close, while the body is still on its way.
        catch (HttpRequestException error) when (error.InnerException is IOException && request.Content is not null)
        {
            return 413;
        }
        catch (TaskCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            Assert.Fail($"No answer within {Patience.TotalSeconds} s: {description}");
            throw;
        }
    }
}
