using System.Net;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Linnet.Tests.Http;

public sealed class ErrorResponsesTests(HttpTestServer server) : HttpTest(server)
{
    private const string Category = "Linnet.Http.Errors.ErrorResponses";

    [Theory]
    [InlineData("GET", "/nowhere", 404, """{"detail":"Not Found","code":"not_found"}""")]
    [InlineData("PATCH", "/tweets/1", 405, """{"detail":"Method Not Allowed","code":"method_not_allowed"}""")]
    [InlineData("GET", "/errors/Refused", 400, """{"detail":"Haven't a detail","code":"a_code"}""")]
    [InlineData("GET", "/errors/Unauthenticated", 401, """{"detail":"Haven't a detail","code":"a_code"}""")]
    [InlineData("GET", "/errors/Forbidden", 403, """{"detail":"Haven't a detail","code":"a_code"}""")]
    [InlineData("GET", "/errors/NotFound", 404, """{"detail":"Haven't a detail","code":"a_code"}""")]
    [InlineData("GET", "/errors/Unavailable", 503, """{"detail":"Haven't a detail","code":"a_code"}""")]
    [InlineData("GET", "/errors/StorageFull", 507, """{"detail":"Haven't a detail","code":"a_code"}""")]
    public async Task Every_error_has_the_same_shape(string method, string url, int status, string body)
    {
        using var response = await Send(new HttpMethod(method), url);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        Assert.Equal(body, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Errors_keep_the_headers_that_go_with_them()
    {
        using var wrongMethod = await Send(HttpMethod.Patch, "/tweets/1");
        Assert.Equal(["GET", "PUT"], wrongMethod.Content.Headers.Allow.Order());
        using var unauthenticated = await Send(HttpMethod.Get, "/errors/Unauthenticated");
        Assert.Equal("Bearer", unauthenticated.Headers.WwwAuthenticate.ToString());
        using var unavailable = await Send(HttpMethod.Get, "/errors/Unavailable");
        Assert.Equal("1", unavailable.Headers.RetryAfter?.ToString());
    }

    [Fact]
    [Trait("Promise", "S17")]
    [Trait("Promise", "S15")]
    public async Task An_exception_is_answered_with_nothing_of_it_and_logged_once()
    {
        using var response = await Send(HttpMethod.Get, "/throws");
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("""{"detail":"Internal Server Error","code":"internal_error"}""", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        var entry = Assert.Single(Server.Log.Entries, it => it.Level >= LogLevel.Error && it.Text.Contains("/throws"));
        Assert.Equal((Category, 1001), (entry.Category, entry.Id.Id));
        Assert.DoesNotContain(Server.Log.Entries, it => it.Level >= LogLevel.Warning && it.Category.Contains("Kestrel"));
    }

    [Fact]
    public async Task An_exception_after_the_answer_began_cuts_the_connection()
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => Send(HttpMethod.Get, "/late"));
        Assert.Single(Server.Log.Entries, it => it.Level >= LogLevel.Error && it.Text.Contains("/late"));
    }

    [Fact]
    public async Task A_request_given_up_by_its_client_is_no_error()
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => Send(HttpMethod.Get, "/cancels"));
        await Server.Log.WaitForAsync(it => it.Id.Id is 1003 && it.Category is Category, Cancellation);
        Assert.DoesNotContain(Server.Log.Entries, it => it.Level > LogLevel.Debug && it.Text.Contains("/cancels") && it.Category is Category);
    }
}
