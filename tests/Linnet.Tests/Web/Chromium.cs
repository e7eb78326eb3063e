using Linnet.Tests.Fixtures;
using Linnet.Tests.Web;
using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Linnet.Tests.Web;

/// <summary>One browser for all tests, started by the first that needs it. Each test has contexts of its own.</summary>
public sealed class Chromium : IAsyncDisposable
{
    // Whoever waits is waiting for what will come; how soon it does is not what these tests are about.
    private const float PatienceMilliseconds = 20_000;

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
            Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
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
