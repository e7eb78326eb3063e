using Linnet.Http.Rendering;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Linnet.Tests.Http;

public sealed class LinkHeaderTests(HttpTestServer server) : HttpTest(server)
{
    [Theory]
    [InlineData("/links/newest-first?ids=9,7,5&limit=3", "/links/newest-first?ids=9,7,5&limit=3&max_id=5", "/links/newest-first?ids=9,7,5&limit=3&min_id=9")]
    [InlineData("/links/oldest-first?ids=5,7", "/links/oldest-first?ids=5,7&min_id=7", "/links/oldest-first?ids=5,7&max_id=5")]
    [InlineData("/links/newest-first/?skip=20&page=2&max_id=1&since_id=2&min_id=3&ids=4", "/links/newest-first/?ids=4&max_id=4", "/links/newest-first/?ids=4&min_id=4")]
    [InlineData("/links/newest-first?%6Dax_id=1&SKIP=2&ids=4&flag&q=a%20b%3E", "/links/newest-first?ids=4&flag=&q=a%20b%3E&max_id=4", "/links/newest-first?ids=4&flag=&q=a%20b%3E&min_id=4")]
    public async Task A_page_links_to_its_neighbours(string url, string next, string previous)
    {
        using var response = await Send(HttpMethod.Get, url);
        var root = Server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        Assert.Equal($"<{root}{next}>; rel=\"next\", <{root}{previous}>; rel=\"prev\"", Assert.Single(response.Headers.GetValues("Link")));
    }

    [Fact]
    public async Task An_empty_page_links_to_nothing()
    {
        using var response = await Send(HttpMethod.Get, "/links/newest-first?limit=3");
        Assert.False(response.Headers.Contains("Link"));
    }

    [Theory]
    [InlineData("https", "tweets.example:8443", "/api", "<https://tweets.example:8443/api/caf%C3%A9?a=%3E;%22&max_id=2>; rel=\"next\"")]
    [InlineData("http", "", "", "</caf%C3%A9?a=%3E;%22&max_id=2>; rel=\"next\"")]
    public void The_url_is_the_one_the_client_used(string scheme, string host, string pathBase, string expected)
    {
        var context = new DefaultHttpContext();
        (context.Request.Scheme, context.Request.Host, context.Request.PathBase) = (scheme, new HostString(host), pathBase);
        (context.Request.Path, context.Request.QueryString) = ("/café", new QueryString("?a=>;\""));
        LinkHeader.WriteNewestFirst(context, [2L]);
        Assert.StartsWith(expected, context.Response.Headers.Link.ToString());
    }

    [Theory]
    [InlineData("https", "tweets.example:8443", "/api", "<https://tweets.example:8443/api/caf%C3%A9?max_id=2>; rel=\"next\", <https://tweets.example:8443/api/caf%C3%A9?min_id=3>; rel=\"prev\"")]
    [InlineData("http", "", "", "</caf%C3%A9?max_id=2>; rel=\"next\", </caf%C3%A9?min_id=3>; rel=\"prev\"")]
    public void A_url_without_a_query_gets_one(string scheme, string host, string pathBase, string expected)
    {
        var context = new DefaultHttpContext();
        (context.Request.Scheme, context.Request.Host, context.Request.PathBase) = (scheme, new HostString(host), pathBase);
        context.Request.Path = "/café";
        LinkHeader.WriteNewestFirst(context, [3L, 2L]);
        Assert.Equal(expected, context.Response.Headers.Link.ToString());
    }
}
