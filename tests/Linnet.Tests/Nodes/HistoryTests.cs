using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Nodes;

/// <summary>Short histories of calls at two nodes at once: each must be explained by the calls in some order.</summary>
[Trait("Promise", "C3")]
public sealed class HistoryTests
{
    private const int Lanes = 4;
    private const int HistoriesEach = 250;
    private const int Callers = 4;
    private const int CallsEach = 2;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_history_of_registrations_likes_and_follows_has_an_order_that_explains_its_answers()
    {
        await using var nodes = await TwoNodes.StartAsync("--storage:postgreswaitseconds=10");
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => RunLaneAsync(nodes, lane)));
    }

    [Fact]
    public void The_model_finds_what_cannot_be_explained()
    {
        var like = new Call("tweet", Member: 1, Adds: true, Succeeded: true, Count: 1, Begun: 0, Ended: 10);
        Assert.True(SequentialModel.Explains(new HashSet<long>(), [like, like with { Succeeded = false, Begun = 5, Ended = 15 }]));
        Assert.False(SequentialModel.Explains(new HashSet<long>(), [like, like with { Begun = 5, Ended = 15 }]));
        Assert.False(SequentialModel.Explains(new HashSet<long>(), [like, like with { Member = 2, Begun = 11, Ended = 15 }]));
        // Refused although the only like came later.
        Assert.False(SequentialModel.Explains(new HashSet<long>(), [like with { Begun = 20, Ended = 30 }, like with { Succeeded = false }]));
    }

    private static async Task RunLaneAsync(TwoNodes nodes, int lane)
    {
        var random = new Random(lane);
        var people = new (Person AtA, Person AtB)[3];
        for (var index = 0; index < people.Length; index++)
            people[index] = await nodes.JoinAsync();
        var author = people[0].AtA;
        var followers = new HashSet<long>();
        var likers = new Dictionary<long, HashSet<long>>();
        for (var number = 0; number < HistoriesEach; number++)
        {
            var tweet = await author.TweetAsync($"{lane}, {number}");
            // In the memory of both, so that what is answered in the end was kept true by events.
            foreach (var reader in new[] { people[1].AtA, people[1].AtB })
                await reader.ReadAsync($"/tweets/{tweet}");
            var calls = new ConcurrentBag<Call>();
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => CallAsync(
                nodes, people, tweet, $"l{lane}h{number}", new Random(random.Next()), calls)));
            likers[tweet] = Check($"likes of {tweet}", [], calls);
            followers = Check($"follows of {author.Username}", followers, calls);
            Check($"registers l{lane}h{number}", [], calls);
        }
        foreach (var reader in new[] { people[1].AtA, people[1].AtB })
        {
            await Eventually.TrueAsync(
                async () => (long)(await reader.ReadAsync($"/users/{author.Username}"))["followers_count"]! == followers.Count, "the followers");
            foreach (var (tweet, liking) in likers)
            {
                await Eventually.TrueAsync(
                    async () => await ReadLikesAsync(reader, tweet) == (liking.Count, liking.Contains(reader.Id)), $"the likes of {tweet}");
            }
        }
    }

    private static async Task<(long Count, bool IsLiked)> ReadLikesAsync(Person reader, long tweet)
    {
        var read = await reader.ReadAsync($"/tweets/{tweet}");
        return ((long)read["likes_count"]!, (bool)read["is_liked"]!);
    }

    /// <summary>One of several who call at once: a few calls, each at either node.</summary>
    private static async Task CallAsync(
        TwoNodes nodes, (Person AtA, Person AtB)[] people, long tweet, string name, Random random, ConcurrentBag<Call> calls)
    {
        for (var number = 0; number < CallsEach; number++)
        {
            var (atA, atB) = people[random.Next(1, people.Length)];
            var person = random.Next(2) == 0 ? atA : atB;
            var (adds, author) = (random.Next(3) > 0, people[0].AtA.Username);
            calls.Add(random.Next(5) switch
            {
                0 => await TimeAsync($"registers {name}", member: 0, adds: true, () => (person.Id % 2 == 0 ? nodes.A : nodes.B).Http.PostAsJsonAsync(
                    "/auth/register", new { username = name, email = $"{name}@example.org", password = RunningLinnet.Password }, Cancellation)),
                1 or 2 => await TimeAsync($"follows of {author}", person.Id, adds, () => SendAsync(person, adds, $"/users/{author}/follow")),
                _ => await TimeAsync($"likes of {tweet}", person.Id, adds, () => SendAsync(person, adds, $"/tweets/{tweet}/like")),
            });
        }
    }

    private static Task<HttpResponseMessage> SendAsync(Person person, bool adds, string path) =>
        adds ? person.PostAsync(path) : person.DeleteAsync(path);

    private static async Task<Call> TimeAsync(string thing, long member, bool adds, Func<Task<HttpResponseMessage>> send)
    {
        var begun = Stopwatch.GetTimestamp();
        var answer = await send();
        var ended = Stopwatch.GetTimestamp();
        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.BadRequest });
        var count = answer.StatusCode is HttpStatusCode.OK ? (long?)(await answer.ReadJsonAsync())["likes_count"] : null;
        return new Call(thing, member, adds, answer.IsSuccessStatusCode, count, begun, ended);
    }

    private static HashSet<long> Check(string thing, HashSet<long> before, IEnumerable<Call> calls)
    {
        var history = calls.Where(call => call.Thing == thing).OrderBy(call => call.Begun).ToList();
        Assert.True(SequentialModel.Explains(before, history), $"No order explains this, from [{string.Join(", ", before)}]:\n{string.Join('\n', history)}");
        return SequentialModel.After(before, history);
    }
}
