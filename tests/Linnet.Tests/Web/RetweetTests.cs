using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>A retweet shows the original and does not copy its text.</summary>
public sealed class RetweetTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_retweet_copies_no_text_follows_edits_and_shows_when_the_original_was_deleted()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var id = await bob.TweetAsync("Words of bob");
        await ada.FollowAsync(bob);
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await RetweetAsync(page, "Words of bob");
        await Expect(page.GetByText("Retweeted to your followers.")).ToBeVisibleAsync();
        var own = (await ada.ReadAsync("/tweets/user/ada"))[0]!;
        Assert.Equal(("RT @bob", id), ((string?)own["content"], (long)own["retweet_of_id"]!));
        await bob.PutAsync($"/tweets/{id}", new { content = "Other words of bob" });
        await page.GotoAsync("/@ada");
        await Expect(Tweet(page, "Other words of bob")).ToBeVisibleAsync();
        await bob.DeleteAsync($"/tweets/{id}");
        await Expect(page.GetByText("This tweet was deleted.")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByText("This tweet was deleted.")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Retweeting_twice_undoes_the_retweet_also_after_a_reload()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        await ada.FollowAsync(bob);
        await bob.TweetAsync("Worth passing on");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await RetweetAsync(page, "Worth passing on");
        await Expect(page.GetByText("Retweeted to your followers.")).ToBeVisibleAsync();
        Assert.Single((await ada.ReadAsync("/tweets/user/ada")).AsArray());
        await page.ReloadAsync();
        await Button(Tweet(page, "Worth passing on").Last, "retweet").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Undo retweet" }).ClickAsync();
        await Expect(Tweet(page, "Worth passing on")).ToHaveCountAsync(1);
        await Expect(Button(Tweet(page, "Worth passing on"), "retweet")).ToHaveAttributeAsync("aria-label", "Retweet or quote, 0 retweets");
        Assert.Empty((await ada.ReadAsync("/tweets/user/ada")).AsArray());
    }

    [Fact]
    public async Task A_retweet_notification_opens_the_original_and_replies_go_to_it()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var id = await ada.TweetAsync("The original");
        var retweet = await bob.TweetAsync("RT @ada", retweetOf: id);
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await page.GetByRole(AriaRole.Link, new() { Name = "Notifications" }).ClickAsync();
        await Expect(page.GetByText("retweeted your tweet")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Link, new() { Name = "The original" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Uri(Linnet.Address, $"/tweet/{id}").ToString());
        await page.GotoAsync($"/tweet/{retweet}");
        await Expect(page).ToHaveURLAsync(new Uri(Linnet.Address, $"/tweet/{id}").ToString());
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Your reply" }).FillAsync("Thank you");
        await page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await Expect(Button(Tweet(page, "Thank you"), "like")).ToBeVisibleAsync();
        Assert.Single((await ada.ReadAsync($"/tweets/{id}/replies")).AsArray());
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

    private static async Task RetweetAsync(IPage page, string text)
    {
        await Button(Tweet(page, text), "retweet").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Retweet", Exact = true }).ClickAsync();
    }
}
