using System.Net;
using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>People know where they are, what waits for them and what went wrong.</summary>
public sealed class OrientationTests(Chromium chromium) : BrowserTest(chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_address_that_leads_nowhere_is_a_404_with_a_page_of_the_client(bool isLoggedIn)
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        if (isLoggedIn)
            await LogInAsync(page, "ada");
        var answer = await page.GotoAsync("/nosuchpage");
        Assert.Equal((int)HttpStatusCode.NotFound, answer!.Status);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Not found" })).ToBeVisibleAsync();
        await Expect(page.GetByText("This page does not exist.")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task The_title_says_how_many_notifications_are_unread()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await Expect(page).ToHaveTitleAsync("Home · Linnet");
        await bob.FollowAsync(ada);
        await Expect(page).ToHaveTitleAsync("(1) Home · Linnet");
        await page.GetByRole(AriaRole.Link, new() { Name = "Notifications, 1 unread" }).ClickAsync();
        await Expect(page).ToHaveTitleAsync("Notifications · Linnet");
    }

    [Fact]
    public async Task What_the_server_refuses_in_a_form_is_said_in_words_for_people()
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await page.GotoAsync("/settings");
        await page.GetByLabel("Bio").FillAsync(new string('x', 501));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save profile" }).ClickAsync();
        await Expect(page.GetByText("Use at most 500 characters.")).ToBeVisibleAsync();
        var address = page.Locator("form").Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = "Change email" }) });
        await address.Locator("[type=email]").FillAsync("no address");
        await address.Locator("[autocomplete=current-password]").FillAsync(RunningLinnet.Password);
        await address.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByText("Enter a valid email address, such as ada@example.org.")).ToBeVisibleAsync();
        await Expect(page.GetByText("String should")).ToHaveCountAsync(0);
        await Expect(page.GetByText("value is not")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_slow_network_shows_the_frame_of_the_page_at_once()
    {
        var page = await OpenAsync();
        var held = new TaskCompletionSource();
        await page.RouteAsync("**/assets/*.js", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.Commit });
        await Expect(page.GetByText("Loading Linnet")).ToBeVisibleAsync();
        await Expect(page.Locator("img[alt='']").First).ToBeVisibleAsync();
        held.SetResult();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Welcome back" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Loading Linnet")).ToHaveCountAsync(0);
        Assert.Empty(Errors);
    }
}
