using System.Collections.Concurrent;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

public sealed class BatchTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task What_a_page_of_tweets_refers_to_comes_in_one_request()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        for (var number = 0; number < 20; number++)
        {
            var said = await bob.TweetAsync($"Said {number:00}");
            if (number % 2 is 0)
                await ada.TweetAsync($"Answer {number:00}", replyTo: said);
            else
                await ada.TweetAsync($"Quote {number:00}", retweetOf: said);
        }
        // All of the page is near a screen as high as this, and so is drawn.
        var page = await OpenAsync(height: 4000);
        var asked = new ConcurrentQueue<string>();
        page.Request += (_, request) => asked.Enqueue(new Uri(request.Url).PathAndQuery);
        await LogInAsync(page, "ada");
        await Expect(page.Locator(".quote")).ToHaveCountAsync(10);
        await Expect(page.GetByText("Replying to @bob")).ToHaveCountAsync(10);
        Assert.DoesNotContain(asked, path => path.StartsWith("/tweets/", StringComparison.Ordinal) && char.IsAsciiDigit(path["/tweets/".Length]));
        Assert.Single(asked, path => path.StartsWith("/tweets/?ids=", StringComparison.Ordinal));
    }
}
