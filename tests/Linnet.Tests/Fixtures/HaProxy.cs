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

    /// <summary>How many requests it says it sent to a node: 1 or 2.</summary>
    public int CountAnswersOf(int node) => _log.Count(line => line.Contains($" nodes/node{node} ", StringComparison.Ordinal));

    /// <summary>To which node, 1 or 2, a request for a path went; null when it has not told of one yet.</summary>
    public int? FindNodeOf(string path) =>
        _log.LastOrDefault(line => line.Contains($" {path} ", StringComparison.Ordinal)) is not { } line ? null
        : line.Contains(" nodes/node1 ", StringComparison.Ordinal) ? 1 : 2;

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
