using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;

namespace Linnet.Tests.Web;

/// <summary>A server, and people who sit before it in browsers of their own.</summary>
[Collection("Browser")]
public abstract class BrowserTest(Chromium chromium) : IAsyncLifetime
{
    private readonly List<IBrowserContext> _contexts = [];
    private IBrowser _browser = null!; // InitializeAsync comes before every test.

    private protected RunningLinnet Linnet { get; private set; } = null!; // The same.

    /// <summary>What went wrong in any page: uncaught errors, and violations of the page's policy.</summary>
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

    /// <summary>A browser without a past.</summary>
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

    /// <summary>Logs in somebody who has joined.</summary>
    private protected static async Task LogInAsync(IPage page, string username)
    {
        await page.GotoAsync("/login");
        await page.GetByLabel("Username").FillAsync(username);
        await page.GetByLabel("Password").FillAsync(RunningLinnet.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Home" })).ToBeVisibleAsync();
    }

    private protected static ILocator Tweet(IPage page, string text) => page.Locator("article").Filter(new() { HasText = text });

    private protected static ILocator Button(ILocator within, string action) => within.Locator($"[data-action={action}]");
}

/// <summary>A browser takes a processor to itself; beside other tests what it shows comes late or not at all.</summary>
[CollectionDefinition("Browser", DisableParallelization = true)]
public sealed class BrowserAlone;
