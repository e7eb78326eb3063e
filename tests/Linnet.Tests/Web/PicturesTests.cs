using Linnet.Tests.Fixtures;
using Linnet.Tests.Media;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Pictures of tweets: grids, the dialog with the full picture, covers, animations, and where tweets are quoted.</summary>
public sealed class PicturesTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task The_full_picture_opens_by_keyboard_and_returns_the_focus()
    {
        var ada = await Linnet.JoinAsync("ada");
        await ada.TweetPicturesAsync(
            "Two looms", false, (TestPicture.Jpeg(400, 300), "Four quarters", null), (TestPicture.Png(), null, null), (TestPicture.Png(90, 90), "Small", null));
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        var card = Tweet(page, "Two looms");
        await Expect(card.Locator("[data-pictures='3'] img.loaded")).ToHaveCountAsync(3);
        await Button(card, "view").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "Picture 1 of 3" });
        await Expect(dialog.GetByAltText("Four quarters")).ToBeVisibleAsync();
        await Expect(dialog.GetByText("Four quarters")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.querySelector('dialog[open] img').src.endsWith('.jpg')"));
        await page.Keyboard.PressAsync("ArrowLeft");
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Picture 2 of 3" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByAltText("Picture without a description")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Picture 3 of 3" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Next picture" })).ToBeDisabledAsync();
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("+");
        await Expect(dialog.Locator("img")).ToHaveCSSAsync("transform", "matrix(1.5, 0, 0, 1.5, 0, 0)");
        await page.Keyboard.PressAsync("0");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Zoom out" })).ToBeDisabledAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(Button(card, "view").First).ToBeFocusedAsync();

        // Back closes it and stays on the screen.
        await SettleHistoryAsync(page);
        await page.Keyboard.PressAsync("Enter");
        await Expect(dialog).ToBeVisibleAsync();
        await Eventually.TrueAsync(() => page.EvaluateAsync<bool>("history.state?.layer === true"), "the dialog has an entry in the history");
        await page.GoBackAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(card).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Fingers_swipe_pinch_and_double_tap()
    {
        var ada = await Linnet.JoinAsync("ada");
        await ada.TweetPicturesAsync("Two looms", false, (TestPicture.Jpeg(1200, 900), "One", null), (TestPicture.Jpeg(1200, 900), "Two", null));
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        await Button(Tweet(page, "Two looms"), "view").First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByAltText("One")).ToBeVisibleAsync();
        var touch = await page.Context.NewCDPSessionAsync(page);
        await TouchAsync(touch, "touchStart", (300, 400));
        await TouchAsync(touch, "touchMove", (200, 402));
        await TouchAsync(touch, "touchMove", (100, 404));
        await TouchAsync(touch, "touchEnd");
        await Expect(dialog.GetByAltText("Two")).ToBeVisibleAsync();
        await TouchAsync(touch, "touchStart", (150, 400), (210, 400));
        await TouchAsync(touch, "touchMove", (120, 400), (240, 400));
        await TouchAsync(touch, "touchEnd");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Zoom out" })).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("0");
        for (var tap = 0; tap < 2; tap++)
        {
            await TouchAsync(touch, "touchStart", (180, 400));
            await TouchAsync(touch, "touchEnd");
        }
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Zoom out" })).ToBeEnabledAsync();
        // Enlarged, a finger moves the picture and does not leave it.
        await TouchAsync(touch, "touchStart", (100, 400));
        await TouchAsync(touch, "touchMove", (300, 400));
        await TouchAsync(touch, "touchEnd");
        await Expect(dialog.GetByAltText("Two")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_description_is_shown_on_request_and_the_focal_point_stays_visible()
    {
        var ada = await Linnet.JoinAsync("ada");
        await ada.TweetPicturesAsync("A loom", false, (TestPicture.Jpeg(), "Four quarters", "1,-0.5"));
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "ada");
        var card = Tweet(page, "A loom");
        await Expect(card.GetByAltText("Four quarters")).ToHaveCSSAsync("object-position", "100% 75%");
        await Expect(card.GetByRole(AriaRole.Status)).ToHaveCountAsync(0);
        await Button(card, "alt").ClickAsync();
        await Expect(card.GetByText("Four quarters")).ToBeVisibleAsync();
        await Expect(Button(card, "alt")).ToHaveAttributeAsync("aria-expanded", "true");
        // The placeholder has the colours of the picture: red at its left top.
        var pixel = await page.EvaluateAsync<int[]>("[...document.querySelector('article canvas').getContext('2d').getImageData(1, 1, 1, 1).data]");
        Assert.True(pixel[0] > pixel[1] && pixel[0] > pixel[2], string.Join(',', pixel));
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= 360"));
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Sensitive_pictures_are_covered_until_the_viewer_asks()
    {
        var ada = await Linnet.JoinAsync("ada");
        var id = await ada.TweetPicturesAsync("Not for everyone", true, (TestPicture.Jpeg(), "One", null), (TestPicture.Png(), "Two", null));
        var bob = await Linnet.JoinAsync("bob");
        await bob.TweetAsync("Look at this", retweetOf: id);
        var page = await OpenAsync();
        var files = new List<string>();
        page.Request += (_, request) => files.AddRange(request.Url.Contains("/media/files/", StringComparison.Ordinal) ? [request.Url] : []);
        await LogInAsync(page, "ada");
        await GoAsync(page, "/explore");
        var card = page.Locator($"article[data-tweet='{id}']");
        await Expect(Button(card, "show-pictures")).ToHaveTextAsync("Show pictures");
        await Expect(Tweet(page, "Look at this").GetByText("Sensitive pictures")).ToBeVisibleAsync();
        Assert.Empty(files);
        await Button(card, "show-pictures").ClickAsync();
        await Expect(card.Locator("img.loaded")).ToHaveCountAsync(2);
        // The viewer's choice lasts while the page is open.
        await page.GetByRole(AriaRole.Link, new() { Name = "Home", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Explore", Exact = true }).ClickAsync();
        await Expect(card.GetByAltText("One")).ToBeVisibleAsync();
        await Button(card, "hide-pictures").ClickAsync();
        await Expect(Button(card, "show-pictures")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Theory]
    [InlineData(ReducedMotion.Reduce)]
    [InlineData(ReducedMotion.NoPreference)]
    public async Task Animations_wait_for_viewers_who_asked_for_less_motion(ReducedMotion motion)
    {
        var ada = await Linnet.JoinAsync("ada");
        await ada.TweetPicturesAsync("It moves", false, (TestPicture.Gif(), "Colours", null));
        var page = await OpenAsync();
        await page.EmulateMediaAsync(new() { ReducedMotion = motion });
        await LogInAsync(page, "ada");
        var card = Tweet(page, "It moves");
        var (still, moving) = (card.Locator("img[src$='-small.webp']"), card.Locator("img[src$='.webp']:not([src$='-small.webp'])"));
        var isStill = motion is ReducedMotion.Reduce;
        await Expect(isStill ? still : moving).ToBeVisibleAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = isStill ? "Play GIF" : "Pause GIF" }).ClickAsync();
        await Expect(isStill ? moving : still).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task Quotes_reposts_and_notifications_show_them()
    {
        var (ada, bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
        var id = await ada.TweetPicturesAsync("", false, (TestPicture.Jpeg(), "Four quarters", null));
        await bob.TweetAsync("Look at this", retweetOf: id);
        await bob.LikeAsync(id);
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, "/explore");
        var quote = Tweet(page, "Look at this").Locator("a.quote");
        await Expect(quote.GetByAltText("Four quarters")).ToBeVisibleAsync();
        await Expect(quote.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await GoAsync(page, "/inbox");
        await Expect(page.Locator("[data-notification=like] img")).ToBeVisibleAsync();
        await GoAsync(page, $"/tweet/{id}");
        await Expect(page.Locator($"article[data-tweet='{id}']").GetByAltText("Four quarters")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    private static async Task TouchAsync(ICDPSession session, string type, params (int X, int Y)[] points) =>
        await session.SendAsync("Input.dispatchTouchEvent", new Dictionary<string, object>
        {
            ["type"] = type,
            ["touchPoints"] = points.Select((point, id) => new Dictionary<string, object> { ["x"] = point.X, ["y"] = point.Y, ["id"] = id }).ToArray(),
        });
}
