using System.Text.Json;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Media;
using Linnet.Tests.Messages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Every screen, on phones and desktops, in the light and dark themes.</summary>
public sealed class ScreensTests(Chromium chromium) : BrowserTest(chromium)
{
    /// <summary>Set to 1 to renew the screenshots of the README.</summary>
    private const string RenewVariable = "LINNET_TESTS_RENEW";

    private static readonly string[] InReadme =
        ["home-1280-light.png", "tweet-1280-dark.png", "notifications-1280-light.png", "home-360-light.png", "profile-360-dark.png", "compose-360-dark.png"];

    private static readonly string Axe = Path.Combine(Repository.Root, "src", "web", "node_modules", "axe-core", "axe.min.js");

    private static readonly (string Name, string Path)[] Open = [("login", "/login"), ("signup", "/signup")];

    private static readonly (string Name, string Path)[] Own =
    [
        ("home", "/"), ("explore", "/explore"), ("people", "/people"), ("notifications", "/inbox"), ("settings", "/settings"),
        ("tweet", "/tweet/2"), ("profile", "/@grace"), ("followers", "/@ada/followers"), ("missing", "/tweet/999"), ("nowhere", "/nosuchpage"),
        ("blocks", "/settings/blocks"), ("mutes", "/settings/mutes"), ("filters", "/settings/filters"), ("transfer", "/settings/transfer"), ("requests", "/inbox/requests"), ("likes", "/tweet/2/likes"),
        ("reposts", "/tweet/4/reposts"), ("quotes", "/tweet/3/quotes"), ("hidden", "/tweet/1/hidden"), ("tag", "/tag/computing"), ("history", "/tweet/2/history"), ("bookmarks", "/my/bookmarks"), ("drafts", "/my/drafts"), ("scheduled", "/my/scheduled"), ("lists", "/my/lists"), ("list", "/list/1"), ("members", "/list/1/members"), ("stranger", "/@rude"), ("warned", "/@alan"),
        ("messages", "/messages"), ("message-requests", "/messages/requests"), ("message-search", "/messages?q=e"), ("conversation", "/messages/1"), ("group", "/messages/2"),
        ("message-request", "/messages/3"), ("closed", "/messages/4"), ("no-conversation", "/messages/999"),
    ];

    [Theory]
    [InlineData(360, 740)]
    [InlineData(1280, 900)]
    public async Task Screens_are_accessible_and_fit(int width, int height)
    {
        await FurnishAsync();
        var page = await OpenAsync(width, height);
        foreach (var screen in Open)
            await VisitAsync(page, screen, width);
        await LogInAsync(page, "ada");
        foreach (var screen in Own)
            await VisitAsync(page, screen, width);
        await GoAsync(page, "/");
        await page.GetByRole(AriaRole.Button, new() { Name = "Write a tweet" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).FillAsync("A tweet of which much is written already. ");
        await CheckAsync(page, "compose", width);
        await Button(page.GetByRole(AriaRole.Dialog), "options").ClickAsync();
        await CheckAsync(page, "options", width);
        await Button(page.GetByRole(AriaRole.Dialog), "poll").ClickAsync();
        await CheckAsync(page, "poll", width);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).First.PressSequentiallyAsync(" @gra");
        await Assertions.Expect(page.GetByRole(AriaRole.Option, new() { Name = "@grace" })).ToBeVisibleAsync();
        await CheckAsync(page, "suggestions", width);
        await page.Keyboard.PressAsync("Escape");
        await Button(page.GetByRole(AriaRole.Dialog), "remove-poll").ClickAsync();
        await Button(page.GetByRole(AriaRole.Dialog), "add-part").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox, new() { Name = "Tweet 2 of the thread" }).FillAsync("And what there was no room for.");
        await CheckAsync(page, "thread-compose", width);
        await Button(page.GetByRole(AriaRole.Dialog), "remove-part").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).AddPicturesAsync(WebPictures.Jpeg("a.jpg", 640, 480), WebPictures.Png());
        await Button(page.GetByRole(AriaRole.Dialog), "describe").First.ClickAsync();
        await CheckAsync(page, "pictures-compose", width);
        await Button(page.GetByRole(AriaRole.Dialog), "remove-picture").First.ClickAsync();
        await Button(page.GetByRole(AriaRole.Dialog), "remove-picture").ClickAsync();
        await Button(page.GetByRole(AriaRole.Dialog), "schedule").ClickAsync();
        await CheckAsync(page, "schedule", width);
        await page.Keyboard.PressAsync("Escape");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save draft" }).ClickAsync();
        await page.Locator("article").First.GetByRole(AriaRole.Button, new() { Name = "More options" }).ClickAsync();
        await CheckAsync(page, "menu", width);
        await page.Keyboard.PressAsync("Escape");
        await GoAsync(page, "/settings/filters");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit Spoilers" }).ClickAsync();
        await CheckAsync(page, "filter", width);
        await page.Keyboard.PressAsync("Escape");
        await GoAsync(page, "/@grace");
        await Button(page.GetByRole(AriaRole.Main), "person").ClickAsync();
        await CheckAsync(page, "person", width);
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Mute @grace" }).ClickAsync();
        await CheckAsync(page, "mute", width);
        await page.Keyboard.PressAsync("Escape");
        await GoAsync(page, "/messages");
        await page.GetByRole(AriaRole.Button, new() { Name = "New message" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "New message" });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add @grace" }).ClickAsync();
        await dialog.GetByLabel("To").FillAsync("nobody_of_this_name");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Expect(dialog.GetByText("does not exist")).ToBeVisibleAsync();
        await CheckAsync(page, "new-message", width);
        await page.Keyboard.PressAsync("Escape");
        await GoAsync(page, "/@alan");
        await Button(Tweet(page, "machine, page 92"), "alt").First.ClickAsync();
        await CheckAsync(page, "pictures", width);
        await Button(Tweet(page, "machine, page 92"), "view").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog).GetByAltText("Four squares of a tape")).ToBeVisibleAsync();
        await CheckAsync(page, "picture", width);
        Assert.Empty(Errors);
    }

    private static async Task VisitAsync(IPage page, (string Name, string Path) screen, int width)
    {
        await GoAsync(page, screen.Path);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await Expect(page.GetByText("Loading")).ToHaveCountAsync(0);
        await CheckAsync(page, screen.Name, width);
    }

    private static async Task CheckAsync(IPage page, string name, int width)
    {
        await CheckAsync(page, name, width, ColorScheme.Dark);
        await CheckAsync(page, name, width, ColorScheme.Light);
    }

    private static async Task CheckAsync(IPage page, string name, int width, ColorScheme scheme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        var picture = $"{name}-{width}-{scheme.ToString().ToLowerInvariant()}.png";
        await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "artifacts", "screens", picture) });
        if (Environment.GetEnvironmentVariable(RenewVariable) is "1" && InReadme.Contains(picture))
            await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "images", picture) });
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than the screen");
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
            await page.EvaluateAsync(await File.ReadAllTextAsync(Axe, TestContext.Current.CancellationToken));
        var errors = await page.EvaluateAsync<JsonElement>(
            "axe.run().then(({ violations }) => violations.map(it => `${it.impact} ${it.id}: ${it.nodes.map(node => node.html).join(' ')}`))");
        Assert.Equal([], errors.EnumerateArray().Select(error => $"{name}: {error}"));
    }

    private async Task FurnishAsync()
    {
        var ada = await JoinAsync("ada", "Ada Lovelace", "Mathematics, machines, poetry. Notes on notes: https://example.org/notes");
        var grace = await JoinAsync("grace", "Grace Hopper", "Rear admiral. I keep a nanosecond in my pocket. #compilers");
        var alan = await JoinAsync("alan", "Alan Turing", "Runner. Can machines think?");
        var mary = await JoinAsync("mary_s", "Mary Somerville", null);
        var weaves = await ada.TweetAsync("The Analytical Engine weaves algebraical patterns just as the Jacquard loom weaves flowers and leaves. #computing");
        var moth = await grace.TweetAsync("@ada And then somebody has to debug the flowers. The first bug was a moth; I taped it into the log book: https://example.org/log (page 92)", replyTo: weaves);
        await grace.PutAsync($"/tweets/{moth}", new { content = "@ada And then somebody has to debug the flowers. The first bug was a moth; I taped it into the log book: https://example.org/log (page 92). It is still there." });
        var ahead = await alan.TweetAsync("We can only see a short distance ahead,\nbut we can see plenty there that needs to be done.");
        var night = await mary.TweetAsync("Clear night over Jedburgh, three planets in one glass. I counted eleven stars that are on no chart. #astronomy");
        await grace.TweetAsync("This is what I tell everyone who says: we have always done it this way.", retweetOf: ahead);
        await ada.PutAsync($"/tweets/{night}/repost", new { });
        await ada.TweetAsync("@grace Tape it into mine, too.", replyTo: moth);
        foreach (var user in new[] { grace, alan, mary })
        {
            await user.FollowAsync(ada);
            await user.LikeAsync(weaves);
        }
        await ada.FollowAsync(grace);
        foreach (var user in new[] { ada, alan, mary })
            await user.LikeAsync(moth);
        await ada.PostAsync($"/tweets/{moth}/bookmark");
        await grace.PostAsync($"/tweets/{moth}/pin");
        await ada.PostAsync("/drafts", new { body = new { content = "The engine might act upon other things besides number, were objects found…", reply_to_id = moth } });
        await ada.PostAsync("/tweets/", new { content = "Good morning, engines of the world.", scheduled_at = TimeProvider.System.GetUtcNow().AddDays(3) });
        await ada.PostAsync("/tweets/", new { content = "And a question that came too late.", scheduled_at = TimeProvider.System.GetUtcNow().AddDays(2) });
        PlainSql.Execute(Linnet.Database, "update scheduled_tweets set state = 1, error_code = 'too_late', error_detail = 'The server could not post it near its time' where id = 2; delete from jobs where key = '2'");
        await ada.PostAsync("/lists", new { name = "Weavers of flowers, leaves and algebraical patterns", is_exclusive = true });
        await ada.PutAsync("/lists/1/members/alan", new { });
        await alan.PostAsync("/tweets/", new { content = "The answer is in the tape.", visibility = "unlisted", content_warning = "Spoilers of a proof", sensitive = true });
        var reply = await mary.TweetAsync("Flowers do not compute.", replyTo: weaves);
        await ada.PostAsync($"/tweets/{reply}/hide");
        var rude = await JoinAsync("rude", "A rude person", null);
        await WriteAsync(ada, grace, alan, mary, rude);
        await ada.PostAsync("/users/rude/block");
        await ada.PostAsync("/users/mary_s/mute", new { duration_seconds = 3600 });
        await ada.PostAsync("/filters", new { title = "Spoilers", words = new[] { "finale", "proof" } });
        await ada.PutAsync("/users/me", new { is_locked = true });
        await alan.TryUploadAsync(TestPicture.Jpeg(), path: "/users/me/avatar");
        await alan.TryUploadAsync(TestPicture.Jpeg(1500, 500), path: "/users/me/header");
        await alan.TweetPicturesAsync(
            "The machine, page 92.", false, (TestPicture.Jpeg(640, 480), "Four squares of a tape", null), (TestPicture.Gif(), null, null), (TestPicture.Png(), "The page after it", "0.5,0"));
        await alan.TweetPicturesAsync("Not for the squeamish.", true, (TestPicture.Jpeg(300, 600), "The machine from below", null));
        var mina = await Linnet.JoinAsync("mina_whose_name_is_thirty_long");
        await mina.PostAsync("/users/ada/follow");
    }

    /// <summary>A conversation of two, a group, a request and a conversation that a block will close.</summary>
    private static async Task WriteAsync(Person ada, Person grace, Person alan, Person mary, Person rude)
    {
        var two = (await grace.WriteToAsync("The moth is in the post: https://example.org/moth", ada)).Id();
        await ada.SendAsync(two, "Thank you. I shall frame it, wings and all, and hang it over the Engine.\n\nWhere did you find it?");
        await grace.SendAsync(two, "Relay 70, panel F.");
        var group = (await ada.WriteToAsync("Tea on Thursday?", grace, alan, mary)).Id();
        await alan.SendAsync(group, "Gladly.");
        await alan.SendAsync(group, "I bring the machine.");
        await grace.SendAsync(group, new string('w', 200));
        await alan.WriteToAsync("Would you read a draft?", ada);
        await ada.WriteToAsync("Hello?", rude);
    }

    private async Task<Person> JoinAsync(string username, string fullName, string? bio)
    {
        var user = await Linnet.JoinAsync(username);
        await user.PutAsync("/users/me", new { full_name = fullName, bio });
        return user;
    }
}
