using System.Net;
using System.Net.Http.Headers;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Web;

/// <summary>How the page and its assets are served.</summary>
public sealed class PageTests(SharedLinnet shared) : IClassFixture<SharedLinnet>
{
    private const string Browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    [Theory]
    [InlineData(Browser, "text/html")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/json, text/html;q=0.5", "application/json")]
    [InlineData("text/html;q=0", "application/json")]
    [InlineData(null, "application/json")]
    public async Task The_root_is_a_page_for_clients_that_prefer_HTML(string? accept, string type)
    {
        BuiltWebClient.Require();
        var answer = await GetAsync("/", accept);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Accept", answer.Headers.Vary);
    }

    [Theory]
    [InlineData("/@somebody")]
    [InlineData("/@somebody/followers")]
    [InlineData("/tweet/1")]
    [InlineData("/inbox")]
    [InlineData("/login")]
    public async Task A_link_to_a_screen_is_the_page_for_browsers_and_404_for_other_clients(string path)
    {
        BuiltWebClient.Require();
        Assert.Equal("text/html", (await GetAsync(path, Browser)).Content.Headers.ContentType!.MediaType);
        var other = await GetAsync(path, "application/json");
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        Assert.Equal("Not Found", (await other.ReadJsonAsync())["detail"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("/nosuchpage")]
    [InlineData("/no/such/page")]
    [InlineData("/@somebody/nothing")]
    public async Task An_unknown_path_is_404_for_all_clients_and_a_page_for_browsers(string path)
    {
        BuiltWebClient.Require();
        var page = await GetAsync(path, Browser);
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        foreach (var accept in new[] { "application/json", "*/*", null })
        {
            var other = await GetAsync(path, accept);
            Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
            Assert.Equal("not_found", (await other.ReadJsonAsync())["code"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_browser_that_opens_an_API_path_gets_the_response_of_the_API()
    {
        BuiltWebClient.Require();
        Assert.Equal("application/json", (await GetAsync("/tweets/1", Browser)).Content.Headers.ContentType!.MediaType);
        using var wrong = new HttpRequestMessage(HttpMethod.Delete, "/health");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await shared.Linnet.Http.SendAsync(wrong, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_page_allows_only_its_own_resources()
    {
        BuiltWebClient.Require();
        var page = await GetAsync("/", Browser);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        // blob: is for previews of pictures that are chosen for upload.
        Assert.EndsWith("; img-src 'self' blob:", policy, StringComparison.Ordinal);
        Assert.Contains("connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("media-src", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", page.Headers.GetValues("Referrer-Policy").Single());
    }

    [Fact]
    public async Task An_unchanged_page_is_not_sent_again()
    {
        BuiltWebClient.Require();
        var first = await GetAsync("/", Browser);
        Assert.Equal("no-cache", first.Headers.CacheControl!.ToString());
        var second = await GetAsync("/", Browser, request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Assets_are_cached_permanently_and_sent_as_Brotli_if_accepted()
    {
        BuiltWebClient.Require();
        var page = await (await GetAsync("/", Browser)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var start = page.IndexOf("/assets/", StringComparison.Ordinal);
        var path = page[start..page.IndexOf('"', start)];
        var plain = await GetAsync(path, accept: null);
        var packed = await GetAsync(path, accept: null, request => request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br")));
        Assert.Equal("public, max-age=31536000, immutable", string.Join(", ", plain.Headers.GetValues("Cache-Control")));
        Assert.Empty(plain.Content.Headers.ContentEncoding);
        Assert.Equal(["br"], packed.Content.Headers.ContentEncoding);
        Assert.NotEqual(plain.Headers.ETag, packed.Headers.ETag);
        Assert.True(packed.Content.Headers.ContentLength < plain.Content.Headers.ContentLength);
    }

    [Theory]
    [InlineData("/assets/nothing.js")]
    [InlineData("/assets/..%2findex.html")]
    [InlineData("/assets/index.html")]
    public async Task An_unknown_asset_is_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(path, Browser)).StatusCode);

    private async Task<HttpResponseMessage> GetAsync(string path, string? accept, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        change?.Invoke(request);
        return await shared.Linnet.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
