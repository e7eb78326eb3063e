using System.Net;
using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Messages;

/// <summary>Messages are found by their words, by those who see them and nobody else.</summary>
public sealed class MessageSearchTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;
    private Person _cyd = null!;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben, _cyd) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"), await _linnet.JoinAsync("cyd"));
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task All_words_have_to_be_there_in_any_case_width_and_order()
    {
        var talk = (await _ada.WriteToAsync("The Strasse is long", _ben)).Id();
        await _ada.SendAsync(talk, "die STRAẞE, so lang");
        await _ben.SendAsync(talk, "ＬＯＮＧ looms");
        Assert.Equal(["die STRAẞE, so lang", "The Strasse is long"], await FindAsync(_ben, "straße"));
        Assert.Equal(["ＬＯＮＧ looms", "The Strasse is long"], await FindAsync(_ben, "long"));
        Assert.Equal(["The Strasse is long"], await FindAsync(_ben, "long strass"));
        Assert.Empty(await FindAsync(_ben, "long absent"));
        // No pattern, and no part of a statement.
        Assert.Empty(await FindAsync(_ben, "%"));
        Assert.Empty(await FindAsync(_ben, "' or 1=1 --"));
    }

    [Fact]
    public async Task Only_members_find_a_message_and_only_those_they_see()
    {
        var talk = (await _ada.WriteToAsync("looms", _ben)).Id();
        var group = (await _ada.WriteToAsync("more looms", _ben, await _linnet.JoinAsync("dot"))).Id();
        Assert.Empty(await FindAsync(_cyd, "looms"));
        await _ada.PostAsync($"/conversations/{group}/members", new { usernames = new[] { "cyd" } });
        // What was said before they joined is not theirs to read.
        Assert.Empty(await FindAsync(_cyd, "looms"));
        await _ada.SendAsync(group, "looms for cyd");
        Assert.Equal(["looms for cyd"], await FindAsync(_cyd, "looms"));
        Assert.Equal(["looms for cyd", "more looms", "looms"], await FindAsync(_ben, "looms"));
        var found = await _ben.ReadAsync("/conversations/search?q=looms");
        Assert.Equal([talk, group], found["conversations"]!.AsArray().Select(Talking.Id));
        await _ben.DeleteAsync($"/conversations/{group}");
        Assert.Equal(["looms"], await FindAsync(_ben, "looms"));
        await _ada.DeleteAsync($"/conversations/{talk}/messages/{(await _ben.ReadAsync($"/conversations/{talk}"))["last_message"].Id()}");
        Assert.Empty(await FindAsync(_ben, "looms"));
    }

    [Fact]
    public async Task Parts_are_complete_and_overlap_nowhere()
    {
        var talk = (await _ada.WriteToAsync("looms 0", _ben)).Id();
        for (var number = 1; number < 25; number++)
            await _ada.SendAsync(talk, number % 2 is 0 ? $"looms {number}" : "birds");
        var found = new List<string>();
        JsonNode? next = null;
        do
        {
            var part = await _ben.ReadAsync($"/conversations/search?q=looms&limit=4{(next is null ? "" : $"&before={next}")}");
            found.AddRange(Contents(part));
            next = part["next"];
        }
        while (next is not null);
        Assert.Equal(Enumerable.Range(0, 13).Select(number => $"looms {24 - (2 * number)}"), found);
    }

    [Fact]
    public async Task A_search_that_has_read_enough_says_where_to_go_on()
    {
        var talk = (await _ada.WriteToAsync("looms", _ben)).Id();
        PlainSql.Execute(
            _linnet.Database,
            $"""
            insert into messages (conversation_id, sender_id, content, created_at)
            with recursive n (i) as (select 1 union all select i + 1 from n where i < {Linnet.Messages.MessageSearch.MostExamined})
            select {talk}, {_ada.Id}, 'birds', 1 from n
            """);
        var first = await _ben.ReadAsync("/conversations/search?q=looms");
        Assert.Empty(Contents(first));
        var second = await _ben.ReadAsync($"/conversations/search?q=looms&before={first["next"]}");
        Assert.Equal(["looms"], Contents(second));
        Assert.Null(second["next"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("q=")]
    [InlineData("q=%20")]
    [InlineData("q=a&limit=0")]
    [InlineData("q=a&limit=101")]
    public async Task A_query_without_words_is_refused(string query) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _ada.GetAsync($"/conversations/search?{query}")).StatusCode);

    private static async Task<List<string>> FindAsync(Person person, string words) =>
        Contents(await person.ReadAsync($"/conversations/search?q={Uri.EscapeDataString(words)}"));

    private static List<string> Contents(JsonNode found) => [.. found["messages"]!.AsArray().Select(message => (string)message!["content"]!)];
}
