using Linnet.Tests.Messages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>The search above the conversations.</summary>
public sealed class FoundMessagesTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_message_is_found_by_its_words_and_found_again_on_the_way_back()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var talk = (await ada.WriteToAsync("The looms arrive on Monday", bob)).Id();
        await bob.SendAsync(talk, "And the birds?");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, "/messages");
        var field = page.GetByRole(AriaRole.Searchbox, new() { Name = "Search messages" });
        await field.FillAsync("absent");
        await field.PressAsync("Enter");
        await Expect(page.GetByText("No message has these words.")).ToBeVisibleAsync();
        await field.FillAsync("LOOMS");
        await field.PressAsync("Enter");
        await page.GetByRole(AriaRole.List, new() { Name = "Found messages" }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Log).GetByText("And the birds?")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Found messages" })).ToContainTextAsync("You: The looms arrive on Monday");
        await field.FillAsync("");
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversations" })).ToBeVisibleAsync();
    }
}
