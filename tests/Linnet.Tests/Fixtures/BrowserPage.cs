using Microsoft.Playwright;

namespace Linnet.Tests.Fixtures;

/// <summary>
/// A page in the machine's own Chromium (none is downloaded), which minds what goes wrong behind a page that looks well: errors
/// on its console, such as breaches of its content policy, and loads from elsewhere.
/// </summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    // The first two for containers, where there is no sandbox to be had; the rest keeps the browser itself off the network.
    public static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly List<string> _troubles = [];

    private BrowserPage(IPlaywright playwright, IBrowser browser, IPage page, Uri site)
    {
        (_playwright, _browser, Page) = (playwright, browser, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error")
                Note(message.Text);
        };
        page.PageError += (_, error) => Note(error);
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: not ("data" or "blob") } url && url.Authority != site.Authority)
                Note($"{url} is elsewhere");
        };
    }

    public IPage Page { get; }

    /// <summary>What went wrong so far.</summary>
    public IReadOnlyList<string> Troubles
    {
        get
        {
            lock (_troubles)
                return [.. _troubles];
        }
    }

    public static string FindChromium() => Requirement.Program("chromium", "chromium-browser", "google-chrome");

    /// <param name="site">Where everything is to come from.</param>
    /// <param name="bypassPolicy">Whether the content policy of what is loaded is left aside.</param>
    public static async Task<BrowserPage> OpenAsync(Uri site, bool bypassPolicy = false)
    {
        var chromium = FindChromium();
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = Arguments });
        var page = await browser.NewPageAsync(new() { BaseURL = site.ToString(), BypassCSP = bypassPolicy });
        return new BrowserPage(playwright, browser, page, site);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private void Note(string trouble)
    {
        lock (_troubles)
            _troubles.Add(trouble);
    }
}
