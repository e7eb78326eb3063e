using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Linnet.Hosting.Edge.Connections;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Hosting.Edge;

/// <summary>Clients open more connections than the process may open files. It survives and stays healthy.</summary>
[Trait("Kind", Chaos.Kind)]
[Collection(SerialTests.Name)]
public sealed class ConnectionFloodTests
{
    private static readonly int Files = Chaos.Size(quick: 1024, @long: 8192);
    private static readonly int Flood = Chaos.Size(quick: 1124, @long: 9000);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Promise", "S12")]
    [InlineData("")]
    [InlineData("GET /health HTTP/1.1\r\nHo")]
    [InlineData("GET /health HTTP/1.1\r\nHost: a\r\n\r\n")]
    public async Task A_flood_of_connections_that_idle_leaves_the_process_alive_and_its_health_answered(string sent)
    {
        using var folder = new TempFolder();
        await using var linnet = Start(folder);
        var address = await linnet.WaitUntilListeningAsync();
        var flood = new List<Socket>();
        try
        {
            for (var count = 0; count < Flood; count++)
                flood.Add(await ConnectAsync(address, sent));
            for (var time = 0; time < 20; time++)
                Assert.Equal(HttpStatusCode.OK, await AskAsync(address, "/health"));
        }
        finally
        {
            flood.ForEach(socket => socket.Dispose());
        }
        await Eventually.TrueAsync(async () => await AskAsync(address, "/") is HttpStatusCode.OK, "everything is answered again");
    }

    [Fact]
    [Trait("Promise", "S12")]
    public async Task Silent_connections_make_room_for_others()
    {
        using var folder = new TempFolder();
        await using var linnet = Start(folder);
        var address = await linnet.WaitUntilListeningAsync();
        var flood = new List<Socket>();
        try
        {
            for (var count = 0; count < Flood; count++)
                flood.Add(await ConnectAsync(address, ""));
            var ada = await Person.JoinAsync(address, "ada");
            await ada.TweetAsync("Still here.");
            Assert.Equal(1, (int)(await ada.ReadAsync("/tweets/timeline"))["total"]!);
        }
        finally
        {
            flood.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task When_no_connection_is_silent_a_further_one_gets_server_full()
    {
        await using var linnet = await RunningLinnet.StartAsync("--server:maxconnections=5");
        // The fixture holds one of the five.
        var ada = await linnet.JoinAsync("ada");
        var sockets = new List<LiveClient>();
        while (await TryConnectAsync(ada) is { } socket)
            sockets.Add(socket);
        Assert.Equal(4, sockets.Count);

        using var http = new HttpClient { BaseAddress = linnet.Address };
        using var refused = await http.GetAsync("/", Cancellation);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "server_full"), (refused.StatusCode, (string?)(await refused.ReadJsonAsync())["code"]));
        Assert.True(refused.Headers.ConnectionClose);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(linnet.Address, "/health/ready"));

        foreach (var socket in sockets)
            await socket.DisposeAsync();
        await Eventually.TrueAsync(async () => await AskAsync(linnet.Address, "/") is HttpStatusCode.OK, "there is room again");
    }

    [Fact]
    [Trait("Promise", "S12")]
    public async Task A_connection_that_has_sent_nothing_is_closed_and_one_that_has_stays()
    {
        await using var linnet = await RunningLinnet.StartAsync("--server:silentseconds=1");
        using var talker = await ConnectAsync(linnet.Address, "GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
        using var silent = await ConnectAsync(linnet.Address, "");
        var answer = new byte[4096];
        Assert.NotEqual(0, await talker.ReceiveAsync(answer, Cancellation));
        Assert.Equal(0, await ReceiveAsync(silent, answer));
        await talker.SendAsync(Encoding.ASCII.GetBytes("GET /health HTTP/1.1\r\nHost: a\r\n\r\n"), Cancellation);
        Assert.NotEqual(0, await ReceiveAsync(talker, answer));
    }

    [Theory]
    [InlineData(256)]
    [InlineData(1024)]
    [InlineData(8192)]
    [InlineData(1_048_576)]
    [InlineData(int.MaxValue)]
    public void Connections_leave_files_for_the_rest_of_the_process(long files)
    {
        var most = ConnectionBounds.RoomIn(files, new StorageOptions());
        Assert.InRange(most, 16, (int)Math.Max(16, files - 256 - ConnectionBounds.Spare));
        if (files >= 1024)
            Assert.True(most > files / 2, $"Only {most} connections of {files} files");
    }

    private static async Task<LiveClient?> TryConnectAsync(Person person)
    {
        try
        {
            return await LiveClient.ConnectAsync(person);
        }
        catch (HttpRequestException refusal) when (refusal.StatusCode is HttpStatusCode.ServiceUnavailable)
        {
            return null;
        }
    }

    // Returns 0 at the end of the stream or after a reset.
    private static async Task<int> ReceiveAsync(Socket socket, byte[] answer)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            return await socket.ReceiveAsync(answer, limit.Token);
        }
        catch (SocketException)
        {
            return 0;
        }
    }

    private static LinnetProcess Start(TempFolder folder)
    {
        if (OperatingSystem.IsWindows())
            Requirement.Missing("Files are limited by ulimit");
        return LinnetProcess.Start(
            folder,
            new Dictionary<string, string>(),
            [Requirement.Program("bash"), "-c", string.Create(CultureInfo.InvariantCulture, $"ulimit -n {Files}; exec \"$@\""), "bash"],
            "--urls=http://127.0.0.1:0",
            "--passwords:bcryptcost=4");
    }

    private static async Task<Socket> ConnectAsync(Uri server, string sent)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, Cancellation);
            await socket.SendAsync(Encoding.ASCII.GetBytes(sent), Cancellation);
        }
        catch (SocketException)
        {
            // The server may refuse connections.
        }
        return socket;
    }

    // Like a probe: a new connection each time, and a timeout of a few seconds.
    private static async Task<HttpStatusCode> AskAsync(Uri server, string path)
    {
        using var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromSeconds(10) };
        using var answer = await http.GetAsync(path, Cancellation);
        return answer.StatusCode;
    }
}
