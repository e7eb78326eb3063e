using Linnet.Accounts.Administration;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Drafts survive failures and reloads, and are posted once.</summary>
public sealed class DraftsTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Drafts_survive_navigation_and_a_reload()
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var box = page.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" });
        await box.FillAsync("Half of what I wanted");
        await page.GetByRole(AriaRole.Link, new() { Name = "Explore", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Home", Exact = true }).ClickAsync();
        await Expect(box).ToHaveValueAsync("Half of what I wanted");
        await page.ReloadAsync();
        await Expect(box).ToHaveValueAsync("Half of what I wanted");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        await Expect(Button(Tweet(page, "Half of what I wanted"), "like")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(box).ToHaveValueAsync("");
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Escape_asks_before_discarding_a_draft_and_saves_it_by_default()
    {
        await (await Linnet.JoinAsync("ada")).TweetAsync("Something to answer");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await Button(Tweet(page, "Something to answer"), "reply").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Reply" });
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("An answer that");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save draft" }).ClickAsync();
        // Closing a dialog goes back in the history, which would abort a reload.
        await SettleHistoryAsync(page);
        await page.ReloadAsync();
        await Button(Tweet(page, "Something to answer"), "reply").ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("An answer that");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("[data-action=yes]").ClickAsync();
        await Button(Tweet(page, "Something to answer"), "reply").ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("");
        Assert.Empty(Errors);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Retrying_a_post_after_a_lost_response_creates_one_tweet(bool afterReload)
    {
        var ada = await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await page.RouteAsync("**/tweets/", async route =>
        {
            if (route.Request.Method is not "POST")
            {
                await route.ContinueAsync();
                return;
            }
            // The server receives the request, but the response is lost.
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await page.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" }).FillAsync("Once and only once");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Alert)).ToContainTextAsync("Cannot reach the server.");
        await page.UnrouteAllAsync();
        if (afterReload)
            await page.ReloadAsync();
        var place = afterReload ? page.GetByRole(AriaRole.Main) : page.GetByRole(AriaRole.Dialog);
        await place.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        await Expect(Button(Tweet(page, "Once and only once"), "like")).ToBeVisibleAsync();
        Assert.Single((await ada.ReadAsync("/tweets/user/ada")).AsArray());
    }

    [Fact]
    public async Task Posting_the_same_text_twice_creates_two_tweets()
    {
        var ada = await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        for (var count = 1; count <= 2; count++)
        {
            await page.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" }).FillAsync("Good morning");
            await page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
            await Expect(page.Locator("article").Locator("[data-action=like]")).ToHaveCountAsync(count);
        }
        Assert.Equal(2, (await ada.ReadAsync("/tweets/user/ada")).AsArray().Count);
    }

    [Fact]
    public async Task The_sign_up_form_survives_a_reload_except_for_the_password()
    {
        var page = await OpenAsync();
        await GoAsync(page, "/signup");
        await page.GetByLabel("Username").FillAsync("ada");
        await page.GetByLabel("Password").FillAsync(RunningLinnet.Password);
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Username")).ToHaveValueAsync("ada");
        await Expect(page.GetByLabel("Password")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task After_a_log_out_on_another_device_the_reason_is_shown_and_the_draft_is_kept()
    {
        var ada = await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" }).FillAsync("Words worth keeping");
        foreach (var session in (await ada.ReadAsync("/auth/sessions")).AsArray())
        {
            if (!(bool)session!["is_current"]!)
                await ada.DeleteAsync($"/auth/sessions/{session["id"]}");
        }
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Welcome back" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Your drafts are saved" })).ToBeVisibleAsync();
        await LogInAsync(page, "ada");
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" })).ToHaveValueAsync("Words worth keeping");
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_deactivated_account_is_the_reason_shown_at_the_log_in()
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await Linnet.Services.GetRequiredService<AccountAdministration>().DeactivateAsync(AccountReference.Parse("ada"), TestContext.Current.CancellationToken);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Welcome back" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "This account was deactivated" })).ToBeVisibleAsync();
    }
}
