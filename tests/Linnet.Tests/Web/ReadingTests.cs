using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

public sealed class ReadingTests(Chromium chromium) : BrowserTest(chromium)
{
    private const int Tweets = 500;

    [Fact]
    public async Task Back_returns_to_the_same_position_among_500_tweets()
    {
        var ada = await Linnet.JoinAsync("ada");
        // Not all at once: a server refuses what goes beyond an account's share.
        foreach (var numbersNow in Enumerable.Range(1, Tweets).Chunk(50))
            await Task.WhenAll(numbersNow.Select(number => ada.TweetAsync($"Number {number:000}")));
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var entries = page.Locator("[data-entry]");
        // Count before scrolling, so that a page which arrives in between also counts as progress.
        for (var count = 0; count < Tweets; count = await entries.CountAsync())
        {
            // Scroll repeatedly, because the end of the page moves until all rows are laid out.
            await Eventually.TrueAsync(
                async () =>
                {
                    await page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
                    return await entries.CountAsync() > count;
                },
                $"more than {count} tweets are there");
        }
        var numbers = await entries.EvaluateAllAsync<long[]>("all => all.map(it => Number(it.dataset.entry))");
        Assert.Equal(numbers.OrderDescending().Distinct(), numbers);

        await page.EvaluateAsync("scrollTo(0, document.body.scrollHeight * 0.7)");
        var target = entries.Nth(350);
        await target.ScrollIntoViewIfNeededAsync();
        await Expect(target.Locator("article")).ToBeInViewportAsync();
        var (place, text) = ((await target.BoundingBoxAsync())!.Y, await target.InnerTextAsync());
        await target.Locator("time").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tweet" })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(entries).ToHaveCountAsync(Tweets);
        await Expect(target.Locator("article")).ToBeInViewportAsync();
        Assert.Equal(text, await target.InnerTextAsync());
        Assert.Equal(place, (await target.BoundingBoxAsync())!.Y, tolerance: 2);
        // Only nearby entries are rendered. Rendering the whole list would take a second of CPU time.
        Assert.InRange(await page.Locator("article").CountAsync(), 1, Tweets / 5);
        Assert.Empty(Errors);
    }
}
