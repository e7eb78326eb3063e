using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Muting a thread from the menu of a tweet.</summary>
public sealed class MutedThreadTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_thread_is_muted_and_unmuted_from_any_of_its_tweets()
    {
        var (ada, ben) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("ben"));
        var root = await ada.TweetAsync("The first word");
        await ben.TweetAsync("The second word", replyTo: root);
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await GoAsync(page, $"/tweet/{root}");
        await ChooseAsync(page, "The second word", "Mute this thread");
        await Expect(page.GetByText("This thread does not notify you any more.")).ToBeVisibleAsync();
        await ben.TweetAsync("The third word", replyTo: root);
        Assert.Single((await ada.ReadAsync("/notifications")).AsArray());
        // Known to all tweets of the thread, and after a reload.
        await ChooseAsync(page, "The first word", "Unmute this thread");
        await Expect(page.GetByText("This thread notifies you again.")).ToBeVisibleAsync();
        await ChooseAsync(page, "The first word", "Mute this thread");
        await Eventually.TrueAsync(async () => (await ada.ReadAsync($"/tweets/{root}"))["is_thread_muted"] is not null, "the thread is muted");
        await page.ReloadAsync();
        await ChooseAsync(page, "The second word", "Unmute this thread");
        await Eventually.TrueAsync(async () => (await ada.ReadAsync($"/tweets/{root}"))["is_thread_muted"] is null, "the thread is not muted");
        Assert.Empty(Errors);
    }

    private static async Task ChooseAsync(IPage page, string tweet, string item)
    {
        await Tweet(page, tweet).First.GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = item, Exact = true }).ClickAsync();
    }
}
