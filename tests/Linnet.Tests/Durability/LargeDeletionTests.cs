using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Durability;

/// <summary>Somebody with very much to delete goes while others post: nobody else waits for it, and nobody is refused.</summary>
[Collection(SerialTests.Name)]
[Trait("Kind", Chaos.Kind)]
public sealed class LargeDeletionTests : IAsyncLifetime
{
    private const int Posters = 16;

    // What the deletion of an account may cost another's write, whatever the account has.
    private static readonly TimeSpan Bound = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan CalmTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);
    private static readonly int Tweets = Chaos.Size(quick: 3_000, @long: 100_000);

    private readonly TempFolder _folder = new();
    private string _database = "";
    private List<long> _answerable = [];

    // lang=sql
    private static string Numbers(int count) => $"with recursive n(i) as (select 1 union all select i + 1 from n where i < {count})";

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(_folder);

    public async ValueTask DisposeAsync()
    {
        await TestDatabase.DropAsync(_database);
        _folder.Dispose();
    }

    [Fact]
    public async Task An_account_with_a_hundred_thousand_tweets_is_deleted_and_no_other_client_waits()
    {
        await using var linnet = Start();
        var address = await linnet.WaitUntilListeningAsync();
        var (leaver, posters) = await GatherAsync(address);
        Seed(
            $"{Numbers(Tweets)} insert into tweets (content, created_at, updated_at, author_id) select 'one of many ' || i, i, i, {leaver.Id} from n",
            $"{Numbers(2 * Tweets)} insert into tweets (content, created_at, updated_at, author_id) select 'liked ' || i, i, i, {posters[0].Id} + i % {Posters} from n",
            $"insert into likes (user_id, tweet_id) select {leaver.Id}, id from tweets where content like 'liked %'");

        _answerable = Ids("tweets where content like 'liked %'");
        var calm = await PostAsync(posters, until: new CancellationTokenSource(CalmTime).Token);
        using var over = new CancellationTokenSource();
        var posting = PostAsync(posters, over.Token);
        var watch = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.NoContent, (await leaver.DeleteAsync("/users/me")).StatusCode);
        var answered = watch.Elapsed;
        await AssertGoneAsync(leaver, posters[0]);
        await Eventually.TrueAsync(() => Count($"users where id = {leaver.Id}") == 0, "all rows were removed", Patience);
        var removed = watch.Elapsed;
        await over.CancelAsync();
        var meanwhile = await posting;
        calm = calm.And(await PostAsync(posters, until: new CancellationTokenSource(removed).Token));

        Report($"{Tweets:N0} tweets and {2 * Tweets:N0} likes", answered, removed, calm, meanwhile);
        Assert.Equal(0, Count($"tweets where author_id = {leaver.Id}") + Count($"likes where user_id = {leaver.Id}"));
        Assert.Equal(0, Count("tweets where likes_count <> 0"));
        await AssertNoDriftAsync();
        AssertNobodyWaited(calm, meanwhile);
    }

    [Fact]
    public async Task A_tweet_with_a_hundred_thousand_likes_and_replies_is_deleted_and_no_other_client_waits()
    {
        await using var linnet = Start();
        var address = await linnet.WaitUntilListeningAsync();
        var (author, posters) = await GatherAsync(address);
        var tweet = await author.TweetAsync("everybody's favourite");
        Seed(
            $"{Numbers(Tweets)} insert into users (username, email, hashed_password, created_at) select 'fan' || i, 'fan' || i, '', i from n",
            $"insert into likes (user_id, tweet_id) select id, {tweet} from users where username like 'fan%'",
            $"insert into notifications (recipient_id, kind, actor_id, tweet_id, created_at) select {author.Id}, 'like', user_id, tweet_id, 1 from likes",
            $"{Numbers(Tweets)} insert into tweets (content, created_at, updated_at, author_id, reply_to_id) select 'reply ' || i, i, i, {posters[0].Id} + i % {Posters}, {tweet} from n",
            $"update tweets set likes_count = {Tweets}, replies_count = {Tweets} where id = {tweet}");


        _answerable = Ids("tweets where content like 'reply %'");
        var calm = await PostAsync(posters, until: new CancellationTokenSource(CalmTime).Token);
        using var over = new CancellationTokenSource();
        var posting = PostAsync(posters, over.Token);
        var watch = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.NoContent, (await author.DeleteAsync($"/tweets/{tweet}")).StatusCode);
        var answered = watch.Elapsed;
        Assert.Equal(HttpStatusCode.NotFound, (await posters[0].GetAsync($"/tweets/{tweet}")).StatusCode);
        Assert.Equal(0, (long)(await author.ReadAsync("/notifications/unread_count"))["unread_count"]!);
        await Eventually.TrueAsync(() => Count($"tweets where id = {tweet}") == 0, "all rows were removed", Patience);
        var removed = watch.Elapsed;
        await over.CancelAsync();
        var meanwhile = await posting;
        calm = calm.And(await PostAsync(posters, until: new CancellationTokenSource(removed).Token));

        Report($"one tweet with {Tweets:N0} likes, notifications and replies", answered, removed, calm, meanwhile);
        Assert.Equal(0, Count($"likes where tweet_id = {tweet}") + Count($"tweets where reply_to_id = {tweet}"));
        await AssertNoDriftAsync();
        AssertNobodyWaited(calm, meanwhile);
    }

    [Fact]
    public async Task Killed_midway_it_is_completed_by_the_next_start()
    {
        Person leaver;
        var rows = 0L;
        await using (var killed = Start())
        {
            var (someone, posters) = await GatherAsync(await killed.WaitUntilListeningAsync());
            leaver = someone;
            Seed(
                $"{Numbers(3_000)} insert into tweets (content, created_at, updated_at, author_id) select 'one of many ' || i, i, i, {leaver.Id} from n",
                $"{Numbers(10_000)} insert into tweets (content, created_at, updated_at, author_id) select 'liked ' || i, i, i, {posters[0].Id} + i % {Posters} from n",
                $"insert into likes (user_id, tweet_id) select {leaver.Id}, id from tweets where content like 'liked %'");
            Assert.Equal(HttpStatusCode.NoContent, (await leaver.DeleteAsync("/users/me")).StatusCode);
            killed.Kill();
            await killed.WaitForExitAsync();
            rows = Count($"likes where user_id = {leaver.Id}") + Count($"tweets where author_id = {leaver.Id}");
            Assert.InRange(rows, 1, 12_999);
        }
        // In between as well: what is left is counted, and what is gone is not.
        await AssertNoDriftAsync();
        await using var next = Start();
        await next.WaitUntilListeningAsync();
        await Eventually.TrueAsync(() => Count($"users where id = {leaver.Id}") == 0, "the rest was removed", Patience);
        Assert.Equal(0, Count($"tweets where author_id = {leaver.Id}") + Count($"likes where user_id = {leaver.Id}"));
        await AssertNoDriftAsync();
        Figures.Record($"{rows:N0} of 13,000 rows were left at the kill");
    }

    private LinnetProcess Start() => LinnetProcess.Start(
        _folder, "--urls=http://127.0.0.1:0", $"--database={_database}", "--passwords:bcryptcost=4");

    private static async Task<(Person Leaver, List<Person> Posters)> GatherAsync(Uri address)
    {
        var people = new List<Person>();
        for (var number = 0; number < Posters + 1; number++)
            people.Add(await Person.JoinAsync(address, $"person{number}"));
        return (people[^1], people[..Posters]);
    }

    private void Seed(params string[] statements)
    {
        foreach (var statement in statements)
            PlainSql.Execute(_database, statement);
        PlainSql.Execute(_database, "update users set tweets_count = (select count(*) from tweets where author_id = users.id) where username like 'person%'");
        PlainSql.Execute(_database, "update tweets set likes_count = 1 where content like 'liked%'");
        if (!TestDatabase.IsPostgres)
            PlainSql.Execute(_database, "update write_sequence set number = number + 1");
    }

    private static async Task AssertGoneAsync(Person leaver, Person other)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/users/{leaver.Username}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await leaver.GetAsync("/users/me")).StatusCode);
        Assert.DoesNotContain((await other.ReadAsync("/tweets/?limit=100")).AsArray(), tweet => (long)tweet!["author_id"]! == leaver.Id);
    }

    private async Task AssertNoDriftAsync()
    {
        var recount = await LinnetProcess.RunAsync(_folder, "recount", $"--database={_database}");
        Assert.True(recount.ExitCode == 0, recount.Output + recount.Error);
    }

    /// <summary>Every second post answers a tweet whose counts the deletion changes.</summary>
    private async Task<Load> PostAsync(List<Person> posters, CancellationToken until)
    {
        var loads = await Task.WhenAll(posters.Select(async poster =>
        {
            var load = new Load(TimeSpan.Zero, 0, 0);
            for (var number = 0; !until.IsCancellationRequested; number++)
            {
                long? replyTo = number % 2 == 0 ? null : _answerable[Random.Shared.Next(_answerable.Count)];
                var watch = Stopwatch.StartNew();
                using var answer = await poster.Http.PostAsJsonAsync("/tweets/", new { content = "meanwhile", reply_to_id = replyTo }, CancellationToken.None);
                load = load.And(new Load(watch.Elapsed, 1, answer.StatusCode is HttpStatusCode.Created ? 0 : 1));
            }
            return load;
        }));
        return loads.Aggregate((one, other) => one.And(other));
    }

    private List<long> Ids(string what) => PlainSql.Query<long>(_database, $"select id from {what}");

    private long Count(string what) => PlainSql.Query<long>(_database, $"select count(*) from {what}").Single();

    private static void Report(string what, TimeSpan answered, TimeSpan removed, Load calm, Load meanwhile)
    {
        var engine = TestDatabase.IsPostgres ? "PostgreSQL" : "SQLite";
        Figures.Record($"{engine}, {what}: answered after {answered.TotalMilliseconds:N0} ms, removed after {removed.TotalSeconds:N1} s; {Posters} others meanwhile: {meanwhile}; without a deletion: {calm}");
    }

    private static void AssertNobodyWaited(Load calm, Load meanwhile)
    {
        // On a machine that is busy with other things posts wait longer than the bound, and time out, without any deletion: what a
        // deletion adds is told by the same posts before it and, for as long as it took, after it.
        Assert.True(meanwhile.Refused == 0 || calm.Refused > 0, $"{meanwhile}; without a deletion: {calm}");
        Assert.True(meanwhile.Slowest <= Bound || meanwhile.Slowest <= 2 * calm.Slowest, $"{meanwhile}; without a deletion: {calm}");
    }

    /// <summary>How some posts fared.</summary>
    private sealed record Load(TimeSpan Slowest, int Posts, int Refused)
    {
        public Load And(Load other) => new(Slowest > other.Slowest ? Slowest : other.Slowest, Posts + other.Posts, Refused + other.Refused);

        public override string ToString() => $"{Posts} posts, {Refused} refused, the slowest {Slowest.TotalMilliseconds:N0} ms";
    }
}
