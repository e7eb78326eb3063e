using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Bookmarking tweets, and the screen of one's bookmarks.</summary>
public sealed class BookmarkTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_bookmarked_tweet_is_found_again()
    {
        var (ada, ben) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("ben"));
        await ada.FollowAsync(ben);
        var old = await ben.TweetAsync("An old thought");
        await ben.TweetAsync("A new thought");
        var secret = await ben.TweetAsync("Soon out of sight");
        await ada.PostAsync($"/tweets/{secret}/bookmark");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await Button(Tweet(page, "A new thought"), "bookmark").ClickAsync();
        await Button(Tweet(page, "An old thought"), "bookmark").ClickAsync();
        await Expect(Button(Tweet(page, "An old thought"), "bookmark")).ToHaveAttributeAsync("aria-pressed", "true");
        await Eventually.TrueAsync(async () => (await ada.ReadAsync("/bookmarks")).AsArray().Count is 3, "the bookmarks are saved");
        PlainSql.Execute(Linnet.Database, $"update tweets set visibility = 2 where id = {secret}");
        await ben.DeleteAsync("/users/ada/follower");
        await ben.PutAsync($"/tweets/{secret}", new { content = "Out of sight" });
        await GoAsync(page, "/@ada");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "Bookmarks" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Bookmarks" })).ToBeVisibleAsync();
        await Expect(page.Locator("article").Nth(0)).ToContainTextAsync("An old thought");
        await Expect(page.Locator("article").Nth(1)).ToContainTextAsync("A new thought");
        await Expect(page.GetByText("You cannot see this tweet any more.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove bookmark" }).ClickAsync();
        await Expect(page.GetByText("You cannot see this tweet any more.")).ToHaveCountAsync(0);
        await Button(Tweet(page, "A new thought"), "bookmark").ClickAsync();
        await Expect(page.Locator("article")).ToHaveCountAsync(1);
        await Eventually.TrueAsync(
            async () => (await ada.ReadAsync("/bookmarks")).AsArray() is [var one] && (long)one!["tweet_id"]! == old, "only the old tweet is left");
        Assert.Empty(Errors);
    }
}
