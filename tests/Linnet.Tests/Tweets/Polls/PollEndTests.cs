using System.Text.Json.Nodes;
using Linnet.Jobs;
using Linnet.Notifications;
using Linnet.Tests.Accounts;
using Linnet.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Tweets.Polls;

/// <summary>The end of a poll: who is notified of it, and that each is notified once.</summary>
public sealed class PollEndTests : IAsyncLifetime
{
    private RunningLinnet _linnet = null!;
    private Person _ada = null!;
    private Person _ben = null!;
    private Person _cleo = null!;
    private long _poll;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        (_ada, _ben, _cleo) = (await _linnet.JoinAsync("ada"), await _linnet.JoinAsync("ben"), await _linnet.JoinAsync("cleo"));
        _poll = await _ada.PollAsync();
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task The_author_and_those_who_voted_are_notified_once_when_it_ends()
    {
        await _ben.VoteAsync(_poll, 0);
        await _ada.VoteAsync(_poll, 1);
        await RunJobsAsync(after: TimeSpan.FromSeconds(299));
        Assert.Empty(await NoticesAsync(_ben));
        await using var client = await LiveClient.ConnectAsync(_ben);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunJobsAsync(after: TimeSpan.FromSeconds(301))));
        await RunJobsAsync(after: TimeSpan.FromDays(1));
        foreach (var recipient in new[] { _ada, _ben })
        {
            var notice = Assert.Single(await NoticesAsync(recipient))!;
            Assert.Equal(("ada", _poll), ((string)notice["actor"]!["username"]!, (long)notice["tweet"]!["poll"]!["id"]!));
            Assert.True((bool)notice["tweet"]!["poll"]!["voted"]!);
        }
        Assert.Empty(await NoticesAsync(_cleo));
        var message = await client.ReceiveUntilAsync("new_poll_ended");
        Assert.Equal((_poll, 1), ((long)message["data"]!["tweet_id"]!, (int)message["data"]!["tweet"]!["poll"]!["voters_count"]! - 1));
        Assert.Single((await _ada.ReadAsync("/notifications?grouped=true&types=poll_ended")).AsArray());
        // And they go with the tweet.
        await _ada.DeleteAsync($"/tweets/{_poll}");
        Assert.Empty(await NoticesAsync(_ben));
        Assert.Empty(await NoticesAsync(_ada));
    }

    [Fact]
    public async Task Who_hides_the_author_or_is_hidden_is_not_notified()
    {
        foreach (var voter in new[] { _ben, _cleo })
            await voter.VoteAsync(_poll, 0);
        await _ada.PostAsync("/users/ben/block");
        await _cleo.PostAsync("/users/ada/mute");
        await RunJobsAsync(after: TimeSpan.FromSeconds(301));
        Assert.Empty(await NoticesAsync(_ben));
        Assert.Empty(await NoticesAsync(_cleo));
        Assert.Single(await NoticesAsync(_ada));
    }

    [Fact]
    public async Task A_deleted_tweet_ends_nothing()
    {
        await _ben.VoteAsync(_poll, 0);
        await _ada.DeleteAsync($"/tweets/{_poll}");
        await RunJobsAsync(after: TimeSpan.FromSeconds(301));
        Assert.Empty(await NoticesAsync(_ben));
        Assert.Empty(PlainSql.Query<long>(_linnet.Database, "select id from jobs where kind = 'end_poll'"));
    }

    [Fact]
    public async Task More_voters_than_a_batch_are_all_notified()
    {
        PollVoters.Add(_linnet.Database, _poll, PollNotices.Batch + 5);
        await RunJobsAsync(after: TimeSpan.FromSeconds(301));
        await RunJobsAsync(after: TimeSpan.FromSeconds(302));
        // And the author.
        Assert.Equal(PollNotices.Batch + 6, PollVoters.CountNotified(_linnet.Database));
    }

    private Task<int> RunJobsAsync(TimeSpan after)
    {
        var clock = new ManualClock();
        clock.Advance(TimeProvider.System.GetUtcNow() + after - clock.GetUtcNow());
        return ActivatorUtilities.CreateInstance<JobRunner>(_linnet.Services, clock).RunDueAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<JsonArray> NoticesAsync(Person owner) => (await owner.ReadAsync("/notifications?types=poll_ended")).AsArray();
}
