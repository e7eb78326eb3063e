using BenchmarkDotNet.Attributes;
using Linnet.Bench.Load;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Linnet.MicroBench;

/// <summary>
/// What single requests cost, one after the other over one connection, beside Kestrel with nothing behind it: the time is
/// mostly the way there and back, and what the others take more is Linnet's. The bytes allocated are the whole process's.
/// </summary>
[InProcess]
[MemoryDiagnoser]
public class Requests : IDisposable
{
    private MeasuredLinnet _linnet = null!; // Start comes before every benchmark.
    private WebApplication _bare = null!;
    private BlockingConnection _toBare = null!;
    private byte[] _bareRequest = [];

    // Blocking, as in Dispose: a benchmark in this process is run without waiting for what its setup returns.
    [GlobalSetup]
    public void Start() => StartAsync().GetAwaiter().GetResult();

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _toBare.Dispose();
        _bare.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _linnet.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    [Benchmark(Baseline = true, Description = "Kestrel alone, as many bytes as the timeline")]
    public int Bare() => _toBare.Send(_bareRequest).Length;

    [Benchmark(Description = "timeline page, 20 tweets")]
    public void Timeline() => _linnet.ReadTimeline();

    [Benchmark(Description = "one tweet")]
    public void Tweet() => _linnet.ReadTweet();

    [Benchmark(Description = "post a tweet, durable")]
    public void Post() => _linnet.Post();

    private async Task StartAsync()
    {
        _linnet = await MeasuredLinnet.StartAsync(CancellationToken.None);
        var bytes = new byte[_linnet.TimelineLength];
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        _bare = builder.Build();
        _bare.Run(async http =>
        {
            http.Response.ContentLength = bytes.Length;
            await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
        });
        await _bare.StartAsync();
        var address = new Uri(_bare.Urls.First());
        _toBare = new BlockingConnection(address);
        _bareRequest = BlockingConnection.Format(address, "GET", "/", token: "none");
    }
}
