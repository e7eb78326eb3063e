using System.Text.RegularExpressions;
using Linnet.Realtime;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Docs;

/// <summary>The example of <c>docs/realtime.md</c>, as it stands there, in a browser; and the figures that the page gives.</summary>
public sealed partial class RealtimePageTests
{
    private static readonly string Docs = File.ReadAllText(Path.Combine(Repository.Root, "docs", "realtime.md"));

    [Fact]
    public async Task The_example_receives_events_and_after_a_break_what_it_missed()
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var (ada, bob) = (await linnet.JoinAsync("ada"), await linnet.JoinAsync("bob"));
        var id = await ada.TweetAsync("hello");
        // As if it came from the server: what a test slips in under an address counts as from nowhere, and may open no socket.
        // The server's own answers let no page made of them do anything, so their policy is left aside.
        await using var browser = await BrowserPage.OpenAsync(linnet.Address, bypassPolicy: true);
        var page = browser.Page;
        await page.GotoAsync("/health");
        await page.SetContentAsync(Example().Match(Docs).Groups["html"].Value);
        await page.Locator("[name=username]").FillAsync("ada");
        await page.Locator("[name=password]").FillAsync(RunningLinnet.Password);
        await page.GetByRole(AriaRole.Button).ClickAsync();
        var heard = page.Locator("li");
        await Expect(heard).ToHaveTextAsync(["connection_established "]);
        await bob.LikeAsync(id);
        await Expect(heard).ToHaveTextAsync(["connection_established ", "new_like bob"]);

        linnet.Services.GetRequiredService<LiveHub>().Connections.Single().Close(CloseReason.TryLater);
        await bob.FollowAsync(ada);
        await Expect(heard).ToHaveTextAsync(["connection_established ", "new_like bob", "connection_established ", "new_follow bob"]);

        linnet.Services.GetRequiredService<LiveHub>().Connections.Single().Close(CloseReason.Expired);
        await Expect(heard.Last).ToHaveTextAsync("Log in again");
    }

    [Fact]
    public void The_limits_are_those_of_the_settings()
    {
        var options = new RealtimeOptions();
        string[] rows =
        [
            $"| connections of an account | {options.ConnectionsPerAccount} |",
            $"| a message from a client | {options.MaxMessageBytes / 1024} KiB |",
            $"| messages from an account, over all its sockets | {options.MessagesPerMinute} a minute |",
            $"| broadcasts from an account | {options.BroadcastsPerMinute} a minute, 280 characters each |",
            $"| messages that wait for a slow reader | {options.QueueLength}, or {options.QueueKilobytes} KiB |",
            $"| an answer to the server's ping | {options.PongTimeoutSeconds} seconds; a ping comes after {options.PingSeconds} silent seconds |",
        ];
        Assert.All(rows, row => Assert.Contains(row, Docs, StringComparison.Ordinal));
        Assert.Contains($"A comment comes every {options.StreamCommentSeconds} seconds", Docs, StringComparison.Ordinal);
    }

    [GeneratedRegex("```html\n(?<html>.+?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();
}
