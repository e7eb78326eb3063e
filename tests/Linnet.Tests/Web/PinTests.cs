using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Pinning tweets from their menu, and the top of a profile.</summary>
public sealed class PinTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_pinned_tweet_tops_the_profile_until_it_is_unpinned()
    {
        var (ada, ben) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("ben"));
        await ada.TweetAsync("My oldest thought");
        await ada.TweetAsync("My newest thought");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await GoAsync(page, "/@ada");
        await ChooseAsync(page, "My oldest thought", "Pin to your profile");
        await Expect(page.Locator("article").First).ToContainTextAsync("My oldest thought");
        await Expect(page.Locator("article").First).ToContainTextAsync("Pinned");
        await Expect(page.Locator("article")).ToHaveCountAsync(2);
        var other = await OpenAsync();
        await LogInAsync(other, "ben");
        await GoAsync(other, "/@ada");
        await Expect(other.Locator("article").First).ToContainTextAsync("Pinned");
        await ChooseAsync(page, "My oldest thought", "Unpin from your profile");
        await Expect(page.Locator("article").First).ToContainTextAsync("My newest thought");
        Assert.Empty((await ben.ReadAsync("/users/ada/pins")).AsArray());
        Assert.Empty(Errors);
    }

    private static async Task ChooseAsync(IPage page, string tweet, string item)
    {
        await Tweet(page, tweet).GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = item }).ClickAsync();
    }
}
