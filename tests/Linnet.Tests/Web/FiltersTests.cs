using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Filters: the screen, and what they do to tweets.</summary>
public sealed class FiltersTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_filter_is_made_changed_and_deleted_and_folds_or_removes_tweets()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        await ada.FollowAsync(bob);
        await bob.TweetAsync("The finale was good");
        await bob.TweetAsync("Good morning");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await GoAsync(page, "/settings");
        await page.GetByRole(AriaRole.Link, new() { Name = "Filters" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New filter" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Save filter" })).ToBeDisabledAsync();
        await dialog.GetByLabel("Title").FillAsync("Spoilers");
        await dialog.GetByLabel("Words or phrases").FillAsync("finale\nseason 3");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save filter" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Filters" })).ToContainTextAsync("2 words · folded");

        await GoAsync(page, "/");
        var folded = Tweet(page, "Filtered: Spoilers");
        await Expect(page.GetByText("The finale was good")).ToHaveCountAsync(0);
        await Button(folded, "unfold").ClickAsync();
        await Expect(folded).ToContainTextAsync("The finale was good");

        await GoAsync(page, "/settings/filters");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit Spoilers" }).ClickAsync();
        await Expect(dialog.GetByLabel("Words or phrases")).ToHaveValueAsync("finale\nseason 3");
        await dialog.GetByLabel("Tweets with these words").SelectOptionAsync("hide");
        await dialog.GetByLabel("Profiles").UncheckAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save filter" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Filters" })).ToContainTextAsync("2 words · left out");
        await GoAsync(page, "/");
        await Expect(Tweet(page, "Good morning")).ToBeVisibleAsync();
        await Expect(page.Locator("article")).ToHaveCountAsync(1);
        await GoAsync(page, "/@bob");
        await Expect(Tweet(page, "The finale was good")).ToBeVisibleAsync();

        await GoAsync(page, "/settings/filters");
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete Spoilers" }).ClickAsync();
        await Expect(page.GetByText("Filters fold tweets with words")).ToBeVisibleAsync();
        // The screen does not wait for the server.
        await Eventually.TrueAsync(async () => (await ada.ReadAsync("/filters")).AsArray() is [], "no filters");
        await page.GetByRole(AriaRole.Link, new() { Name = "Home" }).First.ClickAsync();
        await Expect(Tweet(page, "The finale was good")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_tweet_that_arrives_is_folded_too()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        await ada.FollowAsync(bob);
        await bob.TweetAsync("Good morning");
        (await ada.PostAsync("/filters", new { title = "Spoilers", words = new[] { "finale" } })).EnsureSuccessStatusCode();
        var tweet = await ada.TweetAsync("What happened?");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await Expect(Tweet(page, "Good morning")).ToBeVisibleAsync();
        await bob.TweetAsync("The finale", replyTo: tweet);
        await page.GetByRole(AriaRole.Button, new() { Name = "new tweet" }).ClickAsync();
        await Expect(Tweet(page, "Filtered: Spoilers")).ToBeVisibleAsync();
        await GoAsync(page, "/inbox");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Filtered: Spoilers");
        await Expect(page.GetByText("The finale")).ToHaveCountAsync(0);
        Assert.Empty(Errors);
    }
}
