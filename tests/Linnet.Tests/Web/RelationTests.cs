using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Blocks, mutes, hidden reposts and removed followers.</summary>
public sealed class RelationTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Blocking_from_a_tweet_empties_the_timeline_and_the_list_of_blocks_undoes_it()
    {
        var (ada, bob) = await FollowingAsync();
        await bob.FollowAsync(ada);
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await Tweet(page, "Words of bob").GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Block @bob" }).ClickAsync();
        await Button(page.GetByRole(AriaRole.Dialog), "yes").ClickAsync();
        await Expect(Tweet(page, "Words of bob")).ToHaveCountAsync(0);
        await Expect(page.GetByText("You blocked @bob.")).ToBeVisibleAsync();
        Assert.Empty((await ada.ReadAsync("/users/ada/followers")).AsArray());
        await GoAsync(page, "/@bob");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "You blocked @bob" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Unblock @bob" })).ToBeVisibleAsync();

        await GoAsync(page, "/settings");
        await page.GetByRole(AriaRole.Link, new() { Name = "Blocked people" }).ClickAsync();
        var main = page.GetByRole(AriaRole.Main);
        await main.GetByRole(AriaRole.Button, new() { Name = "Unblock @bob" }).ClickAsync();
        await Expect(main.GetByRole(AriaRole.Button, new() { Name = "Follow @bob" })).ToBeVisibleAsync();
        await main.GetByRole(AriaRole.Link, new() { Name = "@bob" }).ClickAsync();
        await Expect(Tweet(page, "Words of bob")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task The_profile_of_someone_who_blocked_the_viewer_says_so()
    {
        var (_, bob) = await FollowingAsync();
        (await bob.PostAsync("/users/ada/block")).EnsureSuccessStatusCode();
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, "/@bob");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "@bob blocked you" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Follow @bob" })).ToHaveCountAsync(0);
        await Expect(page.Locator("article")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_mute_may_end_by_itself_and_the_profile_still_shows_the_tweets()
    {
        var (ada, _) = await FollowingAsync();
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await Expect(Tweet(page, "Words of bob")).ToBeVisibleAsync();
        await GoAsync(page, "/@bob");
        await Button(page.GetByRole(AriaRole.Main), "person").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Mute @bob" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Mute @bob?" });
        await dialog.GetByLabel("1 day").CheckAsync();
        await dialog.GetByLabel("Also mute their notifications").UncheckAsync();
        await Button(dialog, "yes").ClickAsync();
        await Expect(page.GetByText("You muted this account until")).ToBeVisibleAsync();
        await Expect(Tweet(page, "Words of bob")).ToBeVisibleAsync();
        var relation = (await ada.ReadAsync("/users/bob"))["relationship"]!;
        Assert.Equal((true, false), ((bool)relation["muting"]!, (bool)relation["muting_notifications"]!));
        Assert.InRange((DateTimeOffset)relation["muted_until"]! - TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(23), TimeSpan.FromHours(25));

        await GoAsync(page, "/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Your timeline is empty" })).ToBeVisibleAsync();
        await GoAsync(page, "/settings/mutes");
        await Expect(page.GetByText("Until ")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Unmute @bob" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Mute @bob", Exact = true })).ToBeVisibleAsync();
        await GoAsync(page, "/");
        await Expect(Tweet(page, "Words of bob")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Hiding_reposts_leaves_the_own_tweets_of_the_user()
    {
        var (_, bob) = await FollowingAsync();
        var id = await (await Linnet.JoinAsync("cleo")).TweetAsync("Words of cleo");
        await bob.PutAsync($"/tweets/{id}/repost", new { });
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await Tweet(page, "Words of cleo").GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Hide reposts by @bob" }).ClickAsync();
        await Expect(Tweet(page, "Words of cleo")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Expect(Tweet(page, "Words of bob")).ToBeVisibleAsync();
        await Expect(Tweet(page, "Words of cleo")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_follower_can_be_removed_from_their_profile()
    {
        var (ada, bob) = await FollowingAsync();
        await bob.FollowAsync(ada);
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, "/@bob");
        await Expect(page.GetByText("Follows you")).ToBeVisibleAsync();
        await Button(page.GetByRole(AriaRole.Main), "person").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Remove this follower" }).ClickAsync();
        await Button(page.GetByRole(AriaRole.Dialog), "yes").ClickAsync();
        await Expect(page.GetByText("Follows you")).ToHaveCountAsync(0);
        Assert.Empty((await ada.ReadAsync("/users/ada/followers")).AsArray());
    }

    /// <summary>Ada follows bob, who has posted.</summary>
    private async Task<(Person Ada, Person Bob)> FollowingAsync()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        await ada.FollowAsync(bob);
        await bob.TweetAsync("Words of bob");
        return (ada, bob);
    }
}
