using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Locked accounts and requests to follow them.</summary>
public sealed class LockedAccountTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task From_locking_the_account_to_an_accepted_request_that_shows_on_the_other_user_s_screen()
    {
        await Linnet.JoinAsync("ada");
        await Linnet.JoinAsync("bob");
        var (ada, bob) = (await OpenAsync(360, 740), await OpenAsync());
        await LogInAsync(ada, "ada");
        await LogInAsync(bob, "bob");
        await GoAsync(ada, "/settings");
        await ada.GetByLabel("Locked account").ClickAsync();
        await Expect(ada.GetByLabel("Locked account")).ToBeCheckedAsync();

        await GoAsync(bob, "/@ada");
        var main = bob.GetByRole(AriaRole.Main);
        await Expect(main.GetByRole(AriaRole.Heading, new() { Name = "ada locked account" })).ToBeVisibleAsync();
        await main.GetByRole(AriaRole.Button, new() { Name = "Follow @ada" }).ClickAsync();
        await Expect(main.GetByRole(AriaRole.Button, new() { Name = "Requested @ada" })).ToBeVisibleAsync();

        await ada.GetByRole(AriaRole.Link, new() { Name = "Notifications, 1 unread" }).ClickAsync();
        await Expect(ada.GetByText("asked to follow you")).ToBeVisibleAsync();
        await ada.GetByRole(AriaRole.Link, new() { Name = "1 follow request", Exact = true }).ClickAsync();
        await ada.GetByRole(AriaRole.Button, new() { Name = "Accept @bob" }).ClickAsync();
        await Expect(ada.GetByRole(AriaRole.Button, new() { Name = "Follow @bob" })).ToBeVisibleAsync();
        await Expect(main.GetByRole(AriaRole.Button, new() { Name = "Following @ada" })).ToBeVisibleAsync();
        await bob.GetByRole(AriaRole.Link, new() { Name = "Notifications, 1 unread" }).ClickAsync();
        await Expect(bob.GetByText("accepted your follow request")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_request_arrives_on_the_open_screen_and_can_be_rejected()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        await ada.PutAsync("/users/me", new { is_locked = true });
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, "/inbox/requests");
        await Expect(page.GetByText("No one is waiting for your answer.")).ToBeVisibleAsync();
        await bob.PostAsync("/users/ada/follow");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject @bob" }).ClickAsync();
        await Expect(page.GetByText("Rejected")).ToBeVisibleAsync();
        // The screen shows the act before the server has answered.
        await Eventually.TrueAsync(async () => (await ada.ReadAsync("/follow_requests")).AsArray().Count is 0, "the request is gone");
        Assert.Empty((await ada.ReadAsync("/users/ada/followers")).AsArray());
    }

    [Fact]
    public async Task A_request_can_be_withdrawn()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        await ada.PutAsync("/users/me", new { is_locked = true });
        await bob.PostAsync("/users/ada/follow");
        var page = await OpenAsync();
        await LogInAsync(page, "bob");
        await GoAsync(page, "/@ada");
        var main = page.GetByRole(AriaRole.Main);
        await main.GetByRole(AriaRole.Button, new() { Name = "Requested @ada" }).ClickAsync();
        await Expect(main.GetByRole(AriaRole.Button, new() { Name = "Follow @ada" })).ToBeVisibleAsync();
        // The screen shows the act before the server has answered.
        await Eventually.TrueAsync(async () => (await ada.ReadAsync("/follow_requests")).AsArray().Count is 0, "the request is gone");
    }

    [Fact]
    public async Task Unlocking_asks_first_because_it_accepts_all_who_wait()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        await ada.PutAsync("/users/me", new { is_locked = true });
        await bob.PostAsync("/users/ada/follow");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, "/settings");
        var box = page.GetByLabel("Locked account");
        await box.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(box).ToBeCheckedAsync();
        await box.ClickAsync();
        await Button(page.GetByRole(AriaRole.Dialog), "yes").ClickAsync();
        await Expect(box).Not.ToBeCheckedAsync();
        // The server accepts the requests soon after its answer.
        await Eventually.TrueAsync(async () => (await ada.ReadAsync("/users/ada/followers")).AsArray().Count is 1, "bob follows ada");
    }
}
