using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using Linnet.Tests.Fixtures;
using Linnet.Tests.Relations;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Linnet.Tests.Timelines;

/// <summary>
/// What is answered from memory is what plain SQL finds, after thousands of mixed acts by many people at once: with caches
/// of the usual size, squeezed to almost nothing, and emptied at random.
/// </summary>
public sealed class CachedAnswersTests
{
    private const int People = 12;
    private const int Rounds = 4;
    private const int ActsEach = 45;

    private static readonly string JsonObject = TestDatabase.IsPostgres ? "json_build_object" : "json_object";

    // lang=sql
    private static readonly string TweetJson = $"""
        {JsonObject}('id', t.id, 'content', t.content, 'author_id', t.author_id,
            'reply_to_id', (select p.id from tweets p join users a on a.id = p.author_id where p.id = t.reply_to_id and a.deleted_at is null),
            'retweet_of_id', (select p.id from tweets p join users a on a.id = p.author_id where p.id = t.retweet_of_id and a.deleted_at is null),
            'likes_count', (select count(*) from likes l where l.tweet_id = t.id),
            'replies_count', (select count(*) from tweets r where r.reply_to_id = t.id),
            'retweets_count', (select count(*) from tweets r where r.retweet_of_id = t.id),
            'quotes_count', (select count(*) from tweets r where r.retweet_of_id = t.id and r.kind = 0),
            'is_liked', exists (select 1 from likes l where l.tweet_id = t.id and l.user_id = @viewer),
            'is_reposted', exists (select 1 from tweets r where r.retweet_of_id = t.id and r.author_id = @viewer and r.kind = 1),
            'is_bookmarked', exists (select 1 from bookmarks b where b.tweet_id = t.id and b.user_id = @viewer),
            'is_thread_muted', exists (select 1 from muted_threads m where m.conversation_id = coalesce(t.conversation_id, t.id) and m.user_id = @viewer),
            'visibility', case t.visibility when 0 then 'public' when 1 then 'unlisted' else 'followers' end,
            'author', {JsonObject}('id', u.id, 'username', u.username, 'bio', u.bio,
                'followers_count', (select count(*) from follows f where f.followed_id = u.id),
                'following_count', (select count(*) from follows f where f.follower_id = u.id),
                'tweets_count', (select count(*) from tweets a where a.author_id = u.id)))
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2, "--caches:tweets=3", "--caches:users=3", "--caches:viewers=2", "--caches:timelines=2", "--caches:tokens=2", "--caches:lists=2")]
    public Task Every_answer_from_memory_is_what_the_database_says(int seed, params string[] settings) =>
        AssertTrueThroughoutAsync(seed, emptied: false, settings);

    [Fact]
    [Trait("Engine", "Sqlite")]
    public Task And_so_it_is_while_another_process_writes() => AssertTrueThroughoutAsync(seed: 3, emptied: true);

    private static async Task AssertTrueThroughoutAsync(int seed, bool emptied, params string[] settings)
    {
        await using var linnet = await RunningLinnet.StartAsync(settings);
        await linnet.StopErasingAsync();
        var people = new List<Person>();
        for (var number = 0; number < People; number++)
            people.Add(await linnet.JoinAsync($"person{number}"));
        var tweets = new ConcurrentQueue<long>([await people[0].TweetAsync("the first")]);
        for (var round = 0; round < Rounds; round++)
        {
            using var over = new CancellationTokenSource();
            var emptying = emptied ? EmptyAtRandomAsync(linnet.Database, new Random(seed), over.Token) : Task.CompletedTask;
            await Task.WhenAll(people.Select((person, number) =>
                ActAsync(person, people, tweets, new Random((((seed * Rounds) + round) * People) + number)))
                .Append(LiveBrieflyAsync(linnet, $"mayfly{round}", people, tweets, new Random((seed * Rounds) + round)))
                .Append(LiveBrieflyAsync(linnet, $"dayfly{round}", people, tweets, new Random((seed * Rounds) - round), linnet.MarkDeletedAsync)));
            await over.CancelAsync();
            await emptying;
            // Unlocked accounts accept who waits.
            await Eventually.TrueAsync(() => PlainSql.Query<long>(linnet.Database, "select count(*) from jobs").Single() is 0, "all jobs are done");
            await AssertTrueAsync(linnet, people);
            // Some of what was deleted is still there, seen by nobody; then it goes, step by step, under the readers' eyes.
            for (var step = 0; await linnet.EraseStepAsync(); step++)
            {
                // Whom the deleted accounts were followed by, and somebody else.
                if (step % 6 == 0)
                    await AssertTrueAsync(linnet, people[..2]);
            }
            await AssertTrueAsync(linnet, people);
        }
    }

    private static async Task ActAsync(Person person, List<Person> people, ConcurrentQueue<long> tweets, Random random)
    {
        for (var act = 0; act < ActsEach; act++)
        {
            var tweet = tweets.ElementAt(Math.Max(0, tweets.Count - 1 - random.Next(25)));
            var other = people[random.Next(people.Count)].Username;
            using var answer = await (random.Next(46) switch
            {
                < 3 => person.PostAsync("/tweets/", new { content = $"{person.Username} {act}" }),
                3 => person.PostAsync("/tweets/", new { content = $"{person.Username} {act}", visibility = random.Next(2) is 0 ? "followers" : "unlisted" }),
                24 or 25 => person.PutAsync($"/tweets/{tweet}/repost", new { }),
                26 => person.DeleteAsync($"/tweets/{tweet}/repost"),
                27 => person.PostAsync($"/users/{other}/block"),
                28 or 29 => person.DeleteAsync($"/users/{other}/block"),
                30 => person.PostAsync($"/users/{other}/mute", new { notifications = random.Next(2) is 0 }),
                31 => person.DeleteAsync($"/users/{other}/mute"),
                32 => person.PostAsync($"/users/{other}/reposts/hide"),
                33 => person.DeleteAsync($"/users/{other}/reposts/hide"),
                34 => person.PutAsync("/users/me", new { is_locked = random.Next(3) is 0 }),
                35 => person.DeleteAsync($"/users/{other}/follower"),
                36 => person.PostAsync($"/follow_requests/{people[random.Next(people.Count)].Id}/accept"),
                37 => person.PostAsync($"/tweets/{tweet}/hide"),
                38 => person.GetAsync("/notifications"),
                39 => person.GetAsync($"/tweets/{tweet}/quotes"),
                40 or 41 => person.PostAsync($"/tweets/{tweet}/bookmark"),
                42 => person.DeleteAsync($"/tweets/{tweet}/bookmark"),
                43 or 44 => person.PostAsync($"/tweets/{tweet}/mute"),
                45 => person.DeleteAsync($"/tweets/{tweet}/mute"),
                4 => person.PostAsync("/tweets/", new { content = "an answer", reply_to_id = tweet }),
                5 => person.PostAsync("/tweets/", new { content = "again", retweet_of_id = tweet }),
                < 9 => person.PostAsync($"/tweets/{tweet}/like"),
                9 => person.DeleteAsync($"/tweets/{tweet}/like"),
                10 => person.PutAsync($"/tweets/{tweet}", new { content = $"edited {act}" }),
                11 => person.DeleteAsync($"/tweets/{tweet}"),
                < 14 => person.PostAsync($"/users/{other}/follow"),
                14 => person.DeleteAsync($"/users/{other}/follow"),
                15 => person.PutAsync("/users/me", new { bio = $"bio {act}" }),
                16 => person.GetAsync($"/tweets/{tweet}"),
                17 => person.GetAsync($"/users/{other}"),
                18 => person.GetAsync($"/tweets/user/{other}"),
                19 => person.GetAsync($"/tweets/{tweet}/replies"),
                20 => person.GetAsync($"/users/{other}/followers"),
                21 => person.GetAsync($"/users/{other}/following"),
                _ => person.GetAsync("/tweets/timeline"),
            });
            Assert.InRange((int)answer.StatusCode, 200, 499);
            if ((int)answer.StatusCode == 201)
                tweets.Enqueue((await answer.ReadJsonAsync())["id"]!.GetValue<long>());
        }
    }

    /// <summary>Somebody who joins, is followed, does what others do, and deletes the account while they go on.</summary>
    /// <param name="delete">Marks it as deleted and removes nothing yet; null deletes it as its owner does.</param>
    private static async Task LiveBrieflyAsync(
        RunningLinnet linnet, string name, List<Person> people, ConcurrentQueue<long> tweets, Random random, Func<long, Task>? delete = null)
    {
        var mayfly = await linnet.JoinAsync(name);
        await people[0].FollowAsync(mayfly);
        await ActAsync(mayfly, people, tweets, random);
        if (delete is not null)
        {
            await delete(mayfly.Id);
            return;
        }
        using var answer = await mayfly.DeleteAsync("/users/me");
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    /// <summary>A commit by another's hand makes the server forget all it has in memory.</summary>
    private static async Task EmptyAtRandomAsync(string databasePath, Random random, CancellationToken over)
    {
        await using var other = new SqliteConnection($"Data Source={databasePath};Pooling=false");
        other.Open();
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(random.Next(5, 60), CancellationToken.None);
            await other.ExecuteAsync("update write_sequence set number = number + 1");
        }
    }

    /// <summary>For several people at once: each answer and each statement is little work and some waiting.</summary>
    private static Task AssertTrueAsync(RunningLinnet linnet, List<Person> people) =>
        Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (person, _) =>
        {
            var truth = new SqlTruth(linnet.Database, person.Id);
            var timeline = await person.ReadAsync("/tweets/timeline?page_size=100");
            var (ids, total) = truth.Timeline(limit: 100);
            Assert.True(total == (long)timeline["total"]!, $"{person.Username}: {total} tweets, not {timeline["total"]}");
            AssertSame(linnet, person, ids, timeline["tweets"]!);
            AssertSame(linnet, person, truth.Public(limit: 50), await person.ReadAsync("/tweets/?limit=50"));
            AssertIds(truth.Inbox(limit: 100), await person.ReadAsync("/notifications?limit=100"));
            Assert.Equal(truth.Inbox(limit: 10_000).Count, (long)(await person.ReadAsync("/notifications/unread_count"))["unread_count"]!);
            AssertIds(truth.Everyone(limit: 100), await person.ReadAsync("/users?limit=100"));
            foreach (var other in people.Where((_, number) => number % 4 is 0))
                AssertSame(linnet, person, truth.ByAuthor(other.Id, limit: 100), await person.ReadAsync($"/tweets/user/{other.Username}?limit=100"));
            await AssertListsTrueAsync(linnet, person, truth);
        });

    private static async Task AssertListsTrueAsync(RunningLinnet linnet, Person person, SqlTruth truth)
    {
        // lang=sql
        const string Newest = "select id from tweets order by id desc limit 10";
        foreach (var tweet in PlainSql.Query<long>(linnet.Database, Newest))
        {
            using var answer = await person.GetAsync($"/tweets/{tweet}");
            Assert.Equal(truth.MaySee(tweet) ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.StatusCode);
            if (answer.StatusCode is not HttpStatusCode.OK)
                continue;
            AssertIds(truth.Replies(tweet, limit: 20), await person.ReadAsync($"/tweets/{tweet}/replies"));
            AssertIds(truth.Replies(tweet, limit: 20, areHidden: true), await person.ReadAsync($"/tweets/{tweet}/hidden_replies"));
            AssertIds(truth.Quotes(tweet, limit: 20), await person.ReadAsync($"/tweets/{tweet}/quotes"));
        }
        AssertIds(truth.Followers(person.Id, limit: 20), await person.ReadAsync($"/users/{person.Username}/followers"));
        AssertIds(truth.Following(person.Id, limit: 20), await person.ReadAsync($"/users/{person.Username}/following"));
    }

    private static void AssertIds(List<long> expected, JsonNode answered) =>
        Assert.Equal(expected, answered.AsArray().Select(one => one!["id"]!.GetValue<long>()));

    private static void AssertSame(RunningLinnet linnet, Person person, List<long> expected, JsonNode answered)
    {
        AssertIds(expected, answered);
        var rows = PlainSql.Query<string>(
            linnet.Database,
            $"""
            select {TweetJson} from tweets t join users u on u.id = t.author_id
            where t.kind = 0 and t.id in ({string.Join(", ", expected.Prepend(0))}) order by t.id desc
            """,
            new { viewer = person.Id });
        AssertSame(rows, [.. answered.AsArray().Where(tweet => (string?)tweet!["kind"] == "post").Select(tweet => tweet!.DeepClone())]);
    }

    private static void AssertSame(List<string> expected, JsonArray answered)
    {
        Assert.Equal(expected.Count, answered.Count);
        foreach (var (wanted, got) in expected.Zip(answered))
        {
            var row = JsonNode.Parse(wanted)!.AsObject();
            // SQLite's booleans are numbers.
            foreach (var flag in new[] { "is_liked", "is_reposted", "is_bookmarked", "is_thread_muted" })
            {
                if (row[flag]!.GetValueKind() is JsonValueKind.Number)
                    row[flag] = row[flag]!.GetValue<long>() == 1;
            }
            // Absent when false.
            got!["is_bookmarked"] ??= false;
            got["is_thread_muted"] ??= false;
            Assert.Equal(row.ToJsonString(), Only(got!.AsObject(), row).ToJsonString());
        }
    }

    /// <summary>Those members of an answer that the row has, in its order.</summary>
    private static JsonObject Only(JsonObject answer, JsonObject row)
    {
        var only = new JsonObject();
        foreach (var (name, value) in row)
            only[name] = value is JsonObject inner ? Only(answer[name]!.AsObject(), inner) : answer[name]?.DeepClone();
        return only;
    }
}
