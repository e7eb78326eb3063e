using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Mentions and hashtags in tweets, and the screen of a hashtag.</summary>
public sealed class TagTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_hashtag_leads_to_its_tweets_and_can_be_followed()
    {
        var (ada, ben) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("ben"));
        await ada.FollowAsync(ben);
        await ben.TweetAsync("I like #Looms");
        await (await Linnet.JoinAsync("cleo")).TweetAsync("#looms weave");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await Tweet(page, "I like").GetByRole(AriaRole.Link, new() { Name = "#Looms" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "#Looms" })).ToBeVisibleAsync();
        await Expect(page.GetByText("2 tweets by 2 accounts in the last seven days")).ToBeVisibleAsync();
        await Expect(page.Locator("article")).ToHaveCountAsync(2);
        await Button(page.GetByRole(AriaRole.Main), "follow-tag").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Following #Looms" })).ToBeVisibleAsync();
        await GoAsync(page, "/explore");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Hashtags that you follow" }).GetByRole(AriaRole.Link, new() { Name = "#Looms" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Following #Looms" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Follow #Looms" })).ToBeVisibleAsync();
        await GoAsync(page, "/tag/never%20used");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("not found");
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_mention_notifies_and_links_to_the_account_under_its_name_of_today()
    {
        var (ada, ben) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("ben"));
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var tweet = await ben.TweetAsync("Hello @ada and @nobody");
        await page.GetByRole(AriaRole.Link, new() { Name = "Notifications" }).First.ClickAsync();
        await Expect(page.Locator("[data-notification=mention]")).ToContainTextAsync("mentioned you");
        await GoAsync(page, $"/tweet/{tweet}");
        var text = Tweet(page, "Hello");
        await Expect(text.GetByRole(AriaRole.Link, new() { Name = "@ada" })).ToHaveAttributeAsync("href", "/@ada");
        // Nobody has that name.
        await Expect(text.GetByRole(AriaRole.Link, new() { Name = "@nobody" })).ToHaveCountAsync(0);
        Assert.Empty(Errors);
    }
}
