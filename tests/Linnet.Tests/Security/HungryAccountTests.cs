using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Security;

/// <summary>One account asks, over thirty connections, for the most expensive pages there are; others are served as ever.</summary>
[Collection(SerialTests.Name)]
[Trait("Kind", Chaos.Kind)]
public sealed class HungryAccountTests
{
    private const int Connections = 30;
    private const int Authors = 50;

    private static readonly HttpStatusCode[] Expected =
        [HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity, HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable];

    // What the report of this error asks for: while the attack runs, 99 of 100 of another person's timelines within this time.
    private static readonly TimeSpan MostAsked = TimeSpan.FromMilliseconds(50);

    // Nobody's memory grows with what is asked for. A server that has just started takes some more for its first requests.
    private const long MostGrown = 150 * 1024 * 1024;

    private static readonly int Tweets = Chaos.Size(quick: 20_000, @long: 1_000_000);
    private static readonly int Inbox = Chaos.Size(quick: 5_000, @long: 50_000);
    private static readonly int Reads = Chaos.Size(quick: 50, @long: 1_000);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Others_read_and_log_in_while_one_account_asks_for_the_dearest_pages()
    {
        using var folder = new TempFolder();
        var database = await TestDatabase.CreateAsync(folder);
        try
        {
            await using var linnet = LinnetProcess.Start(folder, "--urls=http://127.0.0.1:0", $"--database={database}", "--passwords:bcryptcost=4");
            var server = await linnet.WaitUntilListeningAsync();
            var (hungry, other) = (await Person.JoinAsync(server, "hungry"), await Person.JoinAsync(server, "other"));
            Fill(database, hungry, other);
            var figures = new List<string>();
            foreach (var path in new[]
            {
                "/tweets/timeline?page=101&page_size=100",
                "/tweets/?skip=10000&limit=100",
                "/users/other/followers?skip=10000",
                "/notifications/?grouped=true&limit=100",
                "/notifications/?types=reply&limit=100",
                "/tweets/timeline?page=9900",
            })
                figures.Add(await AttackAsync(linnet, hungry, other, path));
            Figures.Record($"{string.Join("; ", figures)}");
        }
        finally
        {
            await TestDatabase.DropAsync(database);
        }
    }

    /// <returns>What was measured.</returns>
    private static async Task<string> AttackAsync(LinnetProcess linnet, Person hungry, Person other, string path)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var answers = new ConcurrentDictionary<HttpStatusCode, int>();
        await other.ReadAsync("/tweets/timeline");
        var before = linnet.ResidentBytes;
        var attack = Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                using var answer = await hungry.GetAsync(path);
                answers.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
            }
        })).ToList();
        await Eventually.TrueAsync(() => answers.Values.Sum() >= Connections, "the attack runs");
        var waits = new List<TimeSpan>();
        for (var read = 0; read < Reads; read++)
        {
            var start = Stopwatch.GetTimestamp();
            await other.ReadAsync("/tweets/timeline");
            waits.Add(Stopwatch.GetElapsedTime(start));
        }
        using var logIn = await other.PostAsync("/auth/login/json", new { username = other.Username, password = RunningLinnet.Password });
        await over.CancelAsync();
        await Task.WhenAll(attack);
        waits.Sort();
        var p99 = waits[waits.Count * 99 / 100];
        Assert.Equal(HttpStatusCode.OK, logIn.StatusCode);
        Assert.All(answers.Keys, status => Assert.Contains(status, Expected));
        Assert.InRange(linnet.ResidentBytes - before, long.MinValue, MostGrown);
        if (Chaos.IsLong)
            Assert.InRange(p99, TimeSpan.Zero, MostAsked);
        return FormattableString.Invariant($"{path}: {answers.Values.Sum():N0} answers, another's p99 {p99.TotalMilliseconds:N0} ms");
    }

    /// <summary>Authors whom both follow, their tweets, and an inbox full of likes.</summary>
    private static void Fill(string database, Person hungry, Person other)
    {
        PlainSql.Execute(
            database,
            $"""
            insert into users (username, email, hashed_password, created_at, tweets_count, followers_count)
            {Numbers(Authors)} select 'author' || i, 'author' || i || '@example.org', 'x', i, {Tweets / Authors}, 2 from n;
            insert into follows (follower_id, followed_id)
            select p.id, a.id from users p join users a on a.username like 'author%' where p.id in ({hungry.Id}, {other.Id});
            update users set following_count = {Authors} where id in ({hungry.Id}, {other.Id});
            insert into tweets (content, created_at, updated_at, author_id)
            {Numbers(Tweets)} select 'tweet ' || i, i, i, {other.Id} + 1 + i % {Authors} from n;
            insert into notifications (recipient_id, kind, actor_id, tweet_id, created_at)
            {Numbers(Inbox)} select {hungry.Id}, 'like', {other.Id} + 1 + i % {Authors}, 1 + i % 10000, i from n;
            """);
    }

    private static string Numbers(int count) => $"with recursive n (i) as (select 1 union all select i + 1 from n where i < {count})";
}
