using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;
using static Linnet.Tests.Messages.Talking;

namespace Linnet.Tests.Messages;

/// <summary>What a deleted account leaves in its conversations. That its own messages vanish at once is in <c>DeletedAccountTests</c>.</summary>
public sealed class DeletedMemberTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;
    private Person _cyd = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        await _linnet.StopErasingAsync();
        (_ada, _ben, _cyd) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"), await _linnet.JoinAsync("cyd"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task The_others_keep_what_they_wrote_and_can_read_it_while_rows_are_removed_and_after()
    {
        var pair = (await _ada.WriteToAsync("ada's", _ben)).Id();
        await _ben.SendAsync(pair, "ben's");
        var group = (await _ben.WriteToAsync("ben's", _ada, _cyd)).Id();
        await _ada.SendAsync(group, "ada's");
        for (var i = 0; i < 250; i++)
            await _ben.SendAsync(group, "many");
        await _linnet.MarkDeletedAsync(_ben.Id);
        for (var isMore = true; isMore; isMore = await _linnet.EraseStepAsync())
        {
            Assert.Equal(["ada's"], await _ada.ContentsAsync(pair));
            Assert.Equal(["ada's"], await _cyd.ContentsAsync(group));
            Assert.Equal([_ada.Id], (await _ada.ReadAsync($"/conversations/{pair}"))["members"]!.AsArray().Select(Talking.Id));
            Assert.Equal([_ada.Id, _cyd.Id], (await _ada.ReadAsync($"/conversations/{group}"))["members"]!.AsArray().Select(Talking.Id));
            Assert.Equal((0, 0), await _ada.UnreadAsync());
            Assert.Equal(1, (long)(await _cyd.ReadAsync($"/conversations/{group}"))["unread_count"]!);
            await AssertRefusedAsync(HttpStatusCode.NotFound, "user_not_found", await _ada.PostAsync($"/conversations/{pair}/messages", new { content = "x" }));
        }
        Assert.Equal(0, Count($"messages where sender_id = {_ben.Id}") + Count($"conversation_members where user_id = {_ben.Id}"));
        await _ada.SendAsync(group, "still open");
    }

    [Fact]
    public async Task A_conversation_goes_with_its_last_member()
    {
        await _ada.WriteToAsync("hi", _ben);
        await _ada.WriteToAsync("hi", _ben, _cyd);
        foreach (var person in new[] { _ben, _ada })
        {
            await _linnet.MarkDeletedAsync(person.Id);
            while (await _linnet.EraseStepAsync())
            {
                // On to the next step.
            }
        }
        await Eventually.TrueAsync(() => Task.FromResult(Count("conversations") is 1), "only the group is left, of which cyd is a member");
        Assert.Equal((1, 0), (Count("conversation_members"), Count("messages")));
    }

    [Fact]
    public async Task A_group_goes_when_all_have_left_it_and_a_pair_stays()
    {
        var group = (await _ada.WriteToAsync("hi", _ben, _cyd)).Id();
        for (var i = 0; i < 600; i++)
            await _ada.SendAsync(group, "many");
        var pair = (await _ada.WriteToAsync("hi", _ben)).Id();
        await Task.WhenAll(new[] { _ada, _ben, _cyd }.Select(person => person.DeleteAsync($"/conversations/{group}")));
        await Task.WhenAll(new[] { _ada, _ben }.Select(person => person.DeleteAsync($"/conversations/{pair}")));
        await Eventually.TrueAsync(() => Task.FromResult(Count("conversations") is 1), "the group is gone");
        Assert.Equal((2, 1), (Count("conversation_members"), Count("messages")));
    }

    private long Count(string what) => PlainSql.Query<long>(_linnet.Database, $"select count(*) from {what}").Single();
}
