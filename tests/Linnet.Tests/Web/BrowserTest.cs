using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;

namespace Linnet.Tests.Web;

/// <summary>A server, and a separate browser context for each user.</summary>
[Collection("Browser")]
public abstract class BrowserTest(Chromium chromium) : IAsyncLifetime
{
    private readonly List<IBrowserContext> _contexts = [];
    private IBrowser _browser = null!; // Set by InitializeAsync.

    private protected RunningLinnet Linnet { get; private set; } = null!; // Set by InitializeAsync.

    /// <summary>Uncaught errors and Content-Security-Policy violations of all pages.</summary>
    private protected List<string> Errors { get; } = [];

    public virtual async ValueTask InitializeAsync()
    {
        _browser = await chromium.StartAsync();
        Linnet = await RunningLinnet.StartAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var context in _contexts)
            await context.DisposeAsync();
        if (Linnet is not null)
            await Linnet.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a page in a new browser context.</summary>
    private protected async Task<IPage> OpenAsync(int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light, Uri? server = null)
    {
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = (server ?? Linnet.Address).ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            Locale = "en-GB",
            ReducedMotion = ReducedMotion.Reduce,
        });
        _contexts.Add(context);
        return await OpenTabAsync(context);
    }

    private protected async Task<IPage> OpenTabAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => Errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.Ordinal) || message.Text.Contains("TrustedHTML", StringComparison.Ordinal))
                Errors.Add(message.Text);
        };
        return page;
    }

    /// <summary>Logs in an existing user.</summary>
    private protected static async Task LogInAsync(IPage page, string username)
    {
        await page.GotoAsync("/login");
        await page.GetByLabel("Username").FillAsync(username);
        await page.GetByLabel("Password").FillAsync(RunningLinnet.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Home" })).ToBeVisibleAsync();
    }

    /// <summary>Opens an address, once a dialog that is closing has removed its entry from the history.</summary>
    private protected static async Task<IResponse?> GoAsync(IPage page, string path)
    {
        // Otherwise the client's step back could come after this navigation and undo it.
        // Not WaitForFunctionAsync: from its second look on it is a script of the page, whose policy forbids eval.
        await Eventually.TrueAsync(() => page.EvaluateAsync<bool>("history.state?.layer !== true"), "no dialog is closing");
        return await page.GotoAsync(path);
    }

    private protected static ILocator Tweet(IPage page, string text) => page.Locator("article").Filter(new() { HasText = text });

    private protected static ILocator Button(ILocator within, string action) => within.Locator($"[data-action={action}]");
}

/// <summary>A browser needs a whole core. Next to other tests, pages would update too late.</summary>
[CollectionDefinition("Browser", DisableParallelization = true)]
public sealed class BrowserAlone;
