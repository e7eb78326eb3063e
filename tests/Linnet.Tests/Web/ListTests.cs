using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Making a list, putting people on it, reading it.</summary>
public sealed class ListTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_person_is_put_on_a_list_and_taken_off_again()
    {
        await Linnet.JoinAsync("ada");
        await (await Linnet.JoinAsync("ben")).TweetAsync("Not followed, but on the list");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await GoAsync(page, "/my/lists");
        await page.GetByRole(AriaRole.Button, new() { Name = "New list" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Weavers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save list" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Weavers" })).ToBeVisibleAsync();
        await GoAsync(page, "/@ben");
        await Button(page.GetByRole(AriaRole.Main), "person").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Add to list" }).ClickAsync();
        var box = page.GetByRole(AriaRole.Checkbox, new() { Name = "Weavers" });
        await box.ClickAsync();
        await Expect(box).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Escape");
        await GoAsync(page, "/my/lists");
        await page.GetByRole(AriaRole.Link, new() { Name = "Weavers" }).ClickAsync();
        await Expect(page.Locator("article")).ToContainTextAsync("Not followed, but on the list");
        await page.GetByRole(AriaRole.Link, new() { Name = "1 member" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove @ben" }).ClickAsync();
        await Expect(page.GetByText("This list has no members.")).ToBeVisibleAsync();
        await GoAsync(page, "/list/1");
        await Expect(page.GetByText("No tweets yet.")).ToBeVisibleAsync();
        await GoAsync(page, "/list/999");
        await Expect(page.GetByText("This list does not exist.")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }
}
