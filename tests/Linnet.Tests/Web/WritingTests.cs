using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Writing with input methods, phones and all keyboard layouts.</summary>
public sealed class WritingTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Text_being_composed_is_counted_and_sent_only_when_complete()
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var posts = 0;
        page.Request += (_, request) => posts += request.Method is "POST" && request.Url.EndsWith("/tweets/", StringComparison.Ordinal) ? 1 : 0;
        var area = page.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" });
        await area.FocusAsync();
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("Input.imeSetComposition", new() { ["text"] = "さようなら", ["selectionStart"] = 5, ["selectionEnd"] = 5 });
        await Expect(page.Locator("#letters-left")).ToContainTextAsync("275");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true })).ToBeEnabledAsync();

        await area.EvaluateAsync("it => it.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true, cancelable: true }))");
        await Expect(area).ToHaveValueAsync("さようなら");
        Assert.Equal(0, posts);

        await session.SendAsync("Input.insertText", new() { ["text"] = "さようなら、世界" });
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(Button(Tweet(page, "さようなら、世界"), "like")).ToBeVisibleAsync();
        Assert.Equal(1, posts);
        Assert.Empty(Errors);
    }

    [Theory]
    [InlineData("о", "KeyJ")]
    [InlineData("J", "KeyJ")]
    [InlineData("ت", "KeyJ")]
    [InlineData("j", "KeyC")]
    public async Task Shortcuts_work_with_all_layouts_and_Caps_Lock(string key, string code)
    {
        await (await Linnet.JoinAsync("ada")).TweetAsync("To step to");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await Expect(Tweet(page, "To step to")).ToBeVisibleAsync();
        await page.EvaluateAsync(
            "([key, code]) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true }))", new[] { key, code });
        await Expect(Tweet(page, "To step to")).ToBeFocusedAsync();
    }
}
