using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>A browser that blocks storage and cookies.</summary>
public sealed class BlockedStorageTests(Chromium chromium) : BrowserTest(chromium)
{
    // Like Chromium with "block all cookies". Stricter browsers also block channels and locks.
    private const string Block =
        """
        const refuse = () => { throw new DOMException('Access is denied for this document.', 'SecurityError') }
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(window, name, { get: refuse })
        Object.defineProperty(Document.prototype, 'cookie', { get: refuse, set: refuse })
        Object.defineProperty(Navigator.prototype, 'cookieEnabled', { get: () => false })
        window.BroadcastChannel = class { constructor() { refuse() } }
        LockManager.prototype.request = async () => refuse()
        """;

    [Fact]
    public async Task The_client_shows_a_warning_and_works_while_the_page_is_open()
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await page.AddInitScriptAsync(Block);
        await GoAsync(page, "/");
        await Expect(page.GetByText("Your browser blocks storage for this page")).ToBeVisibleAsync();
        await LogInAsync(page, "ada");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" }).FillAsync("From memory");
        await page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        await Expect(Button(Tweet(page, "From memory"), "like")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Settings" }).First.ClickAsync();
        await page.GetByText("Dark", new() { Exact = true }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Without_cookies_the_session_is_renewed_from_memory()
    {
        await using var linnet = await RunningLinnet.StartAsync("--tokens:accesstokenminutes=1");
        await linnet.JoinAsync("ada");
        var page = await OpenAsync(server: linnet.Address);
        await page.AddInitScriptAsync(Block);
        await LogInAsync(page, "ada");
        // The client uses a one-minute token for 30 seconds.
        await page.EvaluateAsync("(() => { const now = Date.now; Date.now = () => now() + 40_000 })()");
        await page.Context.ClearCookiesAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Explore" }).First.ClickAsync();
        await Expect(page.GetByText("Nothing here yet")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }
}
