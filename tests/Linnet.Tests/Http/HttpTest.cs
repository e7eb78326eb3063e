using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Linnet.Tests.Http;

public abstract class HttpTest(HttpTestServer server) : IClassFixture<HttpTestServer>
{
    private protected HttpTestServer Server { get; } = server;

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected async Task<HttpResponseMessage> Send(
        HttpMethod method, string url, string? body = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, url);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
        return await Server.Client.SendAsync(request, Cancellation);
    }

    /// <summary>The errors must be these, and nothing but these: <c>detail</c> without its brackets.</summary>
    private protected static async Task AssertErrors(string expected, HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        AssertJson($$"""{"detail":[{{expected}}],"code":"validation_error"}""", await response.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>Equal to the order of members; white space and escapes apart.</summary>
    private protected static void AssertJson(string expected, string actual) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), JsonNode.Parse(actual)!.ToJsonString());

    private protected static async Task AssertText(string expected, HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
