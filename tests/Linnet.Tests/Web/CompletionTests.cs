using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Completion of names and hashtags in the composer, by keyboard and by touch.</summary>
public sealed class CompletionTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_name_is_completed_by_keyboard_and_typing_goes_on()
    {
        var (ada, anna) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("anna"));
        await Linnet.JoinAsync("andy");
        await ada.FollowAsync(anna);
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var box = page.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" });
        await box.PressSequentiallyAsync("Ask @an");
        var options = page.GetByRole(AriaRole.Listbox, new() { Name = "Suggestions" }).GetByRole(AriaRole.Option);
        await Expect(options).ToHaveCountAsync(2);
        await Expect(options.First).ToContainTextAsync("@anna");
        await Expect(page.GetByText("2 suggestions. Choose with the arrow keys.")).ToBeAttachedAsync();
        // Enter ends a line until an option is chosen.
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(options.First).ToHaveAttributeAsync("aria-selected", "true");
        Assert.Equal(await options.First.GetAttributeAsync("id"), await box.GetAttributeAsync("aria-activedescendant"));
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(options.Nth(1)).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Enter");
        await Expect(box).ToHaveValueAsync("Ask @andy ");
        await Expect(options).ToHaveCountAsync(0);
        await page.Keyboard.TypeAsync("now");
        await page.Keyboard.PressAsync("Enter");
        await Expect(box).ToHaveValueAsync("Ask @andy now\n");
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_hashtag_is_completed_by_touch_on_a_phone()
    {
        var ada = await Linnet.JoinAsync("ada");
        await ada.TweetAsync("First #Looms");
        await ada.TweetAsync("Then #loot");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        var box = dialog.GetByRole(AriaRole.Textbox);
        await box.PressSequentiallyAsync("I like #loo");
        var option = dialog.GetByRole(AriaRole.Option, new() { Name = "#Looms" });
        await Expect(option).ToBeInViewportAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"));
        Assert.True((await option.BoundingBoxAsync())!.Height >= 44);
        await option.ClickAsync();
        await Expect(box).ToHaveValueAsync("I like #Looms ");
        await Expect(box).ToBeFocusedAsync();
        // Escape closes the list first, and then the dialog.
        await box.PressSequentiallyAsync("#l");
        await Expect(dialog.GetByRole(AriaRole.Option)).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("Escape");
        await Expect(dialog.GetByRole(AriaRole.Option)).ToHaveCountAsync(0);
        await Expect(box).ToHaveValueAsync("I like #Looms #l");
        await page.Keyboard.PressAsync("Escape");
        await Expect(box).ToHaveCountAsync(0);
        Assert.Empty(Errors);
    }
}
