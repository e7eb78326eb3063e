using System.Net;
using Linnet.Events;
using Linnet.Storage;
using Linnet.Tests.Fixtures;
using Linnet.Relations;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Linnet.Tests.Relations;

/// <summary>The index of active followers, compared with the database.</summary>
public sealed class ActiveFollowsTests : IAsyncLifetime
{
    private const int People = 6;
    private const int Rounds = 40;

    private readonly List<Person> _people = [];
    private RunningLinnet _linnet = null!;
    private ActiveFollowerIndex _follows = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _linnet = await RunningLinnet.StartAsync();
        _follows = _linnet.Services.GetRequiredService<ActiveFollowerIndex>();
        for (var count = 0; count < People; count++)
            _people.Add(await _linnet.JoinAsync());
    }

    public ValueTask DisposeAsync() => _linnet.DisposeAsync();

    [Fact]
    public async Task It_is_true_after_follows_and_connections_changed_at_random_side_by_side()
    {
        var acts = _people.Select((person, seed) => FollowAtRandomAsync(person, new Random(seed)))
            .Concat(_people.Select((person, seed) => ConnectAtRandomAsync(person, new Random(100 + seed))));
        await Task.WhenAll(acts);

        AssertSilent();
        var leases = new List<IDisposable>();
        foreach (var person in _people.Take(People / 2))
            leases.Add(await _follows.ActivateAsync(person.Id, Cancellation));
        AssertTrueOf(_people.Take(People / 2));
        leases.ForEach(lease => lease.Dispose());
        AssertSilent();
    }

    [Fact]
    public async Task It_stays_true_of_those_who_are_connected_all_the_time()
    {
        var leases = new List<IDisposable>();
        foreach (var person in _people)
            leases.Add(await _follows.ActivateAsync(person.Id, Cancellation));
        await Task.WhenAll(_people.Select((person, seed) => FollowAtRandomAsync(person, new Random(seed))));
        AssertTrueOf(_people);
        await _people[0].DeleteAsync("/users/me");
        Assert.Empty(_follows.FollowersOf(_people[0].Id));
        AssertTrueOf(_people.Skip(1), except: _people[0]);
        leases.ForEach(lease => lease.Dispose());
        AssertSilent();
    }

    [Fact]
    public async Task What_changes_while_a_list_is_being_read_counts()
    {
        var (reader, kept, left, deleted) = (_people[0], _people[1], _people[2], _people[3]);
        foreach (var author in new[] { left, deleted })
            await reader.FollowAsync(author);
        var reads = new BlockableReads(_linnet.Services.GetRequiredService<Database>());
        var follows = new ActiveFollowerIndex(reads);
        var handlers = ActiveFollowerIndex.Subscribe(new EventSubscription<ActiveFollowerIndex>()).Connect(follows).ToDictionary();
        _linnet.Services.GetRequiredService<EventBus>().Observe((@event, commit) => handlers.GetValueOrDefault(@event.GetType())?.Invoke(@event, commit));
        var activating = follows.ActivateAsync(reader.Id, Cancellation);
        await reads.Done;
        await reader.FollowAsync(kept);
        await reader.DeleteAsync($"/users/{left.Username}/follow");
        await deleted.DeleteAsync("/users/me");
        reads.Release();
        using var lease = await activating;
        Assert.Equal([reader.Id], follows.FollowersOf(kept.Id));
        Assert.False(follows.HasFollowers(left.Id));
        Assert.False(follows.HasFollowers(deleted.Id));
    }

    [Fact]
    public async Task A_follow_counts_from_its_answer_on_and_until_the_answer_to_its_end_while_others_come_and_go()
    {
        var author = _people[0];
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var churn = _people.Skip(2).Select((person, seed) => ConnectAtRandomAsync(person, new Random(seed), done.Token)).ToList();
        await using var client = await LiveClient.ConnectAsync(_people[1]);
        for (var round = 0; round < Rounds; round++)
        {
            await _people[1].FollowAsync(author);
            var heard = await author.TweetAsync($"heard {round}");
            Assert.Equal(heard, (long)(await client.ReceiveAsync())["data"]!["tweet_id"]!);
            await _people[1].DeleteAsync($"/users/{author.Username}/follow");
            await author.TweetAsync($"unheard {round}");
        }
        await client.ExpectNothingMoreAsync();
        await done.CancelAsync();
        await Task.WhenAll(churn);
    }

    private async Task FollowAtRandomAsync(Person person, Random random)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var path = $"/users/{_people[random.Next(People)].Username}/follow";
            var answer = random.Next(2) == 0 ? await person.PostAsync(path) : await person.DeleteAsync(path);
            Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest });
        }
    }

    private async Task ConnectAtRandomAsync(Person person, Random random, CancellationToken until = default)
    {
        for (var round = 0; round < Rounds || until.CanBeCanceled; round++)
        {
            if (until.IsCancellationRequested)
                return;
            using var lease = await _follows.ActivateAsync(person.Id, Cancellation);
            await Task.Delay(random.Next(5), Cancellation);
        }
    }

    private void AssertTrueOf(IEnumerable<Person> active, Person? except = null)
    {
        var ids = active.Select(person => person.Id).ToHashSet();
        foreach (var author in _people.Where(person => person != except))
        {
            var kept = PlainSql.Query<long>(_linnet.Database, $"select follower_id from follows where followed_id = {author.Id}");
            Assert.Equal(kept.Where(ids.Contains).Order(), _follows.FollowersOf(author.Id).Where(ids.Contains).Order());
            Assert.Equal(kept.Exists(ids.Contains), _follows.HasFollowers(author.Id));
        }
    }

    private void AssertSilent() => Assert.All(_people, person => Assert.False(_follows.HasFollowers(person.Id)));
}
