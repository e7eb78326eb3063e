using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Linnet.Tests.Hosting;

/// <summary>The events of a server's lifecycle in its log.</summary>
public sealed class LifeEventsTests
{
    private const int Started = 8003;
    private const int Stopping = 8004;
    private const int Stopped = 8005;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SIGHUP_does_not_stop_the_server()
    {
        using var folder = new TempFolder();
        await using var linnet = LinnetProcess.Start(folder, "--urls=http://127.0.0.1:0");
        using var http = new HttpClient { BaseAddress = await linnet.WaitUntilListeningAsync() };
        Signals.Send(linnet.Id, Signals.Hangup);
        for (var attempt = 0; attempt < 20; attempt++)
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health", Cancellation)).StatusCode);
        linnet.Terminate();
        Assert.Equal(0, (await linnet.WaitForExitAsync()).ExitCode);
    }

    [Fact]
    public async Task In_JSON_each_line_is_an_event_including_start_and_stop()
    {
        var lines = await LiveAsync("--log:format=json");
        var events = lines.Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal([Started, Stopping, Stopped], events.Select(it => it["EventId"]!.GetValue<int>()).Where(id => id is Started or Stopping or Stopped));
        Assert.StartsWith("http://127.0.0.1:", events.Single(it => (int)it["EventId"]! is Started)["State"]!["Addresses"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(1, events.Single(it => (int)it["EventId"]! is Stopping)["State"]!["Seconds"]!.GetValue<int>());
    }

    [Fact]
    public async Task In_text_start_and_stop_are_events_besides_the_banner()
    {
        var lines = await LiveAsync("--log:format=text");
        foreach (var id in (int[])[Started, Stopping, Stopped])
            Assert.Single(lines, line => line.Contains($"[{id}] ", StringComparison.Ordinal));
        Assert.Single(lines, line => line.StartsWith("  listening", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failing_export_logs_one_warning_and_one_recovery()
    {
        var (asked, status) = (0, StatusCodes.Status500InternalServerError);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var collector = builder.Build();
        collector.MapPost("/v1/{signal}", () =>
        {
            Interlocked.Increment(ref asked);
            return Results.StatusCode(status);
        });
        await collector.StartAsync(Cancellation);
        using var folder = new TempFolder();
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "100",
        };
        await using var linnet = LinnetProcess.Start(folder, environment, "--urls=http://127.0.0.1:0");
        await linnet.WaitUntilListeningAsync();
        await Eventually.TrueAsync(() => Volatile.Read(ref asked) >= 5, "five attempts failed");
        status = StatusCodes.Status200OK;
        await Eventually.TrueAsync(() => linnet.Output.Contains("are being sent again", StringComparison.Ordinal), "the recovery is logged");
        Assert.Single(linnet.Output.Split('\n'), line => line.Contains("[8006]", StringComparison.Ordinal));
        Assert.Single(linnet.Output.Split('\n'), line => line.Contains("[8007]", StringComparison.Ordinal));
    }

    private static async Task<string[]> LiveAsync(params string[] settings)
    {
        using var folder = new TempFolder();
        await using var linnet = LinnetProcess.Start(folder, ["--urls=http://127.0.0.1:0", "--drainseconds=1", .. settings]);
        await linnet.WaitUntilListeningAsync();
        linnet.Terminate();
        return (await linnet.WaitForExitAsync()).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
