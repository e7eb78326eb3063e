using Linnet.Tests.Fixtures;
using Linnet.Tests.Web;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Linnet.Tests.Web;

/// <summary>One browser for all tests, started by the first test that needs it. Each test has its own contexts.</summary>
public sealed class Chromium : IAsyncDisposable
{
    // Generous, because these tests do not measure speed.
    private const float TimeoutMilliseconds = 20_000;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task<IBrowser> StartAsync()
    {
        var chromium = BrowserPage.FindChromium();
        BuiltWebClient.Require();
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            Assertions.SetDefaultExpectTimeout(TimeoutMilliseconds);
            return _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = chromium, Args = BrowserPage.Arguments });
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        _gate.Dispose();
    }
}
