using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>The mark of edited tweets, and the screen of their versions.</summary>
public sealed class EditHistoryTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task An_edited_tweet_leads_to_all_it_said()
    {
        var ada = await Linnet.JoinAsync("ada");
        var tweet = await ada.TweetAsync("The engin weaves <b>flowers</b>");
        await ada.PutAsync($"/tweets/{tweet}", new { content = "The engine weaves flowers", content_warning = "Botany" });
        await ada.PutAsync($"/tweets/{tweet}", new { content = "The engine weaves leaves" });
        await ada.TweetAsync("Never edited");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await Expect(Tweet(page, "Never edited")).Not.ToContainTextAsync("· edited");
        await Tweet(page, "Botany").GetByRole(AriaRole.Link, new() { Name = "edited" }).ClickAsync();
        var versions = page.GetByRole(AriaRole.List, new() { Name = "Versions" }).GetByRole(AriaRole.Listitem);
        await Expect(versions).ToHaveCountAsync(3);
        await Expect(versions.Nth(0)).ToContainTextAsync("The engin weaves <b>flowers</b>");
        await Expect(versions.Nth(1)).ToContainTextAsync("Content warning: Botany");
        await Expect(versions.Nth(2)).ToContainTextAsync("Current version");
        await GoAsync(page, "/tweet/999/history");
        await Expect(page.GetByText("does not exist")).ToBeVisibleAsync();
    }
}
