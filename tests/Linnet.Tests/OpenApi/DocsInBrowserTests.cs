using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.OpenApi;

public sealed class DocsInBrowserTests
{
    [Fact]
    public async Task The_Authorize_button_logs_in_and_a_route_can_be_tried()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        await linnet.JoinAsync("ada");
        await using var browser = await BrowserPage.OpenAsync(linnet.Address);
        var page = browser.Page;
        await page.GotoAsync("/docs");

        await page.GetByRole(AriaRole.Button, new() { Name = "Authorize" }).ClickAsync();
        var dialog = page.Locator(".modal-ux");
        await dialog.Locator("#oauth_username").FillAsync("ada");
        await dialog.Locator("#oauth_password").FillAsync(RunningLinnet.Password);
        await dialog.Locator("button.authorize").ClickAsync();
        // The log-out button appears after a log-in. A failed log-in leaves the form open, with the reason.
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Remove authorization" })).ToBeVisibleAsync();
        await dialog.Locator("button.btn-done").ClickAsync();

        // Of a document with many operations, only those in view are in the page.
        await page.SetViewportSizeAsync(1280, 3000);
        var operation = page.Locator("#operations-users-getOwnAccount");
        await operation.Locator(".opblock-summary-control").ClickAsync();
        await operation.GetByRole(AriaRole.Button, new() { Name = "Try it out" }).ClickAsync();
        await operation.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();
        await Expect(operation.Locator(".live-responses-table")).ToContainTextAsync("ada@example.org");
        Assert.Empty(browser.Troubles);
    }

    [Fact]
    public async Task The_reference_shows_every_operation()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        await using var browser = await BrowserPage.OpenAsync(linnet.Address);
        await browser.Page.GotoAsync("/redoc");
        foreach (var operation in (await ApiDescription.ReadAsync(linnet.Http)).Operations)
            await Expect(browser.Page.Locator($"[id$='/operation/{operation.Id}']")).ToBeAttachedAsync();
        Assert.Empty(browser.Troubles);
    }
}
