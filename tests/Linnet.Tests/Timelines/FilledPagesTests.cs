using System.Text.Json.Nodes;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Timelines;

/// <summary>Pages that lack repeated or hidden tweets: what they show, and where the next one goes on.</summary>
public sealed class FilledPagesTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;
    private Person _cleo = null!;
    private long _tweet;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben, _cleo) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"), await _linnet.JoinAsync("cleo"));
        _tweet = await _ada.TweetAsync("The engine weaves.");
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task Several_reposts_show_their_original_once_as_the_latest()
    {
        var viewer = await _linnet.JoinAsync("viewer");
        foreach (var friend in new[] { _ada, _ben, _cleo })
            await viewer.FollowAsync(friend);
        await _ben.PutAsync($"/tweets/{_tweet}/repost", new { });
        var latest = (long)(await ReadAsync(await _cleo.PutAsync($"/tweets/{_tweet}/repost", new { })))["id"]!;
        Assert.Equal([latest], await HomeAsync(viewer));
        await _cleo.DeleteAsync($"/tweets/{_tweet}/repost");
        Assert.Equal("ben", (string?)(await viewer.ReadAsync("/tweets/timeline"))["tweets"]![0]!["author"]!["username"]);
    }

    [Theory]
    [InlineData(38, 1)]
    [InlineData(39, 1)]
    [InlineData(40, 2)]
    [InlineData(60, 2)]
    public async Task A_tweet_is_shown_once_within_40_entries_wherever_pages_begin(int between, int times)
    {
        var dan = await _linnet.JoinAsync("dan");
        foreach (var followed in new[] { _ben, _cleo })
            await dan.FollowAsync(followed);
        (await _ben.PutAsync($"/tweets/{_tweet}/repost", new { })).EnsureSuccessStatusCode();
        for (var number = 0; number < between; number++)
            await _ben.TweetAsync($"Between {number}");
        (await _cleo.PutAsync($"/tweets/{_tweet}/repost", new { })).EnsureSuccessStatusCode();
        foreach (var size in new[] { 7, 20, 40, 100 })
        {
            var shown = 0;
            long? oldest = null;
            do
            {
                var page = (await dan.ReadAsync($"/tweets/timeline?page_size={size}{(oldest is null ? "" : $"&max_id={oldest}")}"))["tweets"]!.AsArray();
                shown += page.Count(tweet => (string?)tweet!["kind"] == "repost");
                oldest = (long?)page.LastOrDefault()?["id"];
            }
            while (oldest is not null);
            Assert.Equal(times, shown);
        }
    }

    [Fact]
    public async Task Pages_by_number_show_each_entry_once()
    {
        var dan = await _linnet.JoinAsync("dan");
        foreach (var followed in new[] { _ben, _cleo })
            await dan.FollowAsync(followed);
        var reposts = new List<long>();
        for (var number = 0; number < 10; number++)
        {
            var tweet = await _ben.TweetAsync($"tweet {number}");
            reposts.Insert(0, (long)(await ReadAsync(await _cleo.PutAsync($"/tweets/{tweet}/repost", new { })))["id"]!);
        }
        var shown = new List<long>();
        for (var number = 1; number <= 5; number++)
            shown.AddRange((await dan.ReadAsync($"/tweets/timeline?page={number}&page_size=4"))["tweets"]!.AsArray().Select(tweet => (long)tweet!["id"]!));
        Assert.Equal(reposts, shown);
        // Cursors continue from what filled the page.
        Assert.Equal(4, (await dan.ReadAsync("/tweets/timeline?page_size=4"))["tweets"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_page_is_filled_up_past_what_the_viewer_hides_and_walking_it_ends()
    {
        var ids = new List<long> { _tweet };
        for (var number = 0; number < 12; number++)
        {
            ids.Add(await _ada.TweetAsync($"ada {number}"));
            await _ben.TweetAsync($"ben {number}");
            await _ben.TweetAsync($"ben again {number}");
        }
        await _cleo.PostAsync("/users/ben/mute");
        var walked = new List<long>();
        for (var next = "/tweets/?limit=5"; next is not null;)
        {
            var answer = await _cleo.GetAsync(next);
            var page = (await answer.ReadJsonAsync()).AsArray().Select(tweet => (long)tweet!["id"]!).ToList();
            Assert.True(page.Count is 5 || walked.Count + page.Count == ids.Count, $"{page.Count} tweets on a page");
            walked.AddRange(page);
            next = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }
        Assert.Equal(ids.OrderDescending(), walked);
    }

    private static async Task<List<long>> HomeAsync(Person person) =>
        [.. (await person.ReadAsync("/tweets/timeline"))["tweets"]!.AsArray().Select(tweet => (long)tweet!["id"]!)];

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer) => await answer.EnsureSuccessStatusCode().ReadJsonAsync();
}
