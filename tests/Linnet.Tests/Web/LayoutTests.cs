using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>All controls can be reached on every screen size.</summary>
public sealed class LayoutTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_menu_near_the_lower_edge_opens_upwards()
    {
        var ada = await Linnet.JoinAsync("ada");
        for (var number = 1; number <= 12; number++)
            await ada.TweetAsync($"Number {number:00}");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        var bar = page.GetByRole(AriaRole.Navigation, new() { Name = "Main" });
        var tweet = Tweet(page, "Number 06");
        await tweet.EvaluateAsync("it => scrollBy(0, it.getBoundingClientRect().bottom - (innerHeight - 75))");
        foreach (var label in new[] { "Repost or quote", "More options" })
        {
            await tweet.GetByRole(AriaRole.Button, new() { Name = label }).ClickAsync();
            var menu = (await page.GetByRole(AriaRole.Menu).BoundingBoxAsync())!;
            Assert.InRange(menu.Y, 0, (await bar.BoundingBoxAsync())!.Y - menu.Height);
            Assert.InRange(menu.X, 0, 360 - menu.Width);
            await page.Keyboard.PressAsync("Escape");
        }
    }

    [Fact]
    public async Task The_menu_about_a_person_fits_a_phone_also_with_the_longest_name()
    {
        await Linnet.JoinAsync("ada");
        var other = await Linnet.JoinAsync("wwwwwwwwwwwwwwwwwwwwwwwwwwwwww");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await GoAsync(page, $"/@{other.Username}");
        await Button(page.GetByRole(AriaRole.Main), "person").ClickAsync();
        var menu = (await page.GetByRole(AriaRole.Menu).BoundingBoxAsync())!;
        Assert.InRange(menu.X, 0, 360 - menu.Width);
    }

    [Theory]
    [InlineData("ada", "", true, true)]
    [InlineData("ada", "A long name that a phone cannot show", false, true)]
    [InlineData("wwwwwwwwwwwwwwwwwwwwwwwwwwwwww", "Ada Lovelace", false, false)]
    public async Task A_long_name_is_cut_before_the_handle(string username, string name, bool isNameWhole, bool isHandleWhole)
    {
        var ada = await Linnet.JoinAsync(username);
        await ada.PutAsync("/users/me", new { full_name = name is "" ? null : name });
        await ada.TweetAsync("Hello");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, username);
        var author = Tweet(page, "Hello").Locator("header .who");
        Assert.Equal((isNameWhole, isHandleWhole), (await IsWholeAsync(author.Locator(".name")), await IsWholeAsync(author.Locator(".handle"))));
        Assert.InRange((await author.Locator(".name").BoundingBoxAsync())!.Width, 10, 360);

        static Task<bool> IsWholeAsync(ILocator text) => text.EvaluateAsync<bool>("it => it.scrollWidth <= it.clientWidth");
    }

    [Fact]
    public async Task On_a_phone_in_landscape_the_navigation_scrolls()
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync(740, 360);
        await LogInAsync(page, "ada");
        var write = page.Locator("header.side").GetByRole(AriaRole.Button, new() { Name = "Write a tweet" });
        await page.Locator("header.side").HoverAsync();
        await page.Mouse.WheelAsync(0, 1000);
        await Expect(write).ToBeInViewportAsync(new() { Ratio = 1 });
        await write.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true })).ToBeInViewportAsync();
    }

    [Fact]
    public async Task A_toast_and_the_offline_bar_do_not_cover_each_other_or_the_navigation()
    {
        var ada = await Linnet.JoinAsync("ada");
        await ada.TweetAsync("To be liked");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await Expect(Tweet(page, "To be liked")).ToBeVisibleAsync();
        await page.Context.SetOfflineAsync(true);
        await Button(Tweet(page, "To be liked"), "like").ClickAsync();
        var bar = page.GetByText("You are offline.").Locator("..");
        var toast = page.Locator(".toast");
        await Expect(bar).ToBeVisibleAsync();
        await Expect(toast).ToBeVisibleAsync();
        var (upper, lower) = ((await toast.BoundingBoxAsync())!, (await bar.BoundingBoxAsync())!);
        Assert.InRange(upper.Y + upper.Height, 0, lower.Y);
        Assert.InRange(lower.Y + lower.Height, 0, (await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).BoundingBoxAsync())!.Y + 1);
    }

    [Fact]
    public async Task The_thread_line_starts_below_the_avatar_and_ends_above_the_next()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var first = await ada.TweetAsync("The beginning");
        await bob.TweetAsync("The answer", replyTo: first);
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, "/tweet/2");
        var parent = page.Locator("article.parent");
        await Expect(parent).ToBeVisibleAsync();
        var line = await parent.EvaluateAsync<double[]>(
            """
            card => {
              const face = card.querySelector('.face')
              const at = (element, pseudo) => getComputedStyle(element, pseudo)
              const length = (value) => Number.parseFloat(value) || 0
              if (at(card, '::before').content !== 'none') {
                const box = card.getBoundingClientRect()
                return [box.top + length(at(card, '::before').top), box.bottom - length(at(card, '::before').bottom)]
              }
              const top = face.querySelector('.avatar').getBoundingClientRect().bottom + length(at(face, '::after').marginTop)
              return [top, top + length(at(face, '::after').height)]
            }
            """);
        var avatars = page.Locator("article .avatar");
        var (upper, lower) = ((await avatars.Nth(0).BoundingBoxAsync())!, (await avatars.Nth(1).BoundingBoxAsync())!);
        Assert.InRange(line[0], upper.Y + upper.Height, line[1]);
        Assert.InRange(line[1], line[0] + 10, lower.Y - 2);
    }
}
