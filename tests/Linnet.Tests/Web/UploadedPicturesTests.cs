using Linnet.Tests.Media;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Uploads that fail, are sent again, are cancelled, or are waited for; and pictures of the profile.</summary>
public sealed class UploadedPicturesTests(Chromium chromium) : BrowserTest(chromium)
{
    private const string Uploads = "**/media";

    [Fact]
    public async Task An_upload_that_failed_says_why_and_is_sent_again()
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        var dialog = await WriteAsync(page);
        await page.RouteAsync(Uploads, route => route.AbortAsync());
        await dialog.Locator("input[type=file]").SetInputFilesAsync(WebPictures.Jpeg());
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("Cannot reach the server.");
        await Expect(dialog.Locator("button[type=submit]")).ToBeDisabledAsync();
        await page.UnrouteAsync(Uploads);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Try again to upload picture 1" }).ClickAsync();
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await Expect(dialog.Locator("button[type=submit]")).ToBeEnabledAsync();

        // What cannot succeed is not offered again.
        await dialog.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "c.png", MimeType = "image/png", Buffer = "<svg/>"u8.ToArray() });
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToContainTextAsync("JPEG, PNG, WebP, GIF or AVIF");
        await Expect(Button(dialog, "retry")).ToHaveCountAsync(0);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove picture 2" }).ClickAsync();
        await dialog.Locator("button[type=submit]").ClickAsync();
        await Expect(page.GetByText("Your tweet was posted.")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_busy_server_is_asked_again()
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var tries = 0;
        await page.RouteAsync(Uploads, route => Interlocked.Increment(ref tries) > 1 ? route.ContinueAsync() : route.FulfillAsync(new()
        {
            Status = 503,
            ContentType = "application/json",
            Headers = new Dictionary<string, string> { ["Retry-After"] = "1" },
            Body = """{"detail":"Too many pictures are being processed, try again","code":"media_busy"}""",
        }));
        await page.Locator("form.composer").AddPicturesAsync(WebPictures.Jpeg());
        await Expect(page.Locator("form.composer button[type=submit]")).ToBeEnabledAsync();
        Assert.Equal(2, tries);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_post_waits_for_its_upload_and_a_cancelled_one_is_gone()
    {
        var ada = await Linnet.JoinAsync("ada");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        var gate = new TaskCompletionSource();
        await page.RouteAsync(Uploads, async route =>
        {
            await gate.Task;
            await route.ContinueAsync();
        });
        var dialog = await WriteAsync(page);
        await dialog.GetByRole(AriaRole.Textbox).First.FillAsync("With a picture");
        await dialog.Locator("input[type=file]").SetInputFilesAsync([WebPictures.Jpeg(), WebPictures.Png()]);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel the upload of picture 2" }).ClickAsync();
        await Expect(dialog.Editors()).ToHaveCountAsync(1);
        await Expect(Button(dialog, "save-draft")).ToBeDisabledAsync();
        await dialog.Locator("button[type=submit]").ClickAsync();
        await Expect(dialog.Locator("button[type=submit]")).ToHaveTextAsync("Uploading…");
        Assert.Empty((await ada.ReadAsync("/tweets/user/ada")).AsArray());
        gate.SetResult();
        await Expect(page.GetByText("Your tweet was posted.")).ToBeVisibleAsync();
        Assert.Single((await ada.ReadAsync("/tweets/user/ada"))[0]!["media"]!.AsArray());
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_tweet_takes_no_fifth_picture()
    {
        await Linnet.JoinAsync("ada");
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var box = page.Locator("form.composer");
        await box.AddPicturesAsync(WebPictures.Jpeg(), WebPictures.Png(), WebPictures.Jpeg());
        await box.Locator("input[type=file]").SetInputFilesAsync([WebPictures.Jpeg(), WebPictures.Png()]);
        await Expect(page.GetByText("A tweet has at most 4 pictures.")).ToBeVisibleAsync();
        await Expect(box.Editors()).ToHaveCountAsync(4);
        await Expect(Button(box, "pictures")).ToBeDisabledAsync();
    }

    [Fact]
    public async Task A_new_avatar_and_header_are_on_the_profile_and_in_the_feed()
    {
        var ada = await Linnet.JoinAsync("ada");
        await ada.TweetAsync("Before the picture");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await Expect(Tweet(page, "Before the picture").Locator(".avatar")).ToHaveTextAsync("A");
        await page.EvaluateAsync("document.querySelector('a[href=\"/@ada\"]').click()");
        await page.GetByRole(AriaRole.Link, new() { Name = "Edit profile" }).ClickAsync();
        var avatar = page.GetByRole(AriaRole.Group, new() { Name = "Profile picture" });
        await avatar.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "c.png", MimeType = "image/png", Buffer = [1, 2, 3] });
        await Expect(avatar.GetByRole(AriaRole.Alert)).ToContainTextAsync("not a picture");
        await avatar.Locator("input[type=file]").SetInputFilesAsync(WebPictures.Jpeg());
        await Expect(page.GetByText("Your profile picture was changed.")).ToBeVisibleAsync();
        await Expect(avatar.Locator("img")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Header" }).Locator("input[type=file]").SetInputFilesAsync(WebPictures.Png());
        await Expect(page.GetByText("Your header was changed.")).ToBeVisibleAsync();
        // Without a reload, also in the tweet that was loaded before.
        await page.GoBackAsync();
        await Expect(page.Locator(".portrait img")).ToHaveAttributeAsync("src", (string)(await ada.ReadAsync("/users/me"))["avatar_url"]!);
        await Expect(page.Locator(".band img")).ToBeVisibleAsync();
        await Expect(Tweet(page, "Before the picture").Locator(".avatar img[src$='-small.webp']")).ToBeVisibleAsync();
        await GoAsync(page, "/settings");
        await Button(page.GetByRole(AriaRole.Main), "remove-avatar").ClickAsync();
        await Expect(page.GetByText("Your profile picture was removed.")).ToBeVisibleAsync();
        Assert.Null((await ada.ReadAsync("/users/me"))["avatar_url"]);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task The_initials_stay_where_an_avatar_does_not_load()
    {
        var ada = await Linnet.JoinAsync("ada");
        await ada.TryUploadAsync(TestPicture.Jpeg(), path: "/users/me/avatar");
        await ada.TweetAsync("A face");
        var page = await OpenAsync();
        await page.RouteAsync("**/media/files/*", route => route.AbortAsync());
        await LogInAsync(page, "ada");
        await Expect(Tweet(page, "A face").Locator(".avatar")).ToHaveTextAsync("A");
    }

    private static async Task<ILocator> WriteAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" }).ClickAsync();
        return page.GetByRole(AriaRole.Dialog);
    }
}
