using Linnet.Realtime;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>All tabs and devices of an account show the same.</summary>
public sealed class TabsTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_like_undone_three_times_leaves_no_badge_and_no_row()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var id = await ada.TweetAsync("Like me");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await ExpectUnreadAsync(page, 0);
        for (var round = 0; round < 3; round++)
        {
            await bob.LikeAsync(id);
            await ExpectUnreadAsync(page, 1);
            await bob.DeleteAsync($"/tweets/{id}/like");
            await ExpectUnreadAsync(page, 0);
        }
        await page.GetByRole(AriaRole.Link, new() { Name = "Notifications" }).ClickAsync();
        await Expect(page.GetByText("Likes, replies, reposts and new followers will appear here.")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_notification_that_no_longer_exists_can_be_dismissed()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        await bob.LikeAsync(await ada.TweetAsync("Like me"));
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await page.RouteAsync("**/notifications/*", route => route.Request.Method is "DELETE"
            ? route.FulfillAsync(new() { Status = 404, ContentType = "application/json", Body = """{"detail":"Notification not found","code":"notification_not_found"}""" })
            : route.ContinueAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Notifications" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dismiss notification" }).ClickAsync();
        await Expect(page.GetByText("liked your tweet")).ToHaveCountAsync(0);
        await Expect(page.GetByText("Could not dismiss the notification.")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Notifications_read_in_one_tab_or_device_are_read_in_the_others()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var id = await ada.TweetAsync("Like me");
        var (first, device) = (await OpenAsync(), await OpenAsync());
        await LogInAsync(first, "ada");
        await LogInAsync(device, "ada");
        var second = await OpenTabAsync(first.Context);
        await GoAsync(second, "/");
        await bob.LikeAsync(id);
        foreach (var page in new[] { first, second, device })
            await ExpectUnreadAsync(page, 1);
        await first.GetByRole(AriaRole.Link, new() { Name = "Notifications, 1 unread" }).ClickAsync();
        foreach (var page in new[] { first, second, device })
            await ExpectUnreadAsync(page, 0);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task The_screen_shows_edits_and_deletions_live()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        await ada.FollowAsync(bob);
        var (edited, deleted) = (await bob.TweetAsync("Typo heer"), await bob.TweetAsync("Said too soon"));
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await Expect(Tweet(page, "Typo heer")).ToBeVisibleAsync();
        await Expect(Tweet(page, "Said too soon")).ToBeVisibleAsync();
        await ExpectSocketsAsync(1);
        await bob.PutAsync($"/tweets/{edited}", new { content = "Typo here" });
        await Expect(Tweet(page, "Typo here")).ToContainTextAsync("edited");
        await bob.DeleteAsync($"/tweets/{deleted}");
        await Expect(Tweet(page, "Said too soon")).ToHaveCountAsync(0);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_post_an_edit_a_deletion_and_the_theme_show_in_the_other_tab()
    {
        await Linnet.JoinAsync("ada");
        var first = await OpenAsync();
        await LogInAsync(first, "ada");
        var second = await OpenTabAsync(first.Context);
        await GoAsync(second, "/");
        await Expect(second.GetByText("Your timeline is empty")).ToBeVisibleAsync();
        await first.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" }).FillAsync("From the first tab");
        await first.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        await Expect(Tweet(second, "From the first tab")).ToBeVisibleAsync();
        await Tweet(second, "From the first tab").GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await second.GetByRole(AriaRole.Menuitem, new() { Name = "Edit" }).ClickAsync();
        var dialog = second.GetByRole(AriaRole.Dialog, new() { Name = "Edit tweet" });
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("Changed in the second tab");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(Tweet(first, "Changed in the second tab")).ToBeVisibleAsync();
        await Tweet(first, "Changed in the second tab").GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await first.GetByRole(AriaRole.Menuitem, new() { Name = "Delete" }).ClickAsync();
        await first.Locator("[data-action=yes]").ClickAsync();
        await Expect(second.Locator("article")).ToHaveCountAsync(0);
        await GoAsync(first, "/settings");
        await first.GetByText("Dark", new() { Exact = true }).ClickAsync();
        await Expect(second.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Three_tabs_share_one_socket_and_hand_it_over()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var id = await ada.TweetAsync("Like me");
        var first = await OpenAsync();
        await LogInAsync(first, "ada");
        var others = new[] { await OpenTabAsync(first.Context), await OpenTabAsync(first.Context) };
        foreach (var page in others)
        {
            await GoAsync(page, "/");
            await Expect(Tweet(page, "Like me")).ToBeVisibleAsync();
        }
        await ExpectSocketsAsync(1);
        await bob.LikeAsync(id);
        foreach (var page in others)
            await ExpectUnreadAsync(page, 1);
        await first.CloseAsync();
        await ExpectSocketsAsync(1);
        await bob.FollowAsync(ada);
        foreach (var page in others)
            await ExpectUnreadAsync(page, 2);
        await ExpectSocketsAsync(1);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Clicking_the_like_count_likes_the_tweet()
    {
        var ada = await Linnet.JoinAsync("ada");
        await ada.LikeAsync(await ada.TweetAsync("I like it"));
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await Button(Tweet(page, "I like it"), "like").Locator("span").ClickAsync();
        await Expect(Button(Tweet(page, "I like it"), "like")).ToHaveAttributeAsync("aria-label", "Like, 0 likes");
        Assert.Equal("/", new Uri(page.Url).AbsolutePath);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Home" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_list_that_failed_offline_loads_once_the_network_is_back()
    {
        await (await Linnet.JoinAsync("ada")).TweetAsync("Written before");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await page.Context.SetOfflineAsync(true);
        await page.GetByRole(AriaRole.Link, new() { Name = "Explore", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Cannot reach the server.");
        await page.Context.SetOfflineAsync(false);
        await Expect(Tweet(page, "Written before")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    private static Task ExpectUnreadAsync(IPage page, int count) =>
        Expect(page.GetByRole(AriaRole.Link, new() { Name = count is 0 ? "Notifications" : $"Notifications, {count} unread", Exact = true })).ToBeVisibleAsync();

    private Task<TimeSpan> ExpectSocketsAsync(int count) => Eventually.TrueAsync(
        () => Linnet.Services.GetRequiredService<LiveHub>().Connections.Count() == count, $"the number of sockets is {count}");
}
