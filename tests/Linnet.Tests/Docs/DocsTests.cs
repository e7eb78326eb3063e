using Xunit;

namespace Linnet.Tests.Docs;

/// <summary>The docs speak of what is there.</summary>
public sealed class DocsTests
{
    public static TheoryData<string> Pages => new(DocsPage.ReadAll().Select(page => page.Path));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string page) => Assert.Empty(Find(page).FindBrokenLinks());

    [Theory]
    [MemberData(nameof(Pages))]
    public void Files_that_are_named_exist(string page) => Assert.Empty(Find(page).FindMissingFiles(DocsPage.AllFileNames()));

    [Fact]
    public async Task Routes_that_are_named_are_served()
    {
        await using var routes = new ServedRoutes();
        var missing = from page in DocsPage.ReadAll()
                      from named in page.Routes()
                      where !routes.Has(named.Method, named.Route)
                      select $"{page.Path} names {named.Method} {named.Route}";
        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("See [there](docs/nowhere.md).")]
    [InlineData("See [there](README.md#no-such-heading).")]
    public void A_planted_broken_link_is_found(string text) => Assert.Single(new DocsPage("README.md", text).FindBrokenLinks());

    [Theory]
    [InlineData("See [there](README.md#commands), [here](#commands) and [elsewhere](https://example.org/nowhere.md).")]
    [InlineData("```\n[not](a-link.md)\n```\n")]
    public void Good_links_are_not(string text) => Assert.Empty(new DocsPage("README.md", text).FindBrokenLinks());

    [Theory]
    [InlineData("`Tweets/TweetService.cs`", 0)]
    [InlineData("`TweetService.cs` and `docs/compatibility.md`", 0)]
    [InlineData("`Tweets/TweetManager.cs`", 1)]
    [InlineData("`TweetManager.cs`", 1)]
    public void A_planted_missing_file_is_found(string text, int missing) =>
        Assert.Equal(missing, new DocsPage("README.md", text).FindMissingFiles(DocsPage.AllFileNames()).Count);

    [Theory]
    [InlineData("`GET /tweets/timeline`", true)]
    [InlineData("`POST /users/ada/follow`", true)]
    [InlineData("`/users/{username}/follow`", true)]
    [InlineData("`/auth/*`", true)]
    [InlineData("```sh\ncurl $BASE/ws/notifications?since=1\n```\n", true)]
    [InlineData("`PUT /users/ada/follow`", false)]
    [InlineData("`/users/{username}/poke`", false)]
    [InlineData("`/auth/register/*`", true)]
    [InlineData("`/auth/tokens/*`", false)]
    public async Task A_planted_missing_route_is_found(string text, bool isServed)
    {
        await using var routes = new ServedRoutes();
        var (method, route) = Assert.Single(new DocsPage("README.md", text).Routes());
        Assert.Equal(isServed, routes.Has(method, route));
    }

    private static DocsPage Find(string path) => DocsPage.ReadAll().Single(page => page.Path == path);
}
