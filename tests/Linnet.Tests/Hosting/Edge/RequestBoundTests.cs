using System.Net;
using System.Text;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Hosting.Edge;

/// <summary>The limits on the size, depth and duration of requests.</summary>
[Trait("Promise", "S12")]
public sealed class RequestBoundTests
{
    [Theory]
    [InlineData(64 * 1024, false, HttpStatusCode.UnprocessableEntity)]
    [InlineData((64 * 1024) + 1, false, HttpStatusCode.RequestEntityTooLarge)]
    // The framing of chunks counts too.
    [InlineData(63 * 1024, true, HttpStatusCode.UnprocessableEntity)]
    [InlineData((64 * 1024) + 1, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_has_at_most_64_KB(int length, bool isChunked, HttpStatusCode status)
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/tweets/");
        request.Content = new StringContent(new string(' ', length), Encoding.UTF8, "application/json");
        request.Headers.TransferEncodingChunked = isChunked;
        var answer = await ada.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        Assert.NotNull((await answer.ReadJsonAsync())["code"]);
    }

    [Theory]
    [InlineData(32, "missing")]
    [InlineData(33, "json_invalid")]
    [InlineData(20_000, "json_invalid")]
    public async Task JSON_nests_at_most_32_levels(int depth, string error)
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var ada = await linnet.JoinAsync("ada");
        var nested = $"{{\"more\":{new string('[', depth - 1)}{new string(']', depth - 1)}}}";
        Assert.Equal(error, await ErrorAsync(ada, nested));
    }

    [Theory]
    [InlineData("""{"content":"a","content":"b"}""")]
    [InlineData("""{"content":"a","cont\u0065nt":"b"}""")]
    [InlineData("""{"content":"a","more":{"x":1,"x":2}}""")]
    public async Task A_duplicate_member_is_refused(string json)
    {
        await using var linnet = await RunningLinnet.StartAsync();
        Assert.Equal("json_invalid", await ErrorAsync(await linnet.JoinAsync("ada"), json));
    }

    [Fact]
    public async Task An_oversized_URL_gets_414()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        using var raw = await RawHttp.ConnectAsync(linnet.Address);
        await raw.SendAsync($"GET /users/{new string('a', 9000)} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 414 ", await raw.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_body_gets_408_in_the_shape_of_all_errors()
    {
        await using var linnet = await RunningLinnet.StartAsync("--server:bodygraceseconds=2");
        using var raw = await RawHttp.ConnectAsync(linnet.Address);
        await raw.SendAsync("POST /auth/login/json HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{");
        var answer = await raw.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("""{"detail":"Request Timeout","code":"request_timeout"}""", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slow_headers_get_408()
    {
        await using var linnet = await RunningLinnet.StartAsync("--server:headertimeoutseconds=1");
        using var raw = await RawHttp.ConnectAsync(linnet.Address);
        await raw.SendAsync("GET /health HTTP/1.1\r\nHost: local");
        Assert.StartsWith("HTTP/1.1 408 ", await raw.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> ErrorAsync(Person person, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        var answer = await person.Http.PostAsync("/tweets/", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return (string)(await answer.ReadJsonAsync())["detail"]![0]!["type"]!;
    }
}
