using Linnet.Tests.Tweets.Polls;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Polls are written, voted in with the keyboard or a finger, and show their results.</summary>
public sealed class PollTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_poll_is_posted_from_the_composer_and_survives_a_reload_before()
    {
        var ada = await Linnet.JoinAsync("ada");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        var post = dialog.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true });
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" }).FillAsync("Which?");
        await Button(dialog, "poll").ClickAsync();
        await Expect(dialog.GetByText("A poll needs at least two options.")).ToBeVisibleAsync();
        await Expect(post).ToBeDisabledAsync();
        await dialog.GetByLabel("Option 1").FillAsync("Looms");
        await dialog.GetByLabel("Option 2").FillAsync("Looms");
        await Expect(dialog.GetByText("Two options are the same.")).ToBeVisibleAsync();
        await dialog.GetByLabel("Option 2").FillAsync("Engines");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add an option" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Textbox, new() { Name = "Option 3" })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Bees");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove option 1" }).ClickAsync();
        await dialog.GetByLabel("Ends after").SelectOptionAsync("3 days");
        await dialog.GetByLabel("Several choices").CheckAsync();
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" }).ClickAsync();
        await Expect(dialog.GetByLabel("Option 2")).ToHaveValueAsync("Bees");
        await post.ClickAsync();
        await Expect(Button(Tweet(page, "Which?"), "like")).ToBeVisibleAsync();
        var poll = (await ada.ReadAsync("/tweets/user/ada"))[0]!["poll"]!;
        Assert.Equal(["Engines", "Bees"], poll["options"]!.AsArray().Select(option => (string)option!["title"]!));
        Assert.True((bool)poll["multiple"]! && !(bool)poll["hide_totals"]!);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_vote_by_keyboard_shows_the_results_and_counts_once()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        await bob.FollowAsync(ada);
        var id = await ada.PollAsync();
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "bob");
        var card = Tweet(page, "Which?");
        await Expect(Button(card, "vote")).ToBeDisabledAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "Show results" }).ClickAsync();
        await Expect(card.GetByRole(AriaRole.List, new() { Name = "Poll results" })).ToContainTextAsync("0 %");
        await card.GetByRole(AriaRole.Button, new() { Name = "Back to the vote" }).ClickAsync();
        await card.GetByLabel("Looms").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(card.GetByLabel("Engines")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Enter");
        var results = card.GetByRole(AriaRole.List, new() { Name = "Poll results" });
        await Expect(results.GetByRole(AriaRole.Listitem).Nth(1)).ToContainTextAsync("Your vote");
        await Expect(results.GetByRole(AriaRole.Listitem).Nth(1)).ToContainTextAsync("100 %");
        await Expect(card).ToContainTextAsync("1 vote");
        // A click into the poll does not leave the page.
        Assert.EndsWith("/", page.Url, StringComparison.Ordinal);
        Assert.Equal(1, (int)(await ada.ReadAsync($"/polls/{id}"))["voters_count"]!);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_second_tab_and_the_author_learn_of_the_vote_and_of_the_end()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        await bob.FollowAsync(ada);
        var id = await ada.PollAsync();
        var page = await OpenAsync();
        await LogInAsync(page, "bob");
        var other = await OpenTabAsync(page.Context);
        await GoAsync(other, $"/tweet/{id}");
        await Tweet(page, "Which?").GetByLabel("Looms").CheckAsync();
        await Button(Tweet(page, "Which?"), "vote").ClickAsync();
        await Expect(Tweet(other, "Which?").GetByRole(AriaRole.List, new() { Name = "Poll results" })).ToContainTextAsync("Your vote");

        PollVoters.End(Linnet.Database, id);
        await page.GetByRole(AriaRole.Link, new() { Name = "Notifications" }).First.ClickAsync();
        await Expect(page.Locator("[data-notification=poll_ended]")).ToContainTextAsync("A poll that you voted in has ended");
        var authors = await OpenAsync();
        await LogInAsync(authors, "ada");
        await GoAsync(authors, "/inbox");
        await Expect(authors.Locator("[data-notification=poll_ended]")).ToContainTextAsync("Your poll has ended");
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_vote_that_comes_too_late_says_so()
    {
        var (ada, _) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var id = await ada.PollAsync();
        var page = await OpenAsync();
        await LogInAsync(page, "bob");
        await GoAsync(page, $"/tweet/{id}");
        var card = Tweet(page, "Which?");
        await card.GetByLabel("Looms").CheckAsync();
        PollVoters.End(Linnet.Database, id);
        await Button(card, "vote").ClickAsync();
        await Expect(card.GetByRole(AriaRole.Alert)).ToContainTextAsync("This poll has ended");
        Assert.Empty(Errors);
    }
}
