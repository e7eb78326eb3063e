using System.Net;
using System.Net.Sockets;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Messages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

public sealed class ReconnectTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task After_a_restart_of_the_server_no_tweets_or_notifications_are_missing()
    {
        using var folder = new TempFolder();
        string[] settings = [$"--urls=http://127.0.0.1:{FreePort()}", $"--database={folder.File("kept.db")}"];
        var page = await StartAndReadAsync(settings);
        await Expect(page.GetByText("No connection to the server.")).ToBeVisibleAsync();

        await using var restarted = await RunningLinnet.StartAsync(settings);
        using var http = restarted.ClientFor((await restarted.LogInAsync("bob"))["access_token"]!.GetValue<string>());
        var bob = new Person("bob", 2, http);
        await bob.LikeAsync(1);
        await bob.TweetAsync("I am back");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "1 new tweet" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Notifications, 1 unread" })).ToBeVisibleAsync();
        await Expect(page.GetByText("No connection to the server.")).ToBeHiddenAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task After_a_restart_of_the_server_the_open_conversation_lacks_no_message()
    {
        using var folder = new TempFolder();
        string[] settings = [$"--urls=http://127.0.0.1:{FreePort()}", $"--database={folder.File("kept.db")}"];
        IPage page;
        await using (var linnet = await RunningLinnet.StartAsync(settings))
        {
            var (ada, bob) = (await linnet.JoinAsync("ada"), await linnet.JoinAsync("bob"));
            await ada.FollowAsync(bob);
            await bob.WriteToAsync("Before", ada);
            page = await OpenAsync(server: linnet.Address);
            await LogInAsync(page, "ada");
            await GoAsync(page, "/messages/1");
            await Expect(page.Locator("[data-message] .bubble")).ToHaveTextAsync(["Before"]);
            // The page is live: a server that it has never been connected to cannot be lost.
            await bob.SendAsync(1, "Live");
            await Expect(page.Locator("[data-message] .bubble")).ToHaveTextAsync(["Before", "Live"]);
        }
        await Expect(page.GetByText("No connection to the server.")).ToBeVisibleAsync();

        await using var restarted = await RunningLinnet.StartAsync(settings);
        using var http = restarted.ClientFor((await restarted.LogInAsync("bob"))["access_token"]!.GetValue<string>());
        var returned = new Person("bob", 2, http);
        await returned.SendAsync(1, "During");
        await returned.DeleteAsync("/conversations/1/messages/1");
        await Expect(page.Locator("[data-message] .bubble")).ToHaveTextAsync(["Live", "During"], new() { Timeout = 30_000 });
    }

    /// <summary>Returns a page that shows the timeline of a server which has stopped.</summary>
    private async Task<IPage> StartAndReadAsync(string[] settings)
    {
        await using var linnet = await RunningLinnet.StartAsync(settings);
        var (ada, bob) = (await linnet.JoinAsync("ada"), await linnet.JoinAsync("bob"));
        await ada.TweetAsync("First of all");
        await ada.FollowAsync(bob);
        var page = await OpenAsync(server: linnet.Address);
        await LogInAsync(page, "ada");
        await Expect(Tweet(page, "First of all")).ToBeVisibleAsync();
        // The page is live: new tweets arrive without a reload.
        await bob.TweetAsync("Here I am");
        await page.GetByRole(AriaRole.Button, new() { Name = "1 new tweet" }).ClickAsync();
        return page;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
