using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Text is shown correctly in every script and stays within its bounds.</summary>
public sealed class TextTests(Chromium chromium) : BrowserTest(chromium)
{
    // Does what browser translation does: replaces text nodes with elements.
    private const string Translate =
        """
        () => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
          const found = []
          while (walker.nextNode()) found.push(walker.currentNode)
          for (const node of found) {
            if (node.data.trim() === '' || node.parentElement.closest('[translate="no"], textarea, script') !== null) continue
            const font = document.createElement('font')
            font.append(document.createElement('font'))
            font.firstChild.textContent = node.data
            node.replaceWith(font)
          }
        }
        """;

    [Fact]
    public async Task A_translated_page_still_shows_counts_and_edits()
    {
        var ada = await Linnet.JoinAsync("ada");
        await ada.PutAsync("/users/me", new { full_name = "May Day" });
        await ada.TweetAsync("As it was at first");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var tweet = page.Locator("article[data-tweet='1']");
        await Expect(tweet).ToBeVisibleAsync();
        await page.EvaluateAsync(Translate);

        await Expect(tweet.Locator(".name font, .handle font, time font")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" }).FillAsync(new string('x', 270));
        await Expect(page.Locator("#letters-left")).ToHaveTextAsync("10 characters left");
        await Button(tweet, "like").ClickAsync();
        await Expect(Button(tweet, "like")).ToHaveTextAsync("1");
        await ada.PutAsync("/tweets/1", new { content = "As it is now" });
        await tweet.Locator("time").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tweet" })).ToBeVisibleAsync();
        await page.EvaluateAsync(Translate);
        await tweet.GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Edit" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("As it is to stay");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(tweet.Locator(".content")).ToHaveTextAsync("As it is to stay");
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Stacked_marks_do_not_paint_over_the_line_above()
    {
        await (await Linnet.JoinAsync("ada")).TweetAsync("A" + string.Concat(Enumerable.Repeat("\u0302\u030c", 14)));
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var header = page.Locator("article header");
        await Expect(header).ToBeVisibleAsync();
        var withMarks = await header.ScreenshotAsync();
        await page.Locator("article .content").EvaluateAsync("it => { it.style.visibility = 'hidden' }");
        Assert.Equal(withMarks, await header.ScreenshotAsync());
    }

    [Fact]
    public async Task Arabic_and_Hebrew_are_aligned_right_and_handles_keep_their_order()
    {
        var ada = await Linnet.JoinAsync("ada");
        await ada.PutAsync("/users/me", new { full_name = "עדה", bio = "שלום עולם" });
        await Linnet.JoinAsync("ben");
        await ada.TweetAsync("مرحبا @ben كيف الحال؟");
        await ada.TweetAsync("Plain English");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var arabic = page.Locator("article[data-tweet='1'] .content");
        await Expect(arabic).ToBeVisibleAsync();
        var right = (await GapsAsync(arabic)).Right;
        Assert.InRange(right, -1, 2);
        Assert.InRange((await GapsAsync(page.Locator("article[data-tweet='2'] .content"))).Left, -1, 2);
        // In a left-to-right handle, the at sign is left of the name.
        Assert.Equal("ltr", await arabic.Locator("a").EvaluateAsync<string>("it => getComputedStyle(it.querySelector('bdi') ?? it).direction"));
        await GoAsync(page, "/@ada");
        await Expect(page.Locator(".bio")).ToBeVisibleAsync();
        Assert.InRange((await GapsAsync(page.Locator(".bio"))).Right, -1, 2);
        Assert.Equal("isolate", await page.Locator(".profile h2 bdi").EvaluateAsync<string>("it => getComputedStyle(it).unicodeBidi"));
    }

    [Fact]
    public async Task A_tweet_of_270_lines_is_collapsed_until_Show_more()
    {
        var ada = await Linnet.JoinAsync("ada");
        await ada.TweetAsync("Top" + new string('\n', 270) + "Bottom");
        await ada.PutAsync("/users/me", new { bio = "Bio" + new string('\n', 400) + "end" });
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        var tweet = page.Locator("article");
        await Expect(tweet).ToBeVisibleAsync();
        Assert.InRange((await tweet.BoundingBoxAsync())!.Height, 50, 700);
        await tweet.GetByRole(AriaRole.Button, new() { Name = "Show more" }).ClickAsync();
        await Expect(tweet.GetByText("Bottom")).ToBeVisibleAsync();
        await GoAsync(page, "/@ada");
        await Expect(page.Locator(".bio")).ToBeVisibleAsync();
        Assert.InRange((await page.Locator(".bio").BoundingBoxAsync())!.Height, 20, 700);
    }

    [Fact]
    public async Task A_name_of_80_letters_does_not_cut_the_handle()
    {
        var ada = await Linnet.JoinAsync("ada_the_second");
        await ada.PutAsync("/users/me", new { full_name = new string('W', 80) });
        var ben = await Linnet.JoinAsync("ben");
        await ben.PutAsync("/users/me", new { full_name = new string('W', 80) });
        var quoted = await ada.TweetAsync("Said once");
        await ada.TweetAsync("Said again", retweetOf: quoted);
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada_the_second");
        await Expect(page.Locator(".quote .handle")).ToBeVisibleAsync();
        foreach (var handle in await page.GetByText("@ada_the_second", new() { Exact = true }).AllAsync())
        {
            if (await handle.IsVisibleAsync())
                Assert.True(await handle.EvaluateAsync<bool>("it => it.scrollWidth <= it.clientWidth + 1 || getComputedStyle(it).display === 'inline'"));
        }
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await ben.LikeAsync(quoted);
        await GoAsync(page, "/inbox");
        await Expect(page.Locator("[data-notification]")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await GoAsync(page, "/@ada_the_second");
        await Expect(page.Locator(".profile")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    [Fact]
    public async Task Hashtags_people_and_URLs_are_links_and_other_words_are_not()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var id = await ada.TweetAsync("See #linnet, .@bob, @nobody and Https://example.org/x");
        await bob.TweetAsync("Well said", retweetOf: id);
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var content = page.Locator($"article[data-tweet='{id}'] .content");
        await Expect(content.GetByRole(AriaRole.Link)).ToHaveTextAsync(["#linnet", "@bob", "example.org/x"]);
        await GoAsync(page, "/inbox");
        await Expect(page.Locator("[data-notification=retweet]")).ToContainTextAsync("quoted your tweet");
    }

    /// <summary>Returns the distance of the text from both edges of its box.</summary>
    private static async Task<(double Left, double Right)> GapsAsync(ILocator box)
    {
        var gaps = await box.EvaluateAsync<double[]>(
            """
            it => {
              const range = document.createRange()
              range.selectNodeContents(it)
              const rects = [...range.getClientRects()].filter((rect) => rect.width > 0 && rect.width < it.clientWidth)
              const box = it.getBoundingClientRect()
              return [Math.min(...rects.map((rect) => rect.left)) - box.left, box.right - Math.max(...rects.map((rect) => rect.right))]
            }
            """);
        return (gaps[0], gaps[1]);
    }
}
