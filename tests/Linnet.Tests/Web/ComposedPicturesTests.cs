using Linnet.Tests.Fixtures;
using Linnet.Tests.Media;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Pictures in the composer: described, ordered, posted, kept in drafts, threads and scheduled tweets, and edited.</summary>
public sealed class ComposedPicturesTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Two_pictures_are_described_reordered_and_posted_without_a_text()
    {
        var ada = await Linnet.JoinAsync("ada");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        var dialog = await WriteAsync(page);
        var send = dialog.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true });
        await Expect(send).ToBeDisabledAsync();
        Assert.Contains("image/jpeg", await dialog.Locator("input[type=file]").GetAttributeAsync("accept"), StringComparison.Ordinal);
        await dialog.AddPicturesAsync(WebPictures.Jpeg(), WebPictures.Png());
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Describe picture 1" }).ClickAsync();
        await Expect(Description(dialog)).ToBeFocusedAsync();
        await Description(dialog).FillAsync("Four quarters");
        await dialog.Locator("[data-action=focus]").ClickAsync(new() { Position = new() { X = 1, Y = 1 } });
        await dialog.GetByLabel("Left to right").PressAsync("End");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done with picture 1" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Move picture 1 down" }).ClickAsync();
        await Expect(dialog.Editors().Nth(1)).ToContainTextAsync("Four quarters");
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('dialog[open]').scrollWidth <= 360"));
        await send.ClickAsync();
        await Expect(page.GetByText("Your tweet was posted.")).ToBeVisibleAsync();
        await Expect(page.Locator("article [data-pictures='2'] img.loaded")).ToHaveCountAsync(2);
        var media = (await ada.ReadAsync("/tweets/user/ada"))[0]!["media"]!;
        Assert.Equal([null, "Four quarters"], media.AsArray().Select(it => (string?)it!["description"]));
        Assert.Matches("^1,0\\.\\d+$|^1,1$", (string?)media[1]!["focus"]);
        Assert.Equal(120, (int)media[0]!["width"]!);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Pictures_are_pasted_dropped_and_dragged_into_another_order()
    {
        var ada = await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var box = page.Locator("form.composer");
        await TransferAsync(page, "paste", TestPicture.Png());
        await Expect(box.Editors()).ToHaveCountAsync(1);
        await TransferAsync(page, "drop", TestPicture.Jpeg(300, 100));
        await Expect(box.Editors()).ToHaveCountAsync(2);
        await Expect(box.GetByRole(AriaRole.Progressbar)).ToHaveCountAsync(0);
        await box.Editors().Nth(1).Locator(".thumb").DragToAsync(box.Editors().Nth(0));
        await box.GetByRole(AriaRole.Textbox).First.FillAsync("Pasted and dropped");
        await box.GetByRole(AriaRole.Button, new() { Name = "Post", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Your tweet was posted.")).ToBeVisibleAsync();
        var media = (await ada.ReadAsync("/tweets/user/ada"))[0]!["media"]!.AsArray();
        Assert.Equal([300, 200], media.Select(it => (int)it!["width"]!));
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_draft_keeps_its_pictures_over_a_reload_and_each_tweet_of_a_thread_its_own()
    {
        var ada = await Linnet.JoinAsync("ada");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        var dialog = await WriteAsync(page);
        await dialog.GetByRole(AriaRole.Textbox).First.FillAsync("One");
        await dialog.AddPicturesAsync(WebPictures.Jpeg());
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Describe picture 1" }).ClickAsync();
        await Description(dialog).FillAsync("Four quarters");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done with picture 1" }).ClickAsync();
        await Eventually.TrueAsync(async () => (string?)(await ada.ReadAsync("/media/1"))["description"] is "Four quarters", "the description is saved");
        await Button(dialog, "add-part").ClickAsync();
        var second = dialog.Locator("[data-part='1']");
        await second.AddPicturesAsync(WebPictures.Png());
        await page.ReloadAsync();
        await WriteAsync(page);
        await Expect(dialog.Editors()).ToHaveCountAsync(2);
        await Expect(dialog.Editors().First).ToContainTextAsync("Four quarters");
        await Expect(second.Editors().Locator("img")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Post all" }).ClickAsync();
        await Expect(page.GetByText("Your thread was posted.")).ToBeVisibleAsync();
        var tweets = (await ada.ReadAsync("/tweets/user/ada")).AsArray();
        Assert.Equal([120, 200], tweets.Select(tweet => (int)tweet!["media"]![0]!["width"]!));
        Assert.Equal(["", "One"], tweets.Select(tweet => (string?)tweet!["content"]));
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_scheduled_tweet_and_a_saved_draft_have_pictures()
    {
        var ada = await Linnet.JoinAsync("ada");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        var dialog = await WriteAsync(page);
        await dialog.AddPicturesAsync(WebPictures.Jpeg());
        await Button(dialog, "save-draft").ClickAsync();
        await Expect(page.GetByText("Saved to your drafts.")).ToBeVisibleAsync();
        await GoAsync(page, "/my/drafts");
        await Expect(page.GetByText("1 picture")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        await Expect(dialog.Editors().Locator("img")).ToBeVisibleAsync();
        await Button(dialog, "schedule").ClickAsync();
        await dialog.Locator("button[type=submit]").ClickAsync();
        await Expect(page.GetByText("Scheduled for ")).ToBeVisibleAsync();
        Assert.Empty((await ada.ReadAsync("/drafts")).AsArray());
        Assert.Single((await ada.ReadAsync("/scheduled"))[0]!["tweet"]!["media_ids"]!.AsArray());
        await GoAsync(page, "/my/scheduled");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await dialog.AddPicturesAsync(WebPictures.Png());
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.GetByText("2 pictures")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task An_edit_shows_removes_and_describes_pictures()
    {
        var ada = await Linnet.JoinAsync("ada");
        var id = await ada.TweetPicturesAsync("A loom", false, (TestPicture.Jpeg(), "Old words", null), (TestPicture.Png(), "Two", null));
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var dialog = await EditAsync(page);
        var save = dialog.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true });
        await Expect(dialog.Editors()).ToHaveCountAsync(2);
        await Expect(save).ToBeDisabledAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Describe picture 1" }).ClickAsync();
        await Description(dialog).FillAsync("New words");
        await save.ClickAsync();
        await Expect(Tweet(page, "A loom").GetByAltText("New words")).ToBeVisibleAsync();
        Assert.Null((await ada.ReadAsync($"/tweets/{id}"))["edited_at"]);

        await EditAsync(page);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove picture 1" }).ClickAsync();
        await Expect(dialog.Editors()).ToHaveCountAsync(1);
        await save.ClickAsync();
        await Expect(Tweet(page, "A loom").Locator("[data-pictures='1']")).ToBeVisibleAsync();
        await Eventually.TrueAsync(
            async () => (await ada.ReadAsync($"/tweets/{id}"))["media"]!.AsArray().Select(it => (string?)it!["description"]).SequenceEqual(["Two"]), "the edit is saved");
        await Expect(Tweet(page, "A loom").GetByAltText("Two")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    private static ILocator Description(ILocator dialog) => dialog.GetByLabel("Description for people who do not see the picture");

    private static async Task<ILocator> WriteAsync(IPage page)
    {
        await SettleHistoryAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" }).ClickAsync();
        return page.GetByRole(AriaRole.Dialog);
    }

    private static async Task<ILocator> EditAsync(IPage page)
    {
        await SettleHistoryAsync(page);
        await Tweet(page, "A loom").GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Edit" }).ClickAsync();
        return page.GetByRole(AriaRole.Dialog, new() { Name = "Edit tweet" });
    }

    /// <summary>Pastes or drops a file into the composer of the screen, as the browser does.</summary>
    private static async Task TransferAsync(IPage page, string type, byte[] file) => await page.EvaluateAsync(
        """
        ([type, file]) => {
          const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0))
          const data = new DataTransfer()
          data.items.add(new File([bytes], 'a.png', { type: bytes[0] === 0xff ? 'image/jpeg' : 'image/png' }))
          const options = { bubbles: true, cancelable: true, dataTransfer: data, clipboardData: data }
          const event = type === 'paste' ? new ClipboardEvent(type, options) : new DragEvent(type, options)
          document.querySelector('form.composer textarea').dispatchEvent(event)
        }
        """,
        new[] { type, Convert.ToBase64String(file) });
}
