using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;
using static Linnet.Tests.Messages.Talking;

namespace Linnet.Tests.Messages;

/// <summary>Conversations of two: requests, blocks, mutes, read marks.</summary>
public sealed class ConversationTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync("--messages:maxlength=40");
        (_ada, _ben) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task A_pair_has_one_conversation_and_a_follower_gets_it_without_a_request()
    {
        await _ben.FollowAsync(_ada);
        var begun = await _ada.PostAsync("/conversations", new { usernames = new[] { "BEN" }, content = "one" });
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        var id = (await begun.ReadJsonAsync()).Id();
        Assert.Equal($"/conversations/{id}", begun.Headers.Location!.OriginalString);
        var again = await _ben.PostAsync("/conversations", new { usernames = new[] { "ada", "Ada" }, content = "two" });
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var conversation = await again.ReadJsonAsync();
        Assert.Equal((id, "two", false, false), (conversation.Id(), (string?)conversation["last_message"]!["content"], (bool)conversation["is_group"]!, (bool)conversation["is_request"]!));
        Assert.Equal([_ada.Id, _ben.Id], conversation["members"]!.AsArray().Select(Talking.Id));
        Assert.Equal(["one", "two"], await _ada.ContentsAsync(id));
        Assert.Equal([id], await _ben.ConversationsAsync());
        Assert.Equal((1, 0), await _ben.UnreadAsync());
    }

    [Fact]
    public async Task A_stranger_waits_among_the_requests_until_answered_or_accepted_or_refused()
    {
        var id = (await _ada.WriteToAsync("may I?", _ben)).Id();
        Assert.Equal([id], await _ada.ConversationsAsync());
        Assert.Equal([id], await _ben.ConversationsAsync(requests: true));
        Assert.Empty(await _ben.ConversationsAsync());
        Assert.Equal((0, 1), await _ben.UnreadAsync());
        await _ben.DeleteAsync($"/conversations/{id}");
        await AssertRefusedAsync(HttpStatusCode.NotFound, "conversation_not_found", await _ben.GetAsync($"/conversations/{id}"));
        Assert.Equal((0, 0), await _ben.UnreadAsync());
        // The one who wrote does not learn that it was refused.
        Assert.Equal(2, (await _ada.ReadAsync($"/conversations/{id}"))["members"]!.AsArray().Count);

        await _ada.SendAsync(id, "please");
        Assert.Equal([id], await _ben.ConversationsAsync(requests: true));
        var accepted = await (await _ben.PostAsync($"/conversations/{id}/accept")).EnsureSuccessStatusCode().ReadJsonAsync();
        Assert.False((bool)accepted["is_request"]!);
        Assert.Equal(HttpStatusCode.OK, (await _ben.PostAsync($"/conversations/{id}/accept")).StatusCode);
        Assert.Equal((2, 0), await _ben.UnreadAsync());

        var other = await _linnet.JoinAsync();
        var answered = (await other.WriteToAsync("hello", _ben)).Id();
        await _ben.SendAsync(answered, "hello yourself");
        Assert.Equal([answered, id], await _ben.ConversationsAsync());
        // Once accepted it stays so, although ben follows neither.
        await other.SendAsync(answered, "thanks");
        Assert.Equal((4, 0), await _ben.UnreadAsync());
    }

    [Fact]
    public async Task A_block_either_way_closes_the_conversation_and_leaves_it_readable()
    {
        var id = (await _ada.WriteToAsync("hi", _ben)).Id();
        await _ben.SendAsync(id, "hi");
        await _ben.PostAsync("/users/ada/block");
        foreach (var person in new[] { _ada, _ben })
        {
            await AssertRefusedAsync(HttpStatusCode.Forbidden, "blocked", await person.PostAsync($"/conversations/{id}/messages", new { content = "x" }));
            var other = person == _ada ? "ben" : "ada";
            await AssertRefusedAsync(HttpStatusCode.Forbidden, "blocked", await person.PostAsync("/conversations", new { usernames = new[] { other }, content = "x" }));
            await AssertRefusedAsync(
                HttpStatusCode.Forbidden, "blocked", await person.PostAsync("/conversations", new { usernames = new[] { other, (await _linnet.JoinAsync()).Username }, content = "x" }));
            Assert.Equal(["hi", "hi"], await person.ContentsAsync(id));
        }
        // Newest first. Who blocks may fold what the other said; the other sees no difference.
        Assert.Equal([false, true], (await _ben.ReadAsync($"/conversations/{id}/messages")).AsArray().Select(message => (bool)message!["is_hidden"]!));
        Assert.Equal([false, false], (await _ada.ReadAsync($"/conversations/{id}/messages")).AsArray().Select(message => (bool)message!["is_hidden"]!));
        await _ben.DeleteAsync("/users/ada/block");
        await _ada.SendAsync(id, "again");
    }

    [Fact]
    public async Task Of_a_block_and_a_message_at_once_no_message_comes_after_the_block()
    {
        var id = (await _ada.WriteToAsync("hi", _ben)).Id();
        for (var round = 0; round < 20; round++)
        {
            var sending = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _ada.PostAsync($"/conversations/{id}/messages", new { content = "now" })));
            await _ben.PostAsync("/users/ada/block");
            var known = await _ben.ContentsAsync(id);
            await sending;
            Assert.Equal(known, await _ben.ContentsAsync(id));
            await _ben.DeleteAsync("/users/ada/block");
        }
    }

    [Fact]
    public async Task Whom_one_mutes_with_notifications_goes_to_the_requests()
    {
        await _ben.FollowAsync(_ada);
        var id = (await _ada.WriteToAsync("hi", _ben)).Id();
        await _ben.PostAsync("/users/ada/mute", new { notifications = false });
        await _ada.SendAsync(id, "still there");
        Assert.Equal([id], await _ben.ConversationsAsync());
        await _ben.PostAsync("/users/ada/mute", new { notifications = true });
        await _ada.SendAsync(id, "and now?");
        Assert.Equal([id], await _ben.ConversationsAsync(requests: true));
        Assert.Empty(await _ben.ConversationsAsync());
    }

    [Fact]
    public async Task A_removed_conversation_is_gone_until_the_next_message()
    {
        await _ben.FollowAsync(_ada);
        var id = (await _ada.WriteToAsync("one", _ben)).Id();
        Assert.Equal(HttpStatusCode.NoContent, (await _ben.DeleteAsync($"/conversations/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _ben.DeleteAsync($"/conversations/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _ben.PostAsync($"/conversations/{id}/messages", new { content = "x" })).StatusCode);
        Assert.Empty(await _ben.ConversationsAsync());
        await _ada.SendAsync(id, "two");
        Assert.Equal([id], await _ben.ConversationsAsync());
        Assert.Equal(["one", "two"], await _ben.ContentsAsync(id));
        await _ben.DeleteAsync($"/conversations/{id}");
        Assert.Equal(id, (await _ben.WriteToAsync("three", _ada)).Id());
        Assert.Equal(["one", "two", "three"], await _ben.ContentsAsync(id));
    }

    [Fact]
    public async Task Read_marks_only_advance_and_unread_messages_are_counted_exactly()
    {
        await _ben.FollowAsync(_ada);
        var id = (await _ada.WriteToAsync("1", _ben)).Id();
        var ids = new List<long>();
        for (var i = 2; i <= 5; i++)
            ids.Add((await _ada.SendAsync(id, $"{i}")).Id());
        await _ben.SendAsync(id, "my own counts for nothing");
        Assert.Equal((5, 0), await _ben.UnreadAsync());
        Assert.Equal((1, 0), await _ada.UnreadAsync());
        await AssertUnreadAsync(2, ids[1], await _ben.MarkReadAsync(id, ids[1]));
        await AssertUnreadAsync(2, ids[1], await _ben.MarkReadAsync(id, ids[0]));
        await AssertUnreadAsync(2, ids[1], await _ben.MarkReadAsync(id, -1));
        await _ada.DeleteAsync($"/conversations/{id}/messages/{ids[2]}");
        Assert.Equal((1, 0), await _ben.UnreadAsync());
        var all = await (await _ben.MarkReadAsync(id, long.MaxValue)).ReadJsonAsync();
        Assert.Equal(0, (long)all["unread_count"]!);
        // A mark beyond the newest would hide what comes next.
        await _ada.SendAsync(id, "6");
        Assert.Equal((1, 0), await _ben.UnreadAsync());
        Assert.Equal(HttpStatusCode.OK, (await _ben.PostAsync($"/conversations/{id}/read")).StatusCode);
        Assert.Equal((0, 0), await _ben.UnreadAsync());

        static async Task AssertUnreadAsync(long unread, long lastRead, HttpResponseMessage answer)
        {
            var conversation = await answer.EnsureSuccessStatusCode().ReadJsonAsync();
            Assert.Equal((unread, lastRead), ((long)conversation["unread_count"]!, (long)conversation["last_read_id"]!));
        }
    }

    [Fact]
    public async Task Only_the_sender_deletes_a_message_and_then_it_is_gone_for_both()
    {
        var id = (await _ada.WriteToAsync("first", _ben)).Id();
        var second = (await _ada.SendAsync(id, "second")).Id();
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "not_sender", await _ben.DeleteAsync($"/conversations/{id}/messages/{second}"));
        Assert.Equal(HttpStatusCode.NoContent, (await _ada.DeleteAsync($"/conversations/{id}/messages/{second}")).StatusCode);
        await AssertRefusedAsync(HttpStatusCode.NotFound, "message_not_found", await _ada.DeleteAsync($"/conversations/{id}/messages/{second}"));
        Assert.Equal(["first"], await _ben.ContentsAsync(id));
        Assert.Equal("first", (string?)(await _ben.ReadAsync($"/conversations/{id}"))["last_message"]!["content"]);
        var elsewhere = (await _ada.WriteToAsync("x", await _linnet.JoinAsync())).Id();
        var there = (await _ada.ReadAsync($"/conversations/{elsewhere}"))["last_message"].Id();
        await AssertRefusedAsync(HttpStatusCode.NotFound, "message_not_found", await _ada.DeleteAsync($"/conversations/{id}/messages/{there}"));
    }

    [Fact]
    public async Task Bad_input_names_what_is_wrong()
    {
        await AssertInvalidAsync("too_short", "usernames", new { usernames = Array.Empty<string>(), content = "x" });
        await AssertInvalidAsync("too_long", "usernames", new { usernames = Enumerable.Repeat("ben", 10), content = "x" });
        await AssertInvalidAsync("list_type", "usernames", new { usernames = "ben", content = "x" });
        await AssertInvalidAsync("string_type", "1", new { usernames = new object[] { "ben", 7 }, content = "x" });
        await AssertInvalidAsync("string_too_short", "content", new { usernames = new[] { "ben" }, content = "" });
        await AssertInvalidAsync("value_error", "content", new { usernames = new[] { "ben" }, content = " \n" });
        await AssertInvalidAsync("string_too_long", "content", new { usernames = new[] { "ben" }, content = new string('x', 41) });
        Assert.Equal(HttpStatusCode.Created, (await _ada.PostAsync("/conversations", new { usernames = new[] { "ben" }, content = string.Concat(Enumerable.Repeat("🐦", 40)) })).StatusCode);
        await AssertRefusedAsync(HttpStatusCode.NotFound, "user_not_found", await _ada.PostAsync("/conversations", new { usernames = new[] { "nobody" }, content = "x" }));
        await AssertRefusedAsync(HttpStatusCode.BadRequest, "cannot_message_self", await _ada.PostAsync("/conversations", new { usernames = new[] { "ada" }, content = "x" }));

        async Task AssertInvalidAsync(string type, string place, object draft)
        {
            var answer = await _ada.PostAsync("/conversations", draft);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            var error = (await answer.ReadJsonAsync())["detail"]![0]!;
            Assert.Equal((type, place), ((string?)error["type"], error["loc"]!.AsArray()[^1]!.ToString()));
        }
    }

    [Fact]
    public async Task Lists_are_paged_by_their_links()
    {
        var expected = new List<long>();
        foreach (var name in new[] { "cyd", "dee", "eve", "fay", "gus" })
            expected.Insert(0, (await _ada.WriteToAsync($"hello {name}", await _linnet.JoinAsync(name))).Id());
        // The oldest moves to the top.
        await _ada.SendAsync(expected[^1], "once more");
        expected = [expected[^1], .. expected[..^1]];
        Assert.Equal(expected, await WalkAsync("/conversations?limit=2"));
        var id = expected[0];
        for (var i = 0; i < 5; i++)
            await _ada.SendAsync(id, $"{i}");
        Assert.Equal((await _ada.ReadAsync($"/conversations/{id}/messages?limit=100")).AsArray().Select(Talking.Id), await WalkAsync($"/conversations/{id}/messages?limit=2"));

        async Task<List<long>> WalkAsync(string path)
        {
            var ids = new List<long>();
            while (true)
            {
                var answer = await _ada.GetAsync(path);
                var page = (await answer.ReadJsonAsync()).AsArray();
                ids.AddRange(page.Select(Talking.Id));
                if (page.Count is 0)
                    return ids;
                path = answer.Headers.GetValues("Link").Single().Split('<', '>')[1];
            }
        }
    }
}
