using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

public sealed class ReadingTests(Chromium chromium) : BrowserTest(chromium)
{
    private const int Tweets = 500;

    [Fact]
    public async Task Through_500_tweets_and_back_to_the_same_place()
    {
        var ada = await Linnet.JoinAsync("ada");
        await Task.WhenAll(Enumerable.Range(1, Tweets).Select(number => ada.TweetAsync($"Number {number:000}")));
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var articles = page.Locator("article");
        // Counted before it is scrolled: a page that arrives in between is one that need not be waited for.
        for (var count = 0; count < Tweets; count = await articles.CountAsync())
        {
            // Again and again: what was the end of the page may not be once all rows of it are laid out.
            await Eventually.TrueAsync(
                async () =>
                {
                    await page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
                    return await articles.CountAsync() > count;
                },
                $"more than {count} tweets are there");
        }
        var numbers = await articles.EvaluateAllAsync<long[]>("all => all.map(it => Number(it.dataset.tweet))");
        Assert.Equal(numbers.OrderDescending().Distinct(), numbers);

        await page.EvaluateAsync("scrollTo(0, document.body.scrollHeight * 0.7)");
        var target = articles.Nth(350);
        await target.ScrollIntoViewIfNeededAsync();
        var (place, text) = ((await target.BoundingBoxAsync())!.Y, await target.InnerTextAsync());
        await target.Locator("time").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tweet" })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(articles).ToHaveCountAsync(Tweets);
        Assert.Equal(text, await articles.Nth(350).InnerTextAsync());
        Assert.Equal(place, (await articles.Nth(350).BoundingBoxAsync())!.Y, tolerance: 2);
        Assert.Empty(Faults);
    }
}
