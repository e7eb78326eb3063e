using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Drafts on the server: saving, opening, changing on two devices, posting.</summary>
public sealed class SavedDraftTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_saved_draft_is_opened_on_another_device_and_posted()
    {
        var (ada, ben) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("ben"));
        var question = await ben.TweetAsync("A question");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await GoAsync(page, $"/tweet/{question}");
        await Button(Tweet(page, "A question"), "reply").First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Reply" });
        await Expect(Button(dialog, "save-draft")).ToHaveCountAsync(0);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("Half an answer");
        await Button(dialog, "options").ClickAsync();
        await dialog.GetByLabel("Visible to").SelectOptionAsync("followers");
        await Button(dialog, "save-draft").ClickAsync();
        await Expect(page.GetByText("Saved to your drafts.")).ToBeVisibleAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        var other = await OpenAsync();
        await LogInAsync(other, "ada");
        await other.GetByRole(AriaRole.Link, new() { Name = "Drafts" }).ClickAsync();
        var drafts = other.GetByRole(AriaRole.List, new() { Name = "Drafts" }).GetByRole(AriaRole.Listitem);
        await Expect(drafts).ToContainTextAsync("Half an answer");
        await Expect(drafts).ToContainTextAsync("Reply");
        await other.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        var opened = other.GetByRole(AriaRole.Dialog, new() { Name = "Reply" });
        await Expect(opened.GetByRole(AriaRole.Textbox)).ToHaveValueAsync("Half an answer");
        await opened.GetByRole(AriaRole.Textbox).FillAsync("A whole answer");
        await opened.GetByRole(AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await Expect(other.GetByText("Your reply was posted.")).ToBeVisibleAsync();
        await Expect(drafts).ToHaveCountAsync(0);
        var reply = Assert.Single((await ada.ReadAsync($"/tweets/{question}/replies")).AsArray())!;
        Assert.Equal(("A whole answer", "followers"), ((string)reply["content"]!, (string)reply["visibility"]!));
        Assert.Empty((await ada.ReadAsync("/drafts")).AsArray());
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Changes_that_were_not_saved_survive_a_reload()
    {
        var ada = await Linnet.JoinAsync("ada");
        await SaveAsync(ada, "A first half");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, "/my/drafts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        var box = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox);
        await box.FillAsync("A first half, and a second");
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        await Expect(box).ToHaveValueAsync("A first half, and a second");
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Saved to your drafts.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "and a second" })).ToBeVisibleAsync();
        Assert.Equal("A first half, and a second", (string?)(await ada.ReadAsync("/drafts"))[0]!["body"]!["content"]);
        // Unchanged, it closes without a question.
        await page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await page.Locator("[data-action=yes]").ClickAsync();
        await Expect(page.GetByText("Save a tweet that you are writing")).ToBeVisibleAsync();
        Assert.Empty((await ada.ReadAsync("/drafts")).AsArray());
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_change_on_another_device_is_not_overwritten_unasked()
    {
        var ada = await Linnet.JoinAsync("ada");
        var draft = await SaveAsync(ada, "As it was");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, "/my/drafts");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("From this device");
        (await ada.PutAsync($"/drafts/{draft}", new { body = new { content = "From another device" } })).EnsureSuccessStatusCode();
        await Button(dialog, "save-draft").ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("It was changed on another device.");
        Assert.Equal("From another device", (string?)(await ada.ReadAsync($"/drafts/{draft}"))["body"]!["content"]);
        await Button(dialog, "save-draft").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        Assert.Equal("From this device", (string?)(await ada.ReadAsync($"/drafts/{draft}"))["body"]!["content"]);
        Assert.Empty(Errors);
    }

    private static async Task<long> SaveAsync(Person person, string content)
    {
        var answer = await person.PostAsync("/drafts", new { body = new JsonObject { ["content"] = content } });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (long)(await answer.ReadJsonAsync())["id"]!;
    }
}
