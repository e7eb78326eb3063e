using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Linnet.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Linnet.Tests.Hosting;

/// <summary>A collector in the environment receives metrics and spans.</summary>
public sealed class OtlpExportTests
{
    [Fact]
    public async Task A_collector_receives_all_metrics_and_a_span_for_each_request_and_write()
    {
        var received = new ConcurrentDictionary<string, string>();
        await using var collector = await StartCollectorAsync(received);
        using var folder = new TempFolder();
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.First(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_SERVICE_NAME"] = "birdsong",
        };
        await using var linnet = LinnetProcess.Start(folder, environment, "--urls=http://127.0.0.1:0", "--passwords:bcryptcost=4");
        var ada = await Person.JoinAsync(await linnet.WaitUntilListeningAsync(), "ada");
        await ada.TweetAsync("Hello");
        await ada.GetAsync("/users/ada?token=sekret");

        string[] metrics = ["birdsong", "linnet.write.duration", "linnet.cache.hits", "http.server.request.duration", "dotnet.gc.collections"];
        await Eventually.TrueAsync(() => metrics.All(received.GetValueOrDefault("/v1/metrics", "").Contains), "metrics arrived");
        string[] spans = ["birdsong", "GET /users/{username}", "POST /tweets", "write"];
        await Eventually.TrueAsync(() => spans.All(received.GetValueOrDefault("/v1/traces", "").Contains), "spans arrived");
        Assert.DoesNotContain("sekret", string.Concat(received.Values), StringComparison.Ordinal);
        Assert.DoesNotContain("/users/ada", string.Concat(received.Values), StringComparison.Ordinal);
    }

    /// <summary>Accepts every export and keeps it as text: protobuf stores names as plain text.</summary>
    private static async Task<WebApplication> StartCollectorAsync(ConcurrentDictionary<string, string> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/v1/{signal}", async (HttpContext http) =>
        {
            using var body = new StreamReader(http.Request.Body, Encoding.Latin1);
            var text = await body.ReadToEndAsync(http.RequestAborted);
            received.AddOrUpdate(http.Request.Path.Value!.ToLower(CultureInfo.InvariantCulture), text, (_, before) => before + text);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
