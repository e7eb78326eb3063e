using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Reposts and quotes show the original.</summary>
public sealed class RepostTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_repost_follows_edits_and_goes_with_the_original()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var id = await bob.TweetAsync("Words of bob");
        await ada.FollowAsync(bob);
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await RepostAsync(page, "Words of bob");
        await Expect(page.GetByText("Reposted to your followers.")).ToBeVisibleAsync();
        var own = (await ada.ReadAsync("/tweets/user/ada"))[0]!;
        Assert.Equal(("repost", id), ((string?)own["kind"], (long)own["retweet_of_id"]!));
        await bob.PutAsync($"/tweets/{id}", new { content = "Other words of bob" });
        await GoAsync(page, "/@ada");
        await Expect(Tweet(page, "Other words of bob")).ToContainTextAsync("You reposted");
        await bob.DeleteAsync($"/tweets/{id}");
        await Expect(Tweet(page, "Other words of bob")).ToHaveCountAsync(0);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_repost_can_be_undone_after_a_reload()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        await ada.FollowAsync(bob);
        await bob.TweetAsync("Worth passing on");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await RepostAsync(page, "Worth passing on");
        await Expect(page.GetByText("Reposted to your followers.")).ToBeVisibleAsync();
        Assert.Single((await ada.ReadAsync("/tweets/user/ada")).AsArray());
        await GoAsync(page, "/@ada");
        await Button(Tweet(page, "Worth passing on"), "repost").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Undo repost" }).ClickAsync();
        await Expect(Tweet(page, "Worth passing on")).ToHaveCountAsync(0);
        await GoAsync(page, "/@bob");
        await Expect(Button(Tweet(page, "Worth passing on"), "repost")).ToHaveAttributeAsync("aria-label", "Repost or quote, 0 reposts");
        Assert.Empty((await ada.ReadAsync("/tweets/user/ada")).AsArray());
    }

    [Fact]
    public async Task A_repost_by_someone_else_arrives_live_and_leaves_when_it_is_undone()
    {
        var (ada, bob, cleo) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"), await Linnet.JoinAsync("cleo"));
        await ada.FollowAsync(bob);
        await bob.TweetAsync("Own words");
        var id = await cleo.TweetAsync("Passed on");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await Expect(Tweet(page, "Own words")).ToBeVisibleAsync();
        await bob.PutAsync($"/tweets/{id}/repost", new { });
        await page.GetByRole(AriaRole.Button, new() { Name = "1 new tweet" }).ClickAsync();
        await Expect(Tweet(page, "Passed on")).ToContainTextAsync("bob reposted");
        await bob.DeleteAsync($"/tweets/{id}/repost");
        await Expect(Tweet(page, "Passed on")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_repost_notification_opens_the_original_and_replies_go_to_it()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var id = await ada.TweetAsync("The original");
        await bob.PutAsync($"/tweets/{id}/repost", new { });
        var repost = (long)(await bob.ReadAsync("/tweets/user/bob"))[0]!["id"]!;
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await page.GetByRole(AriaRole.Link, new() { Name = "Notifications" }).ClickAsync();
        await Expect(page.GetByText("reposted your tweet")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "The original" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(Linnet.Address, $"/tweet/{id}").ToString());
        await GoAsync(page, $"/tweet/{repost}");
        await Expect(page).ToHaveURLAsync(new Uri(Linnet.Address, $"/tweet/{id}").ToString());
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Your reply" }).FillAsync("Thank you");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await Expect(Button(Tweet(page, "Thank you"), "like")).ToBeVisibleAsync();
        Assert.Single((await ada.ReadAsync($"/tweets/{id}/replies")).AsArray());
    }

    [Fact]
    public async Task A_quote_stays_and_says_why_the_quoted_tweet_is_not_shown()
    {
        var (ada, bob, cleo) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"), await Linnet.JoinAsync("cleo"));
        var (deleted, detached, blocked) = (await bob.TweetAsync("Soon deleted"), await bob.TweetAsync("Soon detached"), await cleo.TweetAsync("Soon blocked"));
        await ada.TweetAsync("About one", retweetOf: deleted);
        var quote = await ada.TweetAsync("About two", retweetOf: detached);
        await ada.TweetAsync("About three", retweetOf: blocked);
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await Expect(Tweet(page, "About one")).ToContainTextAsync("Soon deleted");
        await bob.DeleteAsync($"/tweets/{deleted}");
        (await bob.DeleteAsync($"/tweets/{detached}/quotes/{quote}")).EnsureSuccessStatusCode();
        (await ada.PostAsync("/users/cleo/block")).EnsureSuccessStatusCode();
        await page.ReloadAsync();
        await Expect(Tweet(page, "About one")).ToContainTextAsync("This tweet was deleted.");
        await Expect(Tweet(page, "About two")).ToContainTextAsync("The author detached this tweet from the quote.");
        await Expect(Tweet(page, "About three")).ToContainTextAsync("You blocked the author of this tweet.");
        await Tweet(page, "About three").GetByRole(AriaRole.Link, new() { Name = "Open it" }).ClickAsync();
        await Expect(Tweet(page, "Soon blocked")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_tweet_lists_who_liked_reposted_and_quoted_it()
    {
        var (ada, bob, cleo) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"), await Linnet.JoinAsync("cleo"));
        var id = await ada.TweetAsync("Much noticed");
        await bob.LikeAsync(id);
        await cleo.PutAsync($"/tweets/{id}/repost", new { });
        await bob.TweetAsync("Look at this", retweetOf: id);
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await GoAsync(page, $"/tweet/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "1 like" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Liked by" })).ToContainTextAsync("bob");
        await page.GetByRole(AriaRole.Link, new() { Name = "Reposts", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Reposted by" })).ToContainTextAsync("cleo");
        await page.GetByRole(AriaRole.Link, new() { Name = "Quotes", Exact = true }).ClickAsync();
        await Expect(Tweet(page, "Look at this")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Back" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "1 repost" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "1 quote" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_delete_dialog_says_that_copies_stay()
    {
        await (await Linnet.JoinAsync("ada")).TweetAsync("Mine");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await Tweet(page, "Mine").GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Delete" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("copies made by others stay");
    }

    private static async Task RepostAsync(IPage page, string text)
    {
        await Button(Tweet(page, text), "repost").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Repost", Exact = true }).ClickAsync();
    }
}
