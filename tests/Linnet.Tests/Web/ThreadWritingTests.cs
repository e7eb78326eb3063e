using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Threads in the composer: writing, removing, reloading, saving, and a tweet that is rejected.</summary>
public sealed class ThreadWritingTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task A_thread_of_three_survives_a_reload_and_is_posted_in_one_request()
    {
        var ada = await Linnet.JoinAsync("ada");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        var posts = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Method is "POST" && request.Url.Contains("/tweets", StringComparison.Ordinal))
                posts.Add(new Uri(request.Url).AbsolutePath);
        };
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(Button(dialog, "add-part")).ToHaveCountAsync(0);
        await First(dialog).FillAsync("One of three");
        await AddAsync(dialog, 2, "Two of three");
        await AddAsync(dialog, 3, "Too much");
        await AddAsync(dialog, 4, "Three of three");
        await Expect(Button(dialog, "schedule")).ToHaveCountAsync(0);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 360"));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove tweet 3" }).ClickAsync();
        await Expect(Text(dialog, 2)).ToBeFocusedAsync();
        await Expect(Text(dialog, 3)).ToHaveValueAsync("Three of three");

        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" }).ClickAsync();
        await Expect(First(dialog)).ToHaveValueAsync("One of three");
        await Expect(Text(dialog, 2)).ToHaveValueAsync("Two of three");
        await Text(dialog, 3).PressAsync("Control+Enter");
        await Expect(page.GetByText("Your thread was posted.")).ToBeVisibleAsync();
        foreach (var text in new[] { "One of three", "Two of three", "Three of three" })
            await Expect(Button(Tweet(page, text), "like")).ToBeVisibleAsync();
        Assert.Equal(["/tweets/thread"], posts);
        var tweets = (await ada.ReadAsync("/tweets/user/ada")).AsArray();
        Assert.Equal(["Three of three", "Two of three", "One of three"], tweets.Select(tweet => (string?)tweet!["content"]));
        Assert.Equal((long)tweets[1]!["id"]!, (long)tweets[0]!["reply_to_id"]!);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task The_options_are_those_of_the_whole_thread_and_the_poll_is_of_the_first()
    {
        var ada = await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var box = page.Locator("form.composer");
        await First(box).FillAsync("Which one?");
        await AddAsync(box, 2, "The reasons");
        await Button(box, "poll").ClickAsync();
        await box.GetByLabel("Option 1").FillAsync("Looms");
        await box.GetByLabel("Option 2").FillAsync("Engines");
        await Button(box, "options").ClickAsync();
        await box.GetByLabel("Visible to").SelectOptionAsync("followers");
        await box.GetByRole(AriaRole.Button, new() { Name = "Post all" }).ClickAsync();
        await Expect(page.GetByText("Your thread was posted.")).ToBeVisibleAsync();
        await Expect(Text(box, 2)).ToHaveCountAsync(0);
        var tweets = (await ada.ReadAsync("/tweets/user/ada")).AsArray();
        Assert.All(tweets, tweet => Assert.Equal("followers", (string?)tweet!["visibility"]));
        Assert.Equal([false, true], tweets.Select(tweet => tweet!["poll"] is not null));
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task An_error_in_the_second_tweet_opens_the_dialog_and_marks_that_tweet()
    {
        var ada = await Linnet.JoinAsync("ada");
        for (var number = 0; number < 21; number++)
            PlainSql.Execute(Linnet.Database, $"insert into users (username, email, hashed_password, created_at) values ('u{number}', 'u{number}@example.org', 'x', 1)");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var box = page.Locator("form.composer");
        await First(box).FillAsync("One");
        await AddAsync(box, 2, string.Join(' ', Enumerable.Range(0, 21).Select(number => $"@u{number}")));
        await AddAsync(box, 3, "Three");
        await box.GetByRole(AriaRole.Button, new() { Name = "Post all" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your thread was not posted. Tweet 2:");
        await Expect(Text(dialog, 2)).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(Text(dialog, 2)).ToBeFocusedAsync();
        await Expect(Text(dialog, 3)).ToHaveValueAsync("Three");
        Assert.Empty((await ada.ReadAsync("/tweets/user/ada")).AsArray());
        await Text(dialog, 2).FillAsync("Two");
        await Expect(Text(dialog, 2)).Not.ToHaveAttributeAsync("aria-invalid", "true");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Post all" }).ClickAsync();
        await Expect(page.GetByText("Your thread was posted.")).ToBeVisibleAsync();
        Assert.Equal(["Three", "Two", "One"], (await ada.ReadAsync("/tweets/user/ada")).AsArray().Select(tweet => (string?)tweet!["content"]));
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_thread_is_saved_to_the_drafts_opened_and_posted()
    {
        var (ada, ben) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("ben"));
        var question = await ben.TweetAsync("A question");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, $"/tweet/{question}");
        await Button(Tweet(page, "A question"), "reply").First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Reply" });
        await First(dialog).FillAsync("An answer");
        await AddAsync(dialog, 2, "and more");
        await Button(dialog, "save-draft").ClickAsync();
        await Expect(page.GetByText("Saved to your drafts.")).ToBeVisibleAsync();
        var body = (await ada.ReadAsync("/drafts"))[0]!["body"]!;
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse($$"""{"tweets":[{"content":"An answer","reply_to_id":{{question}}},{"content":"and more"}]}"""), body), body.ToJsonString());
        await GoAsync(page, "/my/drafts");
        await Expect(page.GetByText("Thread of 2")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        await Expect(Text(dialog, 2)).ToHaveValueAsync("and more");
        await Text(dialog, 2).FillAsync("and much more");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Post all" }).ClickAsync();
        await Expect(page.GetByText("Your thread was posted.")).ToBeVisibleAsync();
        Assert.Empty((await ada.ReadAsync("/drafts")).AsArray());
        var tweets = (await ada.ReadAsync("/tweets/user/ada")).AsArray();
        Assert.Equal(["and much more", "An answer"], tweets.Select(tweet => (string?)tweet!["content"]));
        Assert.Equal(question, (long)tweets[1]!["reply_to_id"]!);
        Assert.Empty(Errors);
    }

    private static ILocator First(ILocator composer) => composer.GetByRole(AriaRole.Textbox).First;

    private static ILocator Text(ILocator composer, int number) =>
        composer.GetByRole(AriaRole.Textbox, new() { Name = $"Tweet {number} of the thread" });

    private static async Task AddAsync(ILocator composer, int number, string text)
    {
        await Button(composer, "add-part").ClickAsync();
        await Expect(Text(composer, number)).ToBeFocusedAsync();
        await Text(composer, number).FillAsync(text);
    }
}
