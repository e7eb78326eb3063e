using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

public sealed class JourneyTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task From_signing_up_to_a_like_that_shows_on_the_other_user_s_screen()
    {
        var (ada, bob) = (await OpenAsync(), await OpenAsync(width: 360, height: 740));
        await SignUpAsync(bob, "bob");
        await PostAsync(bob, "Before anybody listened");
        await SignUpAsync(ada, "ada");

        await ada.GetByRole(AriaRole.Link, new() { Name = "People", Exact = true }).ClickAsync();
        var screen = ada.GetByRole(AriaRole.Main);
        await screen.GetByRole(AriaRole.Button, new() { Name = "Follow @bob" }).ClickAsync();
        await Expect(screen.GetByRole(AriaRole.Button, new() { Name = "Following @bob" })).ToBeVisibleAsync();
        await Expect(bob.GetByRole(AriaRole.Link, new() { Name = "Notifications, 1 unread" })).ToBeVisibleAsync();

        await ada.GetByRole(AriaRole.Link, new() { Name = "Home", Exact = true }).ClickAsync();
        var first = Tweet(ada, "Before anybody listened");
        await Expect(first).ToBeVisibleAsync();
        var place = (await first.BoundingBoxAsync())!.Y;
        await PostAsync(bob, "Live from the hedge 🐦");
        var pill = ada.GetByRole(AriaRole.Button, new() { Name = "1 new tweet" });
        await Expect(pill).ToBeVisibleAsync();
        Assert.Equal(place, (await first.BoundingBoxAsync())!.Y);
        await pill.ClickAsync();

        var tweet = Tweet(ada, "Live from the hedge");
        await Button(tweet, "like").ClickAsync();
        await Expect(Button(tweet, "like")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(Button(Tweet(bob, "Live from the hedge"), "like")).ToHaveAttributeAsync("aria-label", "Like, 1 like");
        await bob.GetByRole(AriaRole.Link, new() { Name = "Notifications, 2 unread" }).ClickAsync();
        await Expect(bob.GetByText("liked your tweet")).ToBeVisibleAsync();
        await Expect(bob.GetByRole(AriaRole.Link, new() { Name = "Notifications", Exact = true })).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task New_replies_appear_in_an_open_thread()
    {
        var grace = await Linnet.JoinAsync("grace");
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await PostAsync(page, "Any moths today?");
        await Tweet(page, "Any moths today?").GetByText("Any moths").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tweet" })).ToBeVisibleAsync();
        await Expect(page.GetByText("No replies yet.")).ToBeVisibleAsync();
        await grace.TweetAsync("One, in relay 70", replyTo: 1);
        await page.GetByRole(AriaRole.Button, new() { Name = "1 new reply" }).ClickAsync();
        await Expect(Tweet(page, "One, in relay 70")).ToBeVisibleAsync();
        await Expect(Button(Tweet(page, "Any moths today?"), "reply")).ToHaveAttributeAsync("aria-label", "Reply, 1 reply");
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Keyboard_shortcuts_select_like_and_post()
    {
        var ada = await Linnet.JoinAsync("ada");
        await ada.TweetAsync("Older");
        await ada.TweetAsync("Newer");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await Expect(Tweet(page, "Older")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Expect(Tweet(page, "Older")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("k");
        await page.Keyboard.PressAsync("l");
        await Expect(Button(Tweet(page, "Newer"), "like")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Keyboard.PressAsync("n");
        await page.Keyboard.TypeAsync("Written with keys: j k l ?");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(Tweet(page, "Written with keys: j k l ?")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Keyboard shortcuts" })).ToBeVisibleAsync();
    }

    private static async Task SignUpAsync(IPage page, string username)
    {
        await GoAsync(page, "/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Create account" }).ClickAsync();
        await page.GetByLabel("Username").FillAsync(username);
        await page.GetByLabel("Email").FillAsync($"{username}@example.org");
        await page.GetByLabel("Password").FillAsync(RunningLinnet.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Home" })).ToBeVisibleAsync();
    }

    private static async Task PostAsync(IPage page, string text)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "New tweet" });
        await dialog.GetByRole(AriaRole.Textbox).FillAsync(text);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        // The like button appears after the server has accepted the tweet.
        await Expect(Button(Tweet(page, text), "like")).ToBeVisibleAsync();
    }
}
