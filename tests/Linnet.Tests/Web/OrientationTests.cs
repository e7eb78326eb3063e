using System.Net;
using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Users see where they are, what is unread and what went wrong.</summary>
public sealed class OrientationTests(Chromium chromium) : BrowserTest(chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_unknown_path_is_a_404_with_the_page_of_the_client(bool isLoggedIn)
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        if (isLoggedIn)
            await LogInAsync(page, "ada");
        var answer = await GoAsync(page, "/nosuchpage");
        Assert.Equal((int)HttpStatusCode.NotFound, answer!.Status);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Not found" })).ToBeVisibleAsync();
        await Expect(page.GetByText("This page does not exist.")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task The_title_shows_the_number_of_unread_notifications()
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
    public async Task Validation_errors_of_the_server_are_shown_in_plain_English()
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, "/settings");
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
    public async Task On_a_slow_network_the_page_shell_shows_at_once()
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
