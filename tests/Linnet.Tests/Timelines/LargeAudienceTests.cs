using Linnet.Common;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Linnet.Timelines;
using Linnet.Tweets;
using Linnet.Relations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Timelines;

/// <summary>
/// Authors with an audience so large that they are answered before the fan-out. No reader may notice, which is tested below
/// HTTP, since the time is a few milliseconds.
/// </summary>
public sealed class LargeAudienceTests : IAsyncLifetime
{
    private const int Authors = 3;
    private const int Acts = 200;
    private const int ReadersEachAct = 3;

    private static readonly Slice Whole = new(Skip: 0, Limit: 2 * Acts);

    private readonly Dictionary<long, List<long>> _tweetsOf = [];
    private RunningLinnet _linnet = null!;
    private HomeTimelineCache _timelines = null!;
    private TweetService _tweets = null!;
    private TweetRemover _removals = null!;
    private List<long> _authors = [];
    private List<long> _followers = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        _timelines = _linnet.Services.GetRequiredService<HomeTimelineCache>();
        _tweets = _linnet.Services.GetRequiredService<TweetService>();
        _removals = _linnet.Services.GetRequiredService<TweetRemover>();
        (_authors, _followers) = await _linnet.Services.GetRequiredService<Database>().WriteAsync(AddCrowdAsync, Cancellation);
        foreach (var author in _authors)
            _tweetsOf.Add(author, []);
        foreach (var person in _followers)
            await _timelines.ReadAsync(new TimelineKey(person), Whole, Cancellation);
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task Whoever_reads_right_after_the_answer_sees_what_was_answered()
    {
        var random = new Random(1);
        for (var act = 0; act < Acts; act++)
        {
            await ActAsync(random);
            for (var count = 0; count < ReadersEachAct; count++)
                await AssertTrueAsync(_followers[random.Next(_followers.Count)]);
        }
        foreach (var follower in _followers)
            await AssertTrueAsync(follower);
    }

    [Fact]
    public async Task All_timelines_get_the_tweet_even_if_no_follower_reads_in_between()
    {
        var random = new Random(2);
        for (var act = 0; act < Acts; act++)
            await ActAsync(random);
        foreach (var follower in _followers)
            await AssertTrueAsync(follower);
    }

    [Fact]
    public async Task Nobody_sees_a_tweet_before_an_older_one()
    {
        using var over = new CancellationTokenSource();
        var reading = Task.WhenAll(_followers.TakeLast(2).Select(reader => CollectAsync(reader, over.Token)));
        var random = new Random(3);
        for (var act = 0; act < Acts; act++)
            await PostAsync(_authors[random.Next(Authors)]);
        await over.CancelAsync();
        foreach (var collected in await reading)
            Assert.Equal(_tweetsOf.Values.SelectMany(ids => ids).Order(), collected);
    }

    /// <summary>Pages towards the present, as a client does that wants all there is.</summary>
    private Task<List<long>> CollectAsync(long reader, CancellationToken over) => Task.Run(
        async () =>
        {
            var collected = new List<long>();
            for (var isLast = false; !isLast;)
            {
                isLast = over.IsCancellationRequested;
                var (ids, _) = await _timelines.ReadAsync(new TimelineKey(reader), Whole with { MinId = collected.LastOrDefault() }, Cancellation);
                collected.AddRange(ids.Reverse());
            }
            return collected;
        },
        Cancellation);

    private async Task ActAsync(Random random)
    {
        var author = _authors[random.Next(Authors)];
        var tweets = _tweetsOf[author];
        if (tweets.Count == 0 || random.Next(4) > 0)
        {
            await PostAsync(author);
            return;
        }
        var gone = tweets[random.Next(tweets.Count)];
        (await _removals.DeleteAsync(author, gone, Cancellation)).OrThrow();
        tweets.Remove(gone);
    }

    private async Task PostAsync(long author) =>
        _tweetsOf[author].Add((await _tweets.PostAsync(author, new TweetDraft { Content = "hear" }, Cancellation)).OrThrow());

    private async Task AssertTrueAsync(long reader)
    {
        var (ids, total) = await _timelines.ReadAsync(new TimelineKey(reader), Whole, Cancellation);
        var expected = _tweetsOf.Values.SelectMany(tweets => tweets).OrderDescending().ToList();
        Assert.Equal(expected, ids);
        Assert.Equal(expected.Count, total);
    }

    /// <summary>The authors follow each other, and everyone else follows them.</summary>
    private static async Task<(List<long> Authors, List<long> Followers)> AddCrowdAsync(DbSession db)
    {
        var people = new List<long>();
        for (var count = 0; count < Authors + LargeAudience.Timelines; count++)
        {
            people.Add(await db.QuerySingleAsync<long>(
                "insert into users (username, email, hashed_password, created_at) values (@name, @name, '', 0) returning id", new { name = $"one{count}" }));
        }
        foreach (var author in people.Take(Authors))
        {
            foreach (var follower in people.Where(person => person != author))
                await db.ExecuteAsync("insert into follows (follower_id, followed_id) values (@follower, @author)", new { follower, author });
        }
        return (people[..Authors], people);
    }
}
