using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Messages;

/// <summary>Which connections a message, its deletion and a read mark reach.</summary>
public sealed class LiveMessageTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task A_message_reaches_all_connections_of_both_and_a_read_mark_those_of_its_reader()
    {
        await _ben.FollowAsync(_ada);
        await using var adas = await LiveClient.ConnectAsync(_ada);
        await using var bens = await LiveClient.ConnectAsync(_ben);
        await using var bensOther = await LiveClient.ConnectAsync(_ben);
        var conversation = await _ada.WriteToAsync("hi", _ben);
        foreach (var client in new[] { adas, bens, bensOther })
            Assert.True(JsonNode.DeepEquals(conversation["last_message"], (await client.ReceiveUntilAsync("new_message"))["data"]!["message"]));
        await _ben.MarkReadAsync(conversation.Id());
        foreach (var client in new[] { bens, bensOther })
        {
            var read = (await client.ReceiveAsync())["data"]!;
            Assert.Equal((conversation.Id(), conversation["last_message"].Id()), ((long)read["conversation_id"]!, (long)read["last_read_id"]!));
        }
        await adas.ExpectNothingMoreAsync();
        await _ada.DeleteAsync($"/conversations/{conversation.Id()}/messages/{conversation["last_message"].Id()}");
        foreach (var client in new[] { adas, bens, bensOther })
        {
            var deleted = await client.ReceiveAsync();
            Assert.Equal(("message_deleted", conversation["last_message"].Id()), ((string?)deleted["type"], (long)deleted["data"]!["message_id"]!));
        }
    }

    [Fact]
    public async Task A_request_does_not_interrupt_until_it_is_accepted()
    {
        await using var bens = await LiveClient.ConnectAsync(_ben);
        var id = (await _ada.WriteToAsync("may I?", _ben)).Id();
        await _ada.SendAsync(id, "please");
        await bens.ExpectNothingMoreAsync();
        await _ben.PostAsync($"/conversations/{id}/accept");
        await _ada.SendAsync(id, "thanks");
        Assert.Equal("thanks", (string?)(await bens.ReceiveAsync())["data"]!["message"]!["content"]);
    }

    [Fact]
    public async Task Whom_one_mutes_with_notifications_does_not_interrupt()
    {
        await _ben.FollowAsync(_ada);
        await _ben.PostAsync("/users/ada/mute", new { notifications = true });
        await using var bens = await LiveClient.ConnectAsync(_ben);
        var id = (await _ada.WriteToAsync("psst", _ben)).Id();
        await _ben.DeleteAsync("/users/ada/mute");
        await _ben.PostAsync($"/conversations/{id}/accept");
        await _ada.SendAsync(id, "now");
        Assert.Equal("now", (string?)(await bens.ReceiveAsync())["data"]!["message"]!["content"]);
    }

    [Fact]
    public async Task Who_has_left_a_group_gets_nothing_of_it_and_who_blocks_the_sender_gets_it_marked()
    {
        var (cyd, dee) = (await _linnet.JoinAsync("cyd"), await _linnet.JoinAsync("dee"));
        foreach (var person in new[] { _ben, cyd, dee })
            await person.FollowAsync(_ada);
        var id = (await _ada.WriteToAsync("hi", _ben, cyd, dee)).Id();
        await cyd.DeleteAsync($"/conversations/{id}");
        await dee.PostAsync("/users/ada/block");
        await using var bens = await LiveClient.ConnectAsync(_ben);
        await using var cyds = await LiveClient.ConnectAsync(cyd);
        await using var dees = await LiveClient.ConnectAsync(dee);
        await _ada.SendAsync(id, "now");
        Assert.False((bool)(await bens.ReceiveUntilAsync("new_message"))["data"]!["message"]!["is_hidden"]!);
        Assert.True((bool)(await dees.ReceiveUntilAsync("new_message"))["data"]!["message"]!["is_hidden"]!);
        await cyds.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task A_group_learns_who_joins_and_leaves_and_only_ones_own_connections_of_a_conversation_of_two()
    {
        var (cyd, dee) = (await _linnet.JoinAsync("cyd"), await _linnet.JoinAsync("dee"));
        foreach (var person in new[] { _ben, dee })
            await person.FollowAsync(_ada);
        var group = (await _ada.WriteToAsync("hi", _ben, cyd)).Id();
        await using var adas = await LiveClient.ConnectAsync(_ada);
        await using var bens = await LiveClient.ConnectAsync(_ben);
        await using var cyds = await LiveClient.ConnectAsync(cyd);
        await using var dees = await LiveClient.ConnectAsync(dee);
        await _ada.PostAsync($"/conversations/{group}/members", new { usernames = new[] { "dee" } });
        foreach (var client in new[] { adas, bens, dees })
            Assert.Equal(group, (long)(await client.ReceiveUntilAsync("members_changed"))["data"]!["conversation_id"]!);
        await _ada.PostAsync($"/conversations/{group}/members", new { usernames = new[] { "dee" } });
        await dee.DeleteAsync($"/conversations/{group}");
        foreach (var client in new[] { adas, bens, dees })
        {
            Assert.Equal(client != dees, (bool)(await client.ReceiveAsync())["data"]!["is_member"]!);
            await client.ExpectNothingMoreAsync();
        }
        // It is a request of hers yet.
        await cyds.ExpectNothingMoreAsync();

        var pair = (await _ada.WriteToAsync("and you?", _ben)).Id();
        await bens.ReceiveUntilAsync("new_message");
        await adas.ReceiveUntilAsync("new_message");
        await _ben.DeleteAsync($"/conversations/{pair}");
        var left = (await bens.ReceiveAsync())["data"]!;
        Assert.Equal((pair, false), ((long)left["conversation_id"]!, (bool)left["is_member"]!));
        await adas.ExpectNothingMoreAsync();
    }

    [Fact]
    public async Task A_new_member_does_not_learn_that_an_older_message_was_deleted()
    {
        var (cyd, dee) = (await _linnet.JoinAsync("cyd"), await _linnet.JoinAsync("dee"));
        await dee.FollowAsync(_ada);
        var conversation = await _ada.WriteToAsync("before", _ben, cyd);
        await _ada.PostAsync($"/conversations/{conversation.Id()}/members", new { usernames = new[] { "dee" } });
        await using var dees = await LiveClient.ConnectAsync(dee);
        await _ada.DeleteAsync($"/conversations/{conversation.Id()}/messages/{conversation["last_message"].Id()}");
        await _ada.SendAsync(conversation.Id(), "after");
        Assert.Equal("after", (string?)(await dees.ReceiveAsync())["data"]!["message"]!["content"]);
    }
}
