using System.Net;
using System.Text.RegularExpressions;
using Linnet.Hosting.OpenApi;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.OpenApi;

public sealed partial class DocsPagesTests
{
    [Fact]
    public async Task Every_file_that_the_pages_load_is_served()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        foreach (var page in new[] { "/docs", "/redoc", "/docs/", "/redoc/" })
        {
            var html = await linnet.Http.GetStringAsync(page, TestContext.Current.CancellationToken);
            var loaded = Loaded().Matches(html).Select(match => match.Groups["url"].Value).ToList();
            Assert.NotEmpty(loaded);
            Assert.All(loaded, url => Assert.StartsWith("/", url, StringComparison.Ordinal));
            Assert.Subset(DocsAsset.All.Select(asset => asset.Path).ToHashSet(), loaded.ToHashSet());
        }
        foreach (var asset in DocsAsset.All)
        {
            var answer = await linnet.Http.GetAsync(asset.Path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(asset.ContentType, answer.Content.Headers.ContentType!.ToString());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.DoesNotContain("unsafe", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nothing_is_loaded_from_another_host()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        foreach (var asset in DocsAsset.All.Where(asset => asset.ContentType.StartsWith("text/", StringComparison.Ordinal)))
            Assert.Empty(FindForeign(await linnet.Http.GetStringAsync(asset.Path, TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("""<script src="https://cdn.example/x.js"></script>""")]
    [InlineData("""<link href=//fonts.example/css rel="stylesheet">""")]
    [InlineData("""jsx("img",{src:"https://cdn.example/logo.svg"})""")]
    [InlineData("""a{background:url( 'http://cdn.example/a.png' )}""")]
    [InlineData("""@import "https://fonts.example/css";""")]
    [InlineData("""fetch("https://api.example/")""")]
    public void A_planted_load_from_another_host_is_found(string planted) => Assert.Single(FindForeign(planted));

    [Fact]
    public async Task A_client_without_compression_gets_the_same_bytes()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        using var unpacking = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.GZip }) { BaseAddress = linnet.Address };
        foreach (var asset in DocsAsset.All)
        {
            Assert.Equal(
                await linnet.Http.GetByteArrayAsync(asset.Path, TestContext.Current.CancellationToken),
                await unpacking.GetByteArrayAsync(asset.Path, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task An_unchanged_file_is_not_sent_again()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        linnet.Http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
        var first = await linnet.Http.GetAsync("/docs/swagger-ui-bundle.js", TestContext.Current.CancellationToken);
        linnet.Http.DefaultRequestHeaders.IfNoneMatch.Add(first.Headers.ETag!);
        var second = await linnet.Http.GetAsync("/docs/swagger-ui-bundle.js", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    private static List<string> FindForeign(string text) => [.. Foreign().Matches(text).Select(match => match.Value)];

    [GeneratedRegex("""(src|href)="(?<url>[^"]+)["]""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Loaded();

    // Ignores links that a user may click, because the page does not load them.
    [GeneratedRegex("""(\bsrc\s*[:=]|<link[^>]+href=|\burl\(|@import|\bimport\(|\bfetch\()\s*["'`]?\s*(https?:)?//\w[^"'`\s)]*""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Foreign();
}
