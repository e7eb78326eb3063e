using System.Collections.Concurrent;
using System.Net;
using Linnet.Tests.Fixtures;
using Xunit;

namespace Linnet.Tests.Races;

/// <summary>Twenty people who do all there is to do, at once, to each other. Some leave and come back as somebody new.</summary>
[Trait("Promise", "D5")]
[Trait("Kind", Chaos.Kind)]
public sealed class CrowdTests
{
    private const int People = 20;
    private static readonly int ActsEach = Chaos.Size(quick: 100, @long: 500);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Counters_equal_a_recount_after_a_crowd(int seed)
    {
        await using var linnet = await RunningLinnet.StartAsync();
        var people = new List<Person>();
        for (var i = 0; i < People; i++)
            people.Add(await linnet.JoinAsync($"p{i}"));
        var tweets = new ConcurrentBag<long>();
        await Task.WhenAll(people.Select((person, i) => LiveAsync(linnet, person, tweets, new Random((seed * 1000) + i))));
        CounterRecount.AssertNoDrift(linnet.Database);
        Figures.Record($"{People * ActsEach:N0} acts, drift 0");
        // Either alone may be gone: people leave, and their likes and follows go with them.
        Assert.NotEmpty(PlainSql.Query<long>(linnet.Database, "select tweet_id from likes union all select followed_id from follows"));
    }

    private static async Task LiveAsync(RunningLinnet linnet, Person person, ConcurrentBag<long> tweets, Random random)
    {
        for (var i = 0; i < ActsEach; i++)
        {
            // A tweet that somebody knows of, which may be gone; the newest are the most contended.
            long SomeTweet() => tweets.Take(8).ElementAtOrDefault(random.Next(8)) is var id and > 0 ? id : 1;
            var somebody = $"/users/p{random.Next(People)}/follow";
            switch (random.Next(100))
            {
                case < 30:
                    await PostAsync(person, tweets, random.Next(3) is 0 ? SomeTweet() : null, random.Next(3) is 0 ? SomeTweet() : null);
                    break;
                case < 50:
                    await DoAsync(person.PostAsync($"/tweets/{SomeTweet()}/like"));
                    break;
                case < 60:
                    await DoAsync(person.DeleteAsync($"/tweets/{SomeTweet()}/like"));
                    break;
                case < 75:
                    await DoAsync(person.PostAsync(somebody));
                    break;
                case < 83:
                    await DoAsync(person.DeleteAsync(somebody));
                    break;
                case < 93:
                    await DoAsync(person.DeleteAsync($"/tweets/{SomeTweet()}"));
                    break;
                case < 98:
                    await DoAsync(person.GetAsync("/tweets/timeline"));
                    break;
                default:
                    // Two requests at once, of which one finds the account gone in the middle.
                    await Task.WhenAll(DoAsync(person.DeleteAsync("/users/me")), DoAsync(person.PostAsync($"/tweets/{SomeTweet()}/like")));
                    if ((await person.GetAsync("/users/me")).StatusCode is HttpStatusCode.Unauthorized)
                        person = await linnet.JoinAsync(person.Username);
                    break;
            }
        }
    }

    private static async Task PostAsync(Person author, ConcurrentBag<long> tweets, long? replyTo, long? retweetOf)
    {
        using var answer = await author.PostAsync("/tweets/", new { content = "Hello", reply_to_id = replyTo, retweet_of_id = retweetOf });
        if (answer.IsSuccessStatusCode)
            tweets.Add((await answer.ReadJsonAsync())["id"]!.GetValue<long>());
        AssertKnown(answer);
    }

    private static async Task DoAsync(Task<HttpResponseMessage> act)
    {
        using var answer = await act;
        AssertKnown(answer);
    }

    // A request that waits too long for contended rows gets "busy": then nothing may be half done either.
    private static void AssertKnown(HttpResponseMessage answer) =>
        Assert.True((int)answer.StatusCode < 500 || answer.StatusCode is HttpStatusCode.ServiceUnavailable, $"{answer}");
}
