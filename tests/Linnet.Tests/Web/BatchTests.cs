using System.Collections.Concurrent;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

public sealed class BatchTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Tweets_referenced_by_a_page_load_in_one_request()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        for (var number = 0; number < 20; number++)
        {
            var original = await bob.TweetAsync($"Said {number:00}");
            if (number % 2 is 0)
                await ada.TweetAsync($"Answer {number:00}", replyTo: original);
            else
                await ada.TweetAsync($"Quote {number:00}", retweetOf: original);
        }
        // A screen of this height renders the whole page.
        var page = await OpenAsync(height: 4000);
        var requested = new ConcurrentQueue<string>();
        page.Request += (_, request) => requested.Enqueue(new Uri(request.Url).PathAndQuery);
        await LogInAsync(page, "ada");
        await Expect(page.Locator(".quote")).ToHaveCountAsync(10);
        await Expect(page.GetByText("Replying to @bob")).ToHaveCountAsync(10);
        Assert.DoesNotContain(requested, path => path.StartsWith("/tweets/", StringComparison.Ordinal) && char.IsAsciiDigit(path["/tweets/".Length]));
        Assert.Single(requested, path => path.StartsWith("/tweets/?ids=", StringComparison.Ordinal));
    }
}
