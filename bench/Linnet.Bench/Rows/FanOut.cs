using System.Diagnostics;
using System.Text;
using Dapper;
using Linnet.Bench.Data;
using Linnet.Bench.Load;
using Linnet.Bench.Report;
using Linnet.Bench.Servers;

namespace Linnet.Bench.Rows;

/// <summary>
/// P10: somebody with 5,000 followers tweets, and each of them has a socket open. Beside it the same posts on a second
/// Linnet with the same data, where nobody is connected.
/// </summary>
/// <remarks>
/// Clients with a socket have read their timelines first, as real ones do: so each of these is in memory too, and gets the tweet.
/// </remarks>
internal static class FanOut
{
    private const int Followers = 5_000;
    private const int PostsEachRound = 20;
    private const int ReadsAtOnce = 16;

    // On both sides. Without it a post with nobody connected comes right after the last one, when all it needs is in the
    // processor's caches: 0.4 ms; 20 ms later it takes 1.25 ms. With 5,000 sockets there are always 100 ms in between.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // lang=sql
    private const string SelectAuthor = "select id from users where followers_count >= @Followers order by followers_count, id limit 1";

    // lang=sql
    private const string SelectFollowers = """
        select follower_id from follows where followed_id = @author and follower_id <= @People order by follower_id limit @Followers
        """;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Workbench bench, CancellationToken cancellation)
    {
        await using var busy = await bench.StartLinnetAsync(DataSet.M, cancellation);
        await using var silent = await bench.StartLinnetAsync(DataSet.M, cancellation);
        var (authorId, followers) = FindAudience(busy);
        var (author, unheard) = (await busy.LogInAsync(authorId, cancellation), await silent.LogInAsync(authorId, cancellation));
        var audience = await busy.LogInAsync(followers, cancellation);
        var reading = new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            [author, .. audience], reading, async (reader, token) => await busy.GetAsync("/tweets/timeline", reader.Token, token));
        await silent.GetAsync("/tweets/timeline", unheard.Token, cancellation);
        await using var crowd = await SocketCrowd.ConnectAsync(busy, audience, cancellation);
        var results = await bench.AlternateAsync(
            round => PostAsync(busy, author, round, tweetId => crowd.WaitForTweetAsync(tweetId, cancellation)),
            round => PostAsync(silent, unheard, round, _ => Task.FromResult(0L)));
        crowd.EnsureUnbroken();
        await bench.CheckTimelinesAsync(busy, [author, audience[0], audience[^1]], cancellation);
        var with = results[0].ConvertAll(posts => posts.Answer);
        var without = new Comparison("with none", results[1].ConvertAll(posts => posts.Answer));
        return
        [
            new Figure("P10", "the last of 5,000 sockets, after the 201", "ms", results[0].ConvertAll(posts => posts.Last), Other: null, Target.AtMost(250)),
            new Figure("P10", "the 201 itself with 5,000 sockets", "ms", with, without, Target.AtMost(1.1)),
        ];
    }

    private static (long Author, List<long> Followers) FindAudience(RunningLinnet linnet)
    {
        using var connection = linnet.Database.Open();
        var author = connection.QuerySingle<long>(SelectAuthor, new { Followers });
        return (author, connection.Query<long>(SelectFollowers, new { author, linnet.Set.People, Followers }).AsList());
    }

    /// <param name="heard">Waits for everyone who is connected; returns when the last of them heard.</param>
    private static async Task<Posts> PostAsync(RunningLinnet linnet, Reader author, int round, Func<long, Task<long>> heard)
    {
        using var connection = new BlockingConnection(linnet.Address);
        var random = new Random(round);
        var (answers, lasts) = (new List<double>(), new List<double>());
        for (var i = 0; i < PostsEachRound; i++)
        {
            await Task.Delay(Pause);
            var draft = Acts.Post(author, "/tweets/", random);
            var request = BlockingConnection.Format(linnet.Address, draft.Method, draft.Path, draft.Token, draft.Body);
            // On a separate thread: the sockets' own reading keeps the pool busy just when the answer comes.
            var post = await Task.Factory.StartNew(
                () => Post(connection, request), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            answers.Add(Stopwatch.GetElapsedTime(post.Sent, post.Answered).TotalMilliseconds);
            lasts.Add((await heard(post.TweetId) - post.Answered) / (double)Stopwatch.Frequency * 1_000);
        }
        return new Posts(Statistics.Median(answers), lasts.Max());
    }

    private static (long TweetId, long Sent, long Answered) Post(BlockingConnection connection, byte[] request)
    {
        var sent = Stopwatch.GetTimestamp();
        var answer = connection.Send(request);
        var answered = Stopwatch.GetTimestamp();
        return (ReadId(answer), sent, answered);
    }

    private static long ReadId(ReadOnlySpan<byte> answer)
    {
        var location = "\r\nLocation: /tweets/"u8;
        var at = answer.IndexOf(location);
        return answer.StartsWith("HTTP/1.1 201 "u8) && at > 0 && System.Buffers.Text.Utf8Parser.TryParse(answer[(at + location.Length)..], out long id, out _)
            ? id
            : throw new BenchException($"A post was answered with '{Encoding.UTF8.GetString(answer)}'.");
    }

    /// <summary>A round's posts, in milliseconds.</summary>
    /// <param name="Answer">From the request to its 201: their median.</param>
    /// <param name="Last">From the 201 to the last delivery: the slowest post's.</param>
    private sealed record Posts(double Answer, double Last);
}
