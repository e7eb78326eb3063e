using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

public sealed class SettingsTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Next = "another good password";

    [Fact]
    public async Task Changing_the_password_requires_the_current_one_and_keeps_the_session()
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, "/settings");
        var form = page.Locator("form").Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = "Change password" }) });
        var (current, next, button) = (
            form.Locator("[autocomplete=current-password]"), form.Locator("[autocomplete=new-password]"), form.GetByRole(AriaRole.Button));
        await next.FillAsync(Next);
        await Expect(button).ToBeDisabledAsync();
        await current.FillAsync("not my password");
        await button.ClickAsync();
        await Expect(form.GetByText("Wrong password. Try again.")).ToBeVisibleAsync();
        await current.FillAsync(RunningLinnet.Password);
        await button.ClickAsync();
        await Expect(page.GetByText("Your password was changed.")).ToBeVisibleAsync();
        // The reload renews the session with the new cookie.
        await page.ReloadAsync();
        await Expect(form).ToBeVisibleAsync();
        await Linnet.LogInAsync("ada", Next);
    }

    [Fact]
    public async Task Changing_the_email_address_and_deleting_the_account_require_the_current_password()
    {
        var ada = await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, "/settings");
        var address = page.Locator("form").Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = "Change email" }) });
        await address.Locator("[type=email]").FillAsync("ada@example.net");
        await Expect(address.GetByRole(AriaRole.Button)).ToBeDisabledAsync();
        await address.Locator("[autocomplete=current-password]").FillAsync(RunningLinnet.Password);
        await address.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByText("Your email address was changed.")).ToBeVisibleAsync();
        Assert.Equal("ada@example.net", (string?)(await ada.ReadAsync("/users/me"))["email"]);

        var end = page.Locator("form").Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = "Delete my account" }) });
        await end.GetByLabel("Type your username to confirm: ada").FillAsync("ada");
        await end.Locator("[autocomplete=current-password]").FillAsync("not my password");
        await end.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(end.GetByText("Wrong password. Try again.")).ToBeVisibleAsync();
        await end.Locator("[autocomplete=current-password]").FillAsync(RunningLinnet.Password);
        await end.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByText("Your account was deleted.")).ToBeVisibleAsync();
    }
}
