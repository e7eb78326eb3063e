using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Linnet.Common;
using Linnet.Hosting;
using Linnet.Hosting.Edge;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Hosting;

/// <summary>The addresses of the server, and the socket files that a killed server leaves behind.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ListenTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string SocketPath => _folder.File("linnet.sock");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("http://localhost:8000")]
    [InlineData("http://LOCALHOST:8000/")]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://[::1]:8000")]
    [InlineData("http://*:8000")]
    [InlineData("http://0.0.0.0:8000")]
    [InlineData("http://192.0.2.1")]
    [InlineData("http://unix:/run/linnet.sock")]
    public void An_address_of_this_machine_is_accepted(string url) => Assert.Null(ListenAddress.FindError(url));

    [Fact]
    public void All_of_IPv4_and_all_of_IPv6_may_share_a_port()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6");
        using var first = Open("http://0.0.0.0:0", new IPEndPoint(IPAddress.Any, 0));
        var port = ((IPEndPoint)first.LocalEndPoint!).Port;
        using var second = Open($"http://0.0.0.0:{port};http://[::]:{port}", new IPEndPoint(IPAddress.IPv6Any, port));
        Assert.False(second.DualMode);
    }

    [Fact]
    public void All_of_IPv6_alone_includes_IPv4()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6");
        using var socket = Open("http://[::]:0", new IPEndPoint(IPAddress.IPv6Any, 0));
        Assert.True(socket.DualMode);
    }

    [Fact]
    public async Task A_stale_socket_file_is_replaced_and_a_live_one_is_in_use()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes for sockets");
        await using (var killed = Start())
        {
            await killed.WaitUntilListeningAsync();
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, File.GetUnixFileMode(SocketPath));
            killed.Kill();
            await killed.WaitForExitAsync();
        }
        Assert.True(File.Exists(SocketPath));
        await using var next = Start("--server:socketmode=606");
        await next.WaitUntilListeningAsync();
        Assert.Equal("rw----rw-", Describe(File.GetUnixFileMode(SocketPath)));
        await AssertInUseAsync();
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_file_that_is_not_a_socket_is_left_alone()
    {
        await File.WriteAllTextAsync(SocketPath, "mine", TestContext.Current.CancellationToken);
        await AssertInUseAsync();
        Assert.Equal("mine", await File.ReadAllTextAsync(SocketPath, TestContext.Current.CancellationToken));
    }

    private static Socket Open(string urls, EndPoint where) => new ListenSockets(new ServerOptions { Urls = urls }, new EdgeOptions()).Open(where);

    private static string Describe(UnixFileMode mode) => string.Concat(
        Enumerable.Range(0, 9).Select(bit => ((int)mode & (1 << (8 - bit))) is 0 ? '-' : "rwx"[bit % 3]));

    private async Task AssertInUseAsync()
    {
        await using var refused = Start();
        var outcome = await refused.WaitForExitAsync();
        Assert.Equal((int)ExitCode.Address, outcome.ExitCode);
        Assert.Contains("in use", outcome.Error, StringComparison.OrdinalIgnoreCase);
    }

    private LinnetProcess Start(params string[] settings) =>
        LinnetProcess.Start(_folder, [$"--urls=http://unix:{SocketPath}", "--passwords:bcryptcost=4", .. settings]);
}
