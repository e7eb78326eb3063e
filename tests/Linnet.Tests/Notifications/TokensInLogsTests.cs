using System.Net.Sockets;
using System.Text;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Notifications;

/// <summary>A socket's URL may carry a token; the log must not, at any level.</summary>
[Trait("Promise", "S18")]
public sealed class TokensInLogsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_token_is_logged_in_any_place_at_any_level()
    {
        using var folder = new TempFolder();
        await using var linnet = LinnetProcess.Start(
            folder,
            "--urls=http://127.0.0.1:0",
            "--passwords:bcryptcost=4",
            "--logging:loglevel:default=Trace",
            "--logging:loglevel:microsoft=Debug",
            "--logging:Console:loglevel:default=Trace");
        var server = await linnet.WaitUntilListeningAsync();
        var ada = await Person.JoinAsync(server, "ada");
        foreach (var token in new[] { ada.Token, "sekret.nonsense.token" })
        {
            await TryAsync(() => LiveClient.OpenAsync(server, $"token={token}"));
            await TryAsync(() => LiveClient.OpenAsync(server, "", options => options.SetRequestHeader("Authorization", $"Bearer {token}")));
            await TryAsync(() => LiveClient.OpenAsync(server, "", options => WithProtocols(options, token)));
            await (await ada.Http.GetAsync($"/ws/notifications?token={token}", Cancellation)).Content.ReadAsStringAsync(Cancellation);
            (await ada.Http.GetAsync($"/sse/notifications?token={token}", HttpCompletionOption.ResponseHeadersRead, Cancellation)).Dispose();
            // Requests that break HTTP are logged by the web server itself.
            await SendRawAsync(server, $"GET /ws/notifications?token={token}\u0001 HTTP/1.1\r\nHost: x\r\n\r\n");
            await SendRawAsync(server, $"GET /ws/notifications?token={token}%00 HTTP/9.9\r\nHost: x\r\n\r\n");
            await SendRawAsync(server, $"GET ws/notifications?token={token} HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        linnet.Terminate();
        var log = await linnet.WaitForExitAsync();
        Assert.Contains("dbug: Microsoft.AspNetCore.", log.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(ada.Token, log.Output + log.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(ada.Token[..20], log.Output + log.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sekret", log.Output + log.Error, StringComparison.Ordinal);
    }

    private static void WithProtocols(System.Net.WebSockets.ClientWebSocketOptions options, string token)
    {
        options.AddSubProtocol("bearer");
        options.AddSubProtocol(token);
    }

    private static async Task TryAsync(Func<Task<LiveClient>> open)
    {
        try
        {
            await using var client = await open();
            await client.ReceiveAsync();
        }
        catch (HttpRequestException)
        {
            // A refusal is what some of these are for.
        }
    }

    private static async Task SendRawAsync(Uri server, string request)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server.Host, server.Port, Cancellation);
        await tcp.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), Cancellation);
        using var answer = new StreamReader(tcp.GetStream());
        Assert.Matches("^HTTP/1.1 [45]", await answer.ReadLineAsync(Cancellation));
    }
}
