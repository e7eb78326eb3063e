using Linnet.Tests.Fixtures;
using Linnet.Tests.Messages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Linnet.Tests.Web;

/// <summary>Direct messages between people at different browsers.</summary>
public sealed class MessagesTests(Chromium chromium) : BrowserTest(chromium)
{
    private Person _ada = null!; // Set by InitializeAsync.
    private Person _bob = null!; // Set by InitializeAsync.

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        (_ada, _bob) = (await Linnet.JoinAsync("ada"), await Linnet.JoinAsync("bob"));
    }

    [Fact]
    public async Task Two_people_write_to_each_other_without_reloading_and_a_reload_shows_the_same()
    {
        await FollowEachOtherAsync();
        var (adas, bobs) = (await OpenAsync(), await OpenAsync(360, 740));
        await LogInAsync(adas, "ada");
        await LogInAsync(bobs, "bob");
        await GoAsync(adas, "/@bob");
        await Button(adas.GetByRole(AriaRole.Main), "person").ClickAsync();
        await adas.GetByRole(AriaRole.Menuitem, new() { Name = "Message @bob" }).ClickAsync();
        var dialog = adas.GetByRole(AriaRole.Dialog, new() { Name = "New message" });
        await dialog.GetByLabel("Message").FillAsync("Hello <b>Bob</b>");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(Message(adas, "Hello <b>Bob</b>")).ToBeVisibleAsync();
        await Expect(adas).ToHaveURLAsync(new Uri(Linnet.Address, "/messages/1").ToString());

        await Expect(bobs.GetByRole(AriaRole.Link, new() { Name = "Messages, 1 unread" })).ToBeVisibleAsync();
        await Expect(bobs).ToHaveTitleAsync("(2) Home · Linnet"); // The other is about the follow.
        await bobs.GetByRole(AriaRole.Link, new() { Name = "Messages, 1 unread" }).ClickAsync();
        await bobs.GetByRole(AriaRole.Link, new() { Name = "Hello <b>Bob</b>" }).ClickAsync();
        await Expect(Message(bobs, "Hello <b>Bob</b>")).ToBeVisibleAsync();
        await Expect(bobs.GetByRole(AriaRole.Link, new() { Name = "Messages", Exact = true })).ToBeVisibleAsync();
        await Expect(bobs).ToHaveTitleAsync("(1) ada · Linnet");

        await Field(bobs).FillAsync("Hello");
        await Field(bobs).PressAsync("Shift+Enter");
        await Field(bobs).PressSequentiallyAsync("Ada");
        await Field(bobs).PressAsync("Enter");
        await Expect(Message(adas, "Hello\nAda")).ToBeVisibleAsync();
        await Expect(Field(bobs)).ToHaveValueAsync("");
        await Expect(adas.GetByRole(AriaRole.Link, new() { Name = "Messages", Exact = true })).ToBeVisibleAsync();
        await Eventually.TrueAsync(async () => (await _ada.UnreadAsync()).Unread is 0, "ada has read it");
        await adas.ReloadAsync();
        await Expect(Messages(adas)).ToHaveTextAsync(["Hello <b>Bob</b>", "Hello\nAda"]);
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task An_accepted_request_moves_to_the_conversations_and_a_declined_one_leaves()
    {
        var cyd = await Linnet.JoinAsync("cyd");
        await _ada.WriteToAsync("May I?", _bob);
        await cyd.WriteToAsync("Buy this", _bob);
        var page = await OpenAsync();
        await LogInAsync(page, "bob");
        await page.GetByRole(AriaRole.Link, new() { Name = "Messages", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Messages between you and other people will appear here.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Requests (2)" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Buy this" }).ClickAsync();
        await Expect(Field(page)).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Decline" }).ClickAsync();
        await Expect(page.GetByText("Buy this")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "May I?" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Field(page).FillAsync("You may.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(Message(page, "You may.")).ToBeVisibleAsync();
        await GoAsync(page, "/messages");
        await Expect(page.GetByRole(AriaRole.List, new() { Name = "Conversations" }).GetByRole(AriaRole.Listitem))
            .ToContainTextAsync(["You: You may."]);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Requests", Exact = true })).ToBeVisibleAsync();
        Assert.Equal(["May I?", "You may."], await _ada.ContentsAsync(1));
    }

    [Fact]
    public async Task A_group_shows_who_wrote_and_one_can_leave_it()
    {
        var cyd = await Linnet.JoinAsync("cyd");
        await _ada.FollowAsync(_bob);
        foreach (var person in new[] { _bob, cyd })
            await person.FollowAsync(_ada);
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, "/messages");
        await page.GetByRole(AriaRole.Button, new() { Name = "New message" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "New message" });
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add @bob" }).ClickAsync();
        await dialog.GetByLabel("To").FillAsync("@cyd");
        await dialog.GetByLabel("To").PressAsync("Enter");
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Remove @cyd" })).ToBeVisibleAsync();
        await dialog.GetByLabel("Message").FillAsync("Hello both");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "bob, cyd" })).ToBeVisibleAsync();
        await _bob.SendAsync(1, "Here");
        await cyd.SendAsync(1, "Too");
        await Expect(Message(page, "Here")).ToHaveTextAsync("Here");
        await Expect(page.Locator("[data-message]").Filter(new() { HasText = "Too" })).ToContainTextAsync("cyd");
        await Button(page.GetByRole(AriaRole.Main), "conversation").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Leave group" }).ClickAsync();
        await Button(page.GetByRole(AriaRole.Dialog), "yes").ClickAsync();
        await Expect(page.GetByText("Messages between you and other people will appear here.")).ToBeVisibleAsync();
        Assert.Empty(await _ada.ConversationsAsync());
    }

    [Fact]
    public async Task The_members_of_a_group_see_who_joins_and_who_leaves()
    {
        var (cyd, dee) = (await Linnet.JoinAsync("cyd"), await Linnet.JoinAsync("dee"));
        await FollowEachOtherAsync();
        await dee.FollowAsync(_ada);
        var group = (await _ada.WriteToAsync("Hello", _bob, cyd)).Id();
        var (adas, bobs, dees) = (await OpenAsync(360, 740), await OpenAsync(), await OpenAsync());
        await LogInAsync(bobs, "bob");
        await GoAsync(bobs, $"/messages/{group}");
        await Expect(bobs.GetByRole(AriaRole.Heading, new() { Name = "ada, cyd", Exact = true })).ToBeVisibleAsync();
        await LogInAsync(dees, "dee");
        await GoAsync(dees, "/messages");
        await Expect(dees.GetByText("Messages between you and other people will appear here.")).ToBeVisibleAsync();
        await LogInAsync(adas, "ada");
        await GoAsync(adas, $"/messages/{group}");
        await Button(adas.GetByRole(AriaRole.Main), "conversation").ClickAsync();
        await adas.GetByRole(AriaRole.Menuitem, new() { Name = "Add people" }).ClickAsync();
        var dialog = adas.GetByRole(AriaRole.Dialog, new() { Name = "Add people" });
        await dialog.GetByLabel("Who").FillAsync("bob");
        await dialog.GetByLabel("Who").PressAsync("Enter");
        await Expect(dialog.GetByText("@bob is in this group.")).ToBeVisibleAsync();
        await dialog.GetByLabel("Who").FillAsync("dee");
        await dialog.GetByLabel("Who").PressAsync("Enter");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add to the group" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        foreach (var (page, names) in new[] { (adas, "bob, cyd, dee"), (bobs, "ada, cyd, dee") })
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = names, Exact = true })).ToBeVisibleAsync();
        await Expect(dees.GetByRole(AriaRole.List, new() { Name = "Conversations" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);

        await cyd.DeleteAsync($"/conversations/{group}");
        await Expect(bobs.GetByRole(AriaRole.Heading, new() { Name = "ada, dee", Exact = true })).ToBeVisibleAsync();
        await _bob.DeleteAsync($"/conversations/{group}");
        await Expect(bobs.GetByText("This conversation does not exist, or you are not in it.")).ToBeVisibleAsync();
        Assert.Empty(Errors);
    }

    [Fact]
    public async Task A_deleted_message_leaves_both_screens()
    {
        await FollowEachOtherAsync();
        await _ada.WriteToAsync("Stays", _bob);
        await _ada.SendAsync(1, "Goes");
        var (adas, bobs) = (await OpenAsync(), await OpenAsync());
        foreach (var (page, name) in new[] { (adas, "ada"), (bobs, "bob") })
        {
            await LogInAsync(page, name);
            await GoAsync(page, "/messages/1");
            await Expect(Message(page, "Goes")).ToBeVisibleAsync();
        }
        await Expect(bobs.GetByRole(AriaRole.Button, new() { Name = "Delete message" })).ToHaveCountAsync(0);
        await adas.Locator("[data-message]").Filter(new() { HasText = "Goes" }).GetByRole(AriaRole.Button, new() { Name = "Delete message" }).ClickAsync();
        await Button(adas.GetByRole(AriaRole.Dialog), "yes").ClickAsync();
        await Expect(Messages(adas)).ToHaveTextAsync(["Stays"]);
        await Expect(Messages(bobs)).ToHaveTextAsync(["Stays"]);
    }

    [Fact]
    public async Task A_block_closes_the_conversation_for_both()
    {
        await FollowEachOtherAsync();
        await _ada.WriteToAsync("Hello", _bob);
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, "/messages/1");
        await Expect(Field(page)).ToBeVisibleAsync();
        await _bob.PostAsync("/users/ada/block");
        await Field(page).FillAsync("Are you there?");
        await Field(page).PressAsync("Enter");
        await Expect(page.GetByText("@bob blocked you. You cannot write to each other.")).ToBeVisibleAsync();
        await Expect(Field(page)).ToHaveCountAsync(0);
        var bobs = await OpenAsync();
        await LogInAsync(bobs, "bob");
        await GoAsync(bobs, "/messages/1");
        await Expect(bobs.GetByText("You blocked @ada.")).ToBeVisibleAsync();
        await Expect(bobs.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_text_that_could_not_be_sent_is_kept_and_sent_once()
    {
        await FollowEachOtherAsync();
        await _ada.WriteToAsync("Hello", _bob);
        var page = await OpenAsync();
        await LogInAsync(page, "ada");
        await GoAsync(page, "/messages/1");
        // The message arrives, but its answer does not.
        await page.RouteAsync("**/conversations/1/messages", async route =>
        {
            if (route.Request.Method is not "POST")
            {
                await route.ContinueAsync();
                return;
            }
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await Field(page).FillAsync("Once");
        await Field(page).PressAsync("Enter");
        await Expect(page.GetByText("Not sent.")).ToBeVisibleAsync();
        await page.UnrouteAllAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(page.GetByText("Not sent.")).ToHaveCountAsync(0);
        Assert.Equal(["Hello", "Once"], await _ada.ContentsAsync(1));
        await Field(page).FillAsync("A draft");
        await page.ReloadAsync();
        await Expect(Field(page)).ToHaveValueAsync("A draft");
    }

    [Fact]
    public async Task Older_messages_load_upwards_and_the_end_stays_in_view()
    {
        await FollowEachOtherAsync();
        await _ada.WriteToAsync("Message 0", _bob);
        for (var number = 1; number < 60; number++)
            await _ada.SendAsync(1, $"Message {number}");
        var page = await OpenAsync(360, 740);
        await LogInAsync(page, "bob");
        await GoAsync(page, "/messages/1");
        await Expect(Message(page, "Message 59")).ToBeInViewportAsync();
        await page.GetByRole(AriaRole.Log).HoverAsync();
        for (var turn = 0; turn < 40 && await Message(page, "Message 0").CountAsync() is 0; turn++)
            await page.Mouse.WheelAsync(0, -2_000);
        await Expect(Message(page, "Message 0")).ToHaveCountAsync(1);
        await Expect(Messages(page)).ToHaveCountAsync(60);
    }

    private static ILocator Field(IPage page) => page.GetByRole(AriaRole.Textbox, new() { Name = "Write a message" });

    private static ILocator Messages(IPage page) => page.Locator("[data-message] .bubble");

    private static ILocator Message(IPage page, string text) => Messages(page).GetByText(text, new() { Exact = true });

    private async Task FollowEachOtherAsync()
    {
        await _ada.FollowAsync(_bob);
        await _bob.FollowAsync(_ada);
    }
}
