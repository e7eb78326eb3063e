using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Visibility, content warnings, and who may reply and quote.</summary>
public sealed class TweetOptionsTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_tweet_for_followers_with_a_warning_is_folded_and_marked()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        await bob.FollowAsync(ada);
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" }).FillAsync("The end of the book");
        await Button(dialog, "options").ClickAsync();
        await dialog.GetByLabel("Visible to").SelectOptionAsync("followers");
        await dialog.GetByLabel("Content warning").FillAsync("Spoilers");
        await dialog.GetByLabel("Mark as sensitive").CheckAsync();
        await Expect(Button(dialog, "options")).ToHaveAttributeAsync("aria-label", "Options: Followers, warning, sensitive");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        await Expect(Button(Tweet(page, "Spoilers"), "like")).ToBeVisibleAsync();

        var tweet = (await bob.ReadAsync("/tweets/user/ada"))[0]!;
        Assert.Equal(("followers", "Spoilers", true), ((string?)tweet["visibility"], (string?)tweet["content_warning"], (bool)tweet["sensitive"]!));
        var other = await OpenAsync();
        await LogInAsync(other, "bob");
        var card = Tweet(other, "Spoilers");
        await Expect(card).ToContainTextAsync("Visible to followers of the author");
        await Expect(card).ToContainTextAsync("Sensitive");
        await Expect(other.GetByText("The end of the book")).ToHaveCountAsync(0);
        await Button(card, "unfold").ClickAsync();
        await Expect(card).ToContainTextAsync("The end of the book");
        await Expect(card.GetByRole(AriaRole.Button, new() { Name = "Repost or quote, not possible" })).ToBeDisabledAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_tweet_that_deletes_itself_says_when_and_leaves_the_page()
    {
        var ada = await Linnet.JoinAsync("ada");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" }).FillAsync("Gone tomorrow");
        await Button(dialog, "options").ClickAsync();
        await dialog.GetByLabel("Delete after").SelectOptionAsync("1 day");
        await Expect(Button(dialog, "options")).ToHaveAttributeAsync("aria-label", "Options: Everyone, deletes itself");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        await Expect(Button(Tweet(page, "Gone tomorrow"), "like")).ToBeVisibleAsync();
        await Expect(Tweet(page, "Gone tomorrow")).ToContainTextAsync("Deletes itself in ");
        Assert.NotNull((await ada.ReadAsync("/tweets/user/ada"))[0]!["expires_at"]);
        PlainSql.Execute(Linnet.Database, "update jobs set due_at = 1 where kind = 'delete_tweet'");
        await Expect(Tweet(page, "Gone tomorrow")).ToHaveCountAsync(0);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_reply_is_not_wider_than_its_parent()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        await bob.FollowAsync(ada);
        var id = (long)(await (await ada.PostAsync("/tweets/", new { content = "Among us", visibility = "followers" })).Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["id"]!;
        var page = await OpenAsync();
        await LogInAsync(page, "bob");
        await GoAsync(page, $"/tweet/{id}");
        var main = page.GetByRole(AriaRole.Main);
        await Button(main, "options").ClickAsync();
        Assert.Equal(["Followers"], await main.GetByLabel("Visible to").Locator("option").AllTextContentsAsync());
        await main.GetByRole(AriaRole.Textbox, new() { Name = "Your reply" }).FillAsync("Yes");
        await main.GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await Expect(Button(Tweet(page, "Yes"), "like")).ToBeVisibleAsync();
        Assert.Equal("followers", (string?)(await bob.ReadAsync($"/tweets/{id}/replies"))[0]!["visibility"]);
    }

    [Fact]
    public async Task The_author_closes_replies_and_quotes()
    {
        var (ada, _) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var id = await ada.TweetAsync("My last word");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        foreach (var item in new[] { "Who can reply", "Who can quote" })
        {
            await Tweet(page, "My last word").GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
            await page.GetByRole(AriaRole.Menuitem, new() { Name = item }).ClickAsync();
            var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = $"{item}?" });
            await dialog.GetByLabel("Only the author").CheckAsync();
            await Button(dialog, "yes").ClickAsync();
            await Expect(dialog).ToHaveCountAsync(0);
        }
        await Expect(page.GetByText("Saved.")).ToHaveCountAsync(2);
        var other = await OpenAsync();
        await LogInAsync(other, "bob");
        await GoAsync(other, $"/tweet/{id}");
        await Expect(other.GetByText("Only the author can reply to this tweet.")).ToBeVisibleAsync();
        await Button(Tweet(other, "My last word"), "repost").ClickAsync();
        await Expect(other.GetByRole(AriaRole.Menuitem, new() { Name = "Quotes are turned off" })).ToBeDisabledAsync();
    }

    [Fact]
    public async Task The_author_hides_a_reply_and_detaches_a_quote()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var id = await ada.TweetAsync("The question");
        await bob.TweetAsync("A rude answer", replyTo: id);
        await bob.TweetAsync("A rude quote", retweetOf: id);
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, $"/tweet/{id}");
        await Tweet(page, "A rude answer").GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Hide this reply" }).ClickAsync();
        await Expect(Tweet(page, "A rude answer")).ToHaveCountAsync(0);
        Assert.Empty((await bob.ReadAsync($"/tweets/{id}/replies")).AsArray());
        await page.GetByRole(AriaRole.Link, new() { Name = "Hidden replies" }).ClickAsync();
        await Expect(Tweet(page, "A rude answer")).ToContainTextAsync("Hidden by the author");
        await Tweet(page, "A rude answer").GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Show this reply" }).ClickAsync();
        await Expect(Tweet(page, "A rude answer")).ToHaveCountAsync(0);
        Assert.Single((await bob.ReadAsync($"/tweets/{id}/replies")).AsArray());

        await GoAsync(page, $"/tweet/{id}/quotes");
        await Tweet(page, "A rude quote").GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Detach my tweet" }).ClickAsync();
        await Button(page.GetByRole(AriaRole.Dialog), "yes").ClickAsync();
        await Expect(Tweet(page, "A rude quote")).ToContainTextAsync("The author detached this tweet from the quote.");
        Assert.Empty(Errors);
    }
}
