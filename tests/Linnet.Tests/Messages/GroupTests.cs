using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;
using static Linnet.Tests.Messages.Talking;

namespace Linnet.Tests.Messages;

/// <summary>Groups: who is in them, and what each of them sees.</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;
    private Person _cyd = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben, _cyd) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"), await _linnet.JoinAsync("cyd"));
        await _ben.FollowAsync(_ada);
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task Members_who_do_not_follow_the_creator_get_a_request_and_accept_each_for_themselves()
    {
        var group = await _ada.WriteToAsync("welcome", _ben, _cyd);
        Assert.True((bool)group["is_group"]!);
        Assert.Equal(3, group["members"]!.AsArray().Count);
        Assert.Equal([group.Id()], await _ben.ConversationsAsync());
        Assert.Equal([group.Id()], await _cyd.ConversationsAsync(requests: true));
        await _ben.SendAsync(group.Id(), "thanks");
        Assert.Equal([group.Id()], await _cyd.ConversationsAsync(requests: true));
        await _cyd.SendAsync(group.Id(), "me too");
        Assert.Equal([group.Id()], await _cyd.ConversationsAsync());
        Assert.Equal(["welcome", "thanks", "me too"], await _ada.ContentsAsync(group.Id()));
        // The same three may have several groups.
        Assert.NotEqual(group.Id(), (await _ada.WriteToAsync("again", _ben, _cyd)).Id());
    }

    [Fact]
    public async Task Who_joins_later_sees_what_is_sent_from_then_on()
    {
        var id = (await _ada.WriteToAsync("before", _ben, _cyd)).Id();
        var dee = await _linnet.JoinAsync("dee");
        await _ben.PostAsync($"/conversations/{id}/members", new { usernames = new[] { "dee", "cyd" } });
        Assert.Empty(await dee.ContentsAsync(id));
        Assert.Null((await dee.ReadAsync($"/conversations/{id}"))["last_message"]);
        Assert.Equal((0, 1), await dee.UnreadAsync());
        await _ada.SendAsync(id, "after");
        Assert.Equal(["after"], await dee.ContentsAsync(id));
        var conversation = (await dee.ReadAsync("/conversations/requests"))[0]!;
        Assert.Equal((1, "after", 4), ((long)conversation["unread_count"]!, (string?)conversation["last_message"]!["content"], conversation["members"]!.AsArray().Count));
        var earlier = (await _ada.ReadAsync($"/conversations/{id}/messages")).AsArray()[^1].Id();
        await AssertRefusedAsync(HttpStatusCode.NotFound, "message_not_found", await dee.DeleteAsync($"/conversations/{id}/messages/{earlier}"));
    }

    [Fact]
    public async Task Who_has_left_sees_nothing_more_and_is_no_member_until_added_again()
    {
        var id = (await _ada.WriteToAsync("one", _ben, _cyd)).Id();
        await _ben.DeleteAsync($"/conversations/{id}");
        await _ada.SendAsync(id, "two");
        Assert.Empty(await _ben.ConversationsAsync());
        await AssertRefusedAsync(HttpStatusCode.NotFound, "conversation_not_found", await _ben.GetAsync($"/conversations/{id}/messages"));
        Assert.Equal([_ada.Id, _cyd.Id], (await _ada.ReadAsync($"/conversations/{id}"))["members"]!.AsArray().Select(Talking.Id));
        await _cyd.PostAsync($"/conversations/{id}/members", new { usernames = new[] { "ben" } });
        // Ben follows ada, and not cyd, who added him.
        Assert.Equal([id], await _ben.ConversationsAsync(requests: true));
        Assert.Empty(await _ben.ContentsAsync(id));
        await _ada.SendAsync(id, "three");
        Assert.Equal(["three"], await _ben.ContentsAsync(id));
    }

    [Fact]
    public async Task A_group_has_ten_members_at_most_and_a_pair_two()
    {
        var others = new List<Person>();
        for (var i = 0; i < 9; i++)
            others.Add(await _linnet.JoinAsync());
        var id = (await _ada.WriteToAsync("full", [.. others])).Id();
        await AssertRefusedAsync(HttpStatusCode.BadRequest, "group_full", await AddAsync(id, "ben"));
        Assert.Equal(10, (await _ada.ReadAsync($"/conversations/{id}"))["members"]!.AsArray().Count);
        Assert.Empty(await _ben.ConversationsAsync(requests: true));
        await others[0].DeleteAsync($"/conversations/{id}");
        Assert.Equal(HttpStatusCode.OK, (await AddAsync(id, "ben")).StatusCode);
        var pair = (await _ada.WriteToAsync("two", _cyd)).Id();
        await AssertRefusedAsync(HttpStatusCode.BadRequest, "not_a_group", await AddAsync(pair, "ben"));
        await AssertRefusedAsync(HttpStatusCode.NotFound, "user_not_found", await AddAsync(id, "nobody"));

        Task<HttpResponseMessage> AddAsync(long to, string username) => _ada.PostAsync($"/conversations/{to}/members", new { usernames = new[] { username } });
    }

    [Fact]
    public async Task A_block_within_a_group_changes_only_how_lines_are_marked_and_nobody_adds_whom_they_are_apart_from()
    {
        var id = (await _ada.WriteToAsync("ada's", _ben, _cyd)).Id();
        await _ben.PostAsync("/users/ada/block");
        await _ada.SendAsync(id, "still");
        await _ben.SendAsync(id, "ben's");
        Assert.Equal([false, true, true], (await _ben.ReadAsync($"/conversations/{id}/messages")).AsArray().Select(message => (bool)message!["is_hidden"]!));
        Assert.All((await _cyd.ReadAsync($"/conversations/{id}/messages")).AsArray(), message => Assert.False((bool)message!["is_hidden"]!));
        await _ben.DeleteAsync($"/conversations/{id}");
        await AssertRefusedAsync(HttpStatusCode.Forbidden, "blocked", await _ada.PostAsync($"/conversations/{id}/members", new { usernames = new[] { "ben" } }));
    }
}
