using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Linnet.Tests.Fixtures;

/// <summary>HAProxy with the configuration that is shipped, before two nodes.</summary>
internal sealed class HaProxy : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();

    private HaProxy(Process process, Uri address)
    {
        (_process, Address) = (process, address);
        _process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
    }

    public Uri Address { get; }

    /// <summary>To which nodes, 1 or 2, requests went, as far as the proxy has logged them; once for each request.</summary>
    /// <param name="path">Only those for this path.</param>
    public List<int> NodesAsked(string? path = null) =>
    [
        .. from line in _log
           where path is null || line.Contains($" {path} ", StringComparison.Ordinal)
           from node in (int[])[1, 2]
           where line.Contains($" nodes/node{node} ", StringComparison.Ordinal)
           select node,
    ];

    public static async Task<HaProxy> StartAsync(Uri node1, Uri node2)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(
            Requirement.Program("haproxy"), ["-db", "-f", Path.Combine(Repository.Root, "deploy", "haproxy.cfg")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["LINNET_BIND"] = $"127.0.0.1:{port}",
                ["LINNET_NODE1"] = node1.Authority,
                ["LINNET_NODE2"] = node2.Authority,
            },
        };
        var proxy = new HaProxy(new Process { StartInfo = start }, new Uri($"http://127.0.0.1:{port}"));
        proxy._process.Start();
        proxy._process.BeginOutputReadLine();
        proxy._process.BeginErrorReadLine();
        using var http = new HttpClient();
        await Eventually.TrueAsync(() => proxy.AnswersAsync(http), "the proxy answers");
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync(HttpClient http)
    {
        Assert.False(_process.HasExited, string.Join('\n', _log));
        try
        {
            return (await http.GetAsync(new Uri(Address, "/health/ready"), TestContext.Current.CancellationToken)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
