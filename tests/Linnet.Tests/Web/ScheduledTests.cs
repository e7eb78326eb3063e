using System.Globalization;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Tweets.Scheduled;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Tweets are scheduled in the composer, changed, deleted, and say why they could not be posted.</summary>
public sealed class ScheduledTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string FieldFormat = "yyyy-MM-dd'T'HH:mm";

    [Fact]
    public async Task A_tweet_is_scheduled_by_keyboard_and_survives_a_reload_before()
    {
        var ada = await Linnet.JoinAsync("ada");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "What's happening?" }).FillAsync("Good morning");
        await Button(dialog, "schedule").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var time = dialog.GetByLabel("Post at");
        await Expect(time).ToBeFocusedAsync();
        var send = dialog.Locator("button[type=submit]");
        await Expect(send).ToHaveTextAsync("Schedule");
        await time.FillAsync("2020-01-01T08:00");
        await Expect(dialog.GetByText("Choose a time at least 5 minutes ahead.")).ToBeVisibleAsync();
        await Expect(send).ToBeDisabledAsync();
        await time.FillAsync("");
        await Expect(dialog.GetByText("Choose a day and a time.")).ToBeVisibleAsync();
        var tomorrow = TimeProvider.System.GetLocalNow().AddDays(1).ToString(FieldFormat, CultureInfo.InvariantCulture);
        await time.FillAsync(tomorrow);
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" }).ClickAsync();
        await Expect(time).ToHaveValueAsync(tomorrow);
        await send.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("Scheduled for ")).ToBeVisibleAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(Tweet(page, "Good morning")).ToHaveCountAsync(0);
        var scheduled = (await ada.ReadAsync("/scheduled"))[0]!;
        Assert.Equal(tomorrow, DateTimeOffset.Parse((string)scheduled["scheduled_at"]!, CultureInfo.InvariantCulture).ToLocalTime().ToString(FieldFormat, CultureInfo.InvariantCulture));
        Assert.Empty((await ada.ReadAsync("/tweets/user/ada")).AsArray());
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_scheduled_tweet_is_edited_deleted_and_posted()
    {
        var ada = await Linnet.JoinAsync("ada");
        var poll = new { options = new[] { "Looms", "Engines" }, expires_in = 300 };
        await ada.PostAsync("/tweets/", new { content = "Helo", poll, scheduled_at = TimeProvider.System.GetUtcNow().AddDays(2) });
        await ada.PostAsync("/tweets/", new { content = "Never mind", scheduled_at = TimeProvider.System.GetUtcNow().AddDays(1) });
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await GoAsync(page, "/my/scheduled");
        var list = page.GetByRole(AriaRole.List, new() { Name = "Scheduled tweets" });
        await Expect(list.GetByRole(AriaRole.Listitem).First).ToContainTextAsync("Never mind");
        await list.GetByRole(AriaRole.Button, new() { Name = "Delete “Never mind”" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(list.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);

        // Closed unchanged, it leaves no draft to ask about.
        await list.GetByRole(AriaRole.Button, new() { Name = "Edit “Helo”" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Edit scheduled tweet" });
        await Expect(dialog.GetByLabel("Option 1")).ToHaveValueAsync("Looms");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await list.GetByRole(AriaRole.Button, new() { Name = "Edit “Helo”" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Edit your tweet" }).FillAsync("Hello");
        await dialog.GetByLabel("Option 2").FillAsync("Bees");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(list.GetByRole(AriaRole.Listitem)).ToContainTextAsync("Hello");
        var saved = (await ada.ReadAsync("/scheduled"))[0]!["tweet"]!;
        Assert.Equal(("Hello", "Bees"), ((string?)saved["content"], (string?)saved["poll"]!["options"]![1]));

        ScheduledRowsInPlainSql.MakeDue(Linnet.Database);
        await Eventually.TrueAsync(() => ScheduledRowsInPlainSql.CountJobs(Linnet.Database) is 0, "it is posted");
        await GoAsync(page, "/my/scheduled");
        await Expect(page.GetByText("to have it posted later")).ToBeVisibleAsync();
        await GoAsync(page, "/");
        await Expect(Tweet(page, "Hello")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task One_that_failed_says_why_and_is_scheduled_again()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var parent = await bob.TweetAsync("Soon gone");
        await ada.PostAsync("/tweets/", new { content = "An answer", reply_to_id = parent, scheduled_at = TimeProvider.System.GetUtcNow().AddDays(1) });
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await bob.PutAsync($"/tweets/{parent}/reply_policy", new { policy = "nobody" });
        ScheduledRowsInPlainSql.MakeDue(Linnet.Database);
        await Eventually.TrueAsync(() => ScheduledRowsInPlainSql.CountJobs(Linnet.Database) is 0, "it has failed");
        await GoAsync(page, "/inbox");
        var notice = page.Locator("[data-notification=scheduled_failed]");
        await Expect(notice).ToContainTextAsync("A scheduled tweet could not be posted");
        await notice.GetByRole(AriaRole.Link, new() { Name = "Review scheduled tweets" }).ClickAsync();
        var item = page.Locator("[data-scheduled=failed]");
        await Expect(item).ToContainTextAsync("Not posted: The author of this thread limits who may reply");
        await item.GetByRole(AriaRole.Button, new() { Name = "Edit and reschedule “An answer”" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Edit scheduled tweet" });
        await Expect(dialog.GetByText("Choose a time at least 5 minutes ahead.")).ToBeVisibleAsync();
        await dialog.GetByLabel("Post at").FillAsync(TimeProvider.System.GetLocalNow().AddDays(1).ToString(FieldFormat, CultureInfo.InvariantCulture));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        // Still not allowed: the error and the draft are in the dialog.
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("The author of this thread limits who may reply");
        await bob.PutAsync($"/tweets/{parent}/reply_policy", new { policy = "everyone" });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator("[data-scheduled=waiting]")).ToContainTextAsync("An answer");
        Assert.Equal("waiting", (string?)(await ada.ReadAsync("/scheduled"))[0]!["state"]);
        Assert.Equal(parent, (long)(await ada.ReadAsync("/scheduled"))[0]!["tweet"]!["reply_to_id"]!);
        Assert.Empty(Errors);
    }
}
