using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Optimistic updates are undone, with a message, when the server rejects them.</summary>
public sealed class RollbackTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_like_of_a_tweet_that_was_just_deleted_is_undone()
    {
        var bob = await Linnet.JoinAsync("bob");
        var id = await bob.TweetAsync("Soon to be gone");
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        // Ada does not follow bob; otherwise the deletion would arrive live.
        await page.GetByRole(AriaRole.Link, new() { Name = "Explore", Exact = true }).ClickAsync();
        var like = Button(Tweet(page, "Soon to be gone"), "like");
        await Expect(like).ToHaveAttributeAsync("aria-pressed", "false");
        await bob.DeleteAsync($"/tweets/{id}");
        await like.ClickAsync();
        await Expect(page.GetByText("Could not update your like. Tweet not found.")).ToBeVisibleAsync();
        await Expect(like).ToHaveAttributeAsync("aria-pressed", "false");
        await Expect(like).ToHaveAttributeAsync("aria-label", "Like, 0 likes");
    }

    [Fact]
    public async Task A_tweet_that_cannot_be_posted_is_not_lost()
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await page.RouteAsync("**/tweets/", route => route.Request.Method is "POST"
            ? route.FulfillAsync(new() { Status = 503, ContentType = "application/json", Body = """{"detail":"Busy","code":"busy"}""" })
            : route.ContinueAsync());
        await page.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" }).FillAsync("Words that took an hour");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "New tweet" });
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your tweet was not posted.");
        await Expect(dialog.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("Words that took an hour");
        await Expect(page.Locator("article")).ToHaveCountAsync(0);
        await page.UnrouteAllAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        await Expect(Button(Tweet(page, "Words that took an hour"), "like")).ToBeVisibleAsync();
    }
}
