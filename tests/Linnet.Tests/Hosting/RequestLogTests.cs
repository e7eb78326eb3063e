using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Linnet.Hosting.Telemetry;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Linnet.Tests.Hosting;

[Trait("Promise", "S18")]
public sealed partial class RequestLogTests
{
    [Fact]
    public async Task A_request_is_one_line_with_its_route_and_caller_and_no_text_of_the_client()
    {
        var lines = await LogOfAsync("--log:requests=All");
        Assert.Collection(
            lines.Select(line => Varying().Replace(line[(line.IndexOf("[8001] ", StringComparison.Ordinal) + 7)..], "…")),
            line => Assert.Equal("POST /auth/register 201 … ms, caller (null), trace …", line),
            line => Assert.Equal("POST /auth/login/json 200 … ms, caller (null), trace …", line),
            line => Assert.Equal("GET /users/{username} 404 … ms, caller 1, trace …", line),
            line => Assert.Equal("GET /users/{username} 404 … ms, caller 1, trace …", line),
            // Authentication runs only on routes that need a caller.
            line => Assert.Equal("GET - 404 … ms, caller (null), trace …", line),
            line => Assert.Equal("_OTHER - 405 … ms, caller (null), trace …", line));
    }

    [Fact]
    public async Task As_JSON_a_request_is_one_object_with_its_values_as_members()
    {
        var lines = await LogOfAsync("--log:requests=All", "--log:format=Json");
        var state = JsonNode.Parse(lines[2])!["State"]!;
        Assert.Equal(("GET", "/users/{username}", 404, 1), ((string?)state["Method"], (string?)state["Route"], (int)state["Status"]!, (int)state["Caller"]!));
    }

    [Theory]
    [InlineData("--log:requests=None")]
    [InlineData("--log:requests=Notable", "--log:slowmilliseconds=60000")]
    [InlineData("--log:slowmilliseconds=60000")]
    public async Task Unremarkable_requests_are_logged_only_on_request(params string[] settings) => Assert.Empty(await LogOfAsync(settings));

    [Fact]
    public async Task A_slow_request_is_notable() => Assert.NotEmpty(await LogOfAsync("--log:slowmilliseconds=1"));

    [Theory]
    [InlineData("a\nb", "a b")]
    [InlineData("a\r\nb\u001b[2Jc", "a  b [2Jc")]
    [InlineData("a\u2028b\u0085c\0d", "a b c d")]
    public void An_event_is_always_one_line(string message, string expected)
    {
        using var line = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Warning, "Area", new EventId(7), message, exception: null, (state, _) => state);
        new LineFormatter(TimeProvider.System).Write(entry, scopeProvider: null, line);
        Assert.EndsWith($" warn: Area[7] {expected}\n", line.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The log of requests in which every part contains something that must not be logged.</summary>
    private static async Task<List<string>> LogOfAsync(params string[] settings)
    {
        using var folder = new TempFolder();
        await using var linnet = LinnetProcess.Start(folder, ["--urls=http://127.0.0.1:0", "--passwords:bcryptcost=4", .. settings]);
        var ada = await Person.JoinAsync(await linnet.WaitUntilListeningAsync(), "ada");
        await ada.GetAsync("/users/sekret%0A2026-01-01T00:00:00.000Z%20info:%20forged");
        await ada.GetAsync("/users/sekret@example.org?token=sekret");
        await ada.GetAsync("/sekret/nowhere?email=sekret@example.org");
        using var odd = new HttpRequestMessage(new HttpMethod("SEKRET"), "/users/me");
        await ada.Http.SendAsync(odd, TestContext.Current.CancellationToken);
        linnet.Terminate();
        var output = (await linnet.WaitForExitAsync()).Output;
        Assert.DoesNotContain("sekret", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("forged", output, StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", output, StringComparison.Ordinal);
        Assert.DoesNotContain(ada.Token, output, StringComparison.Ordinal);
        return [.. output.Split('\n').Where(line => line.Contains("RequestLog", StringComparison.Ordinal))];
    }

    [GeneratedRegex(@"[\d.]+(?= ms)|(?<=trace ).+$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Varying();
}
