using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>The browser's Back button, and the focus.</summary>
public sealed class HistoryTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Back_closes_a_dialog_and_stays_on_the_screen()
    {
        var ada = await Linnet.JoinAsync("ada");
        await ada.TweetAsync("Here");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await page.GetByRole(AriaRole.Link, new() { Name = "Explore", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Explore" })).ToBeVisibleAsync();
        for (var round = 0; round < 2; round++)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
            await page.GoBackAsync();
            await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Explore" })).ToBeVisibleAsync();
        }
        // A dialog closed in another way leaves no history entry.
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await SettleHistoryAsync(page);
        await page.GoBackAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Home" })).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_link_opens_its_target_after_the_log_in_and_Back_skips_the_form()
    {
        var ada = await Linnet.JoinAsync("ada");
        var id = await ada.TweetAsync("The target");
        var page = await OpenAsync();
        await GoAsync(page, "/docs");
        await GoAsync(page, $"/tweet/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Create account" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Log in" }).ClickAsync();
        await page.GetByLabel("Username").FillAsync("ada");
        await page.GetByLabel("Password").FillAsync(RunningLinnet.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Expect(Tweet(page, "The target")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await page.WaitForURLAsync("**/docs");
    }

    [Fact]
    public async Task After_posting_deleting_and_dismissing_the_focus_stays_nearby_and_a_toast_confirms()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        await ada.TweetAsync("Older");
        await ada.TweetAsync("Newer");
        await bob.FollowAsync(ada);
        await bob.LikeAsync(1);
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await Expect(Tweet(page, "Newer")).ToBeVisibleAsync();

        var area = page.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" });
        await area.FillAsync("Newest");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        await Expect(area).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Status).GetByText("Your tweet was posted.")).ToBeVisibleAsync();

        var write = page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" });
        await write.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync("From the dialog");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(write).ToBeFocusedAsync();

        await Tweet(page, "Newer").GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(Tweet(page, "Newer")).ToHaveCountAsync(0);
        await Expect(Tweet(page, "Older")).ToBeFocusedAsync();
        await Expect(page.GetByRole(AriaRole.Status).GetByText("Your tweet was deleted.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Notifications" }).First.ClickAsync();
        var dismiss = page.GetByRole(AriaRole.Button, new() { Name = "Dismiss notification" });
        await Expect(dismiss).ToHaveCountAsync(2);
        await dismiss.First.ClickAsync();
        await Expect(dismiss).ToHaveCountAsync(1);
        await Expect(dismiss).ToBeFocusedAsync();
        await dismiss.ClickAsync();
        await Expect(dismiss).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();
    }
}
