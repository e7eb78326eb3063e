using System.Net;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Messages;

/// <summary>What several do to one conversation at the same time.</summary>
public sealed class MessageRaceTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;

    public async ValueTask InitializeAsync() => _linnet = await RunningLinnet.StartAsync();

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task Both_who_write_first_at_the_same_time_have_one_conversation_with_all_messages()
    {
        var (ada, ben) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"));
        var begun = await Task.WhenAll(Enumerable.Range(0, 32).Select(number => number % 2 is 0 ? ada.WriteToAsync($"{number}", ben) : ben.WriteToAsync($"{number}", ada)));
        var id = Assert.Single(begun.Select(Talking.Id).Distinct());
        Assert.Equal(Enumerable.Range(0, 32).Select(number => $"{number}").Order(), (await ada.ContentsAsync(id)).Order());
        Assert.Equal([id], await ada.ConversationsAsync());
        Assert.Equal([id], await ben.ConversationsAsync());
        Assert.Equal((16, 0), await ben.UnreadAsync());
        Assert.Equal(1, PlainSql.Query<long>(_linnet.Database, "select count(*) from conversations").Single());
    }

    [Fact]
    public async Task The_pair_is_unique_in_the_database()
    {
        var (ada, ben) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"));
        await ada.WriteToAsync("hi", ben);
        await Assert.ThrowsAnyAsync<Exception>(() => _linnet.Services.GetRequiredService<Database>().WriteAsync(
            db => db.ExecuteAsync(
                "insert into conversations (is_group, low_id, high_id, created_at, updated_at) select is_group, low_id, high_id, 0, 0 from conversations"),
            TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Marks_set_at_the_same_time_end_at_the_highest()
    {
        var (ada, ben) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"));
        var id = (await ada.WriteToAsync("0", ben)).Id();
        var sent = await Task.WhenAll(Enumerable.Range(1, 20).Select(number => ada.SendAsync(id, $"{number}")));
        var ids = sent.Select(Talking.Id).Order().ToList();
        await Task.WhenAll(ids.AsEnumerable().Reverse().Select(upTo => ben.MarkReadAsync(id, upTo)));
        Assert.Equal(ids[^1], (long)(await ben.ReadAsync($"/conversations/{id}"))["last_read_id"]!);
    }

    [Fact]
    public async Task A_group_does_not_grow_beyond_its_bound_when_several_add()
    {
        var ada = await _linnet.JoinAsync("ada");
        var people = new List<Person>();
        for (var i = 0; i < 14; i++)
            people.Add(await _linnet.JoinAsync());
        var id = (await ada.WriteToAsync("hi", [.. people.Take(7)])).Id();
        var answers = await Task.WhenAll(people.Skip(7).Select(person => ada.PostAsync($"/conversations/{id}/members", new { usernames = new[] { person.Username } })));
        Assert.Equal(2, answers.Count(answer => answer.StatusCode is HttpStatusCode.OK));
        Assert.Equal(10, (await ada.ReadAsync($"/conversations/{id}"))["members"]!.AsArray().Count);
    }
}
