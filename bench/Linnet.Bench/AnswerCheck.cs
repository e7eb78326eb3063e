using System.Data.Common;
using System.Text.Json;
using Dapper;
using Linnet.Bench.Load;
using Linnet.Bench.Servers;

namespace Linnet.Bench;

/// <summary>
/// Compares answers with the database, where every count is recounted: a fast wrong answer is worthless.
/// </summary>
internal static class AnswerCheck
{
    private const int Pages = 3;
    private const int PageSize = 20;

    // lang=sql
    private const string Authors = "select followed_id from follows where follower_id = @viewer union select @viewer";

    // lang=sql
    private const string SelectTotal = $"select count(*) from tweets where author_id in ({Authors})";

    // lang=sql
    private const string SelectPage = $"""
        select concat_ws('|', t.id, t.author_id, t.reply_to_id, t.retweet_of_id,
            (select count(*) from likes l where l.tweet_id = t.id),
            (select count(*) from tweets r where r.reply_to_id = t.id),
            (select count(*) from tweets r where r.retweet_of_id = t.id),
            case when exists (select 1 from likes l where l.user_id = @viewer and l.tweet_id = t.id) then 1 else 0 end,
            u.username,
            (select count(*) from follows f where f.followed_id = u.id),
            (select count(*) from follows f where f.follower_id = u.id),
            (select count(*) from tweets w where w.author_id = u.id),
            t.content)
        from tweets t join users u on u.id = t.author_id
        where t.author_id in ({Authors})
        order by t.id desc limit @limit offset @skip
        """;

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    /// <summary>Compares the first pages of people's timelines, once nobody writes any more.</summary>
    /// <returns>How many answers were compared.</returns>
    /// <exception cref="BenchException">One differs.</exception>
    public static async Task<int> TimelinesAsync(RunningLinnet linnet, IReadOnlyList<Reader> readers, CancellationToken cancellation)
    {
        using var connection = linnet.Database.Open();
        await WaitForQuietAsync(connection, linnet.Database.SelectCommits, cancellation);
        foreach (var reader in readers)
        {
            var total = connection.QuerySingle<long>(SelectTotal, new { viewer = reader.Id });
            for (var page = 1; page <= Pages; page++)
            {
                var expected = connection.Query<string>(
                    SelectPage, new { viewer = reader.Id, limit = PageSize, skip = (page - 1) * PageSize });
                var answer = await linnet.GetAsync($"/tweets/timeline?page={page}&page_size={PageSize}", reader.Token, cancellation);
                Compare($"page {page} of {reader.Name}'s timeline", [$"total {total}", .. expected], Lines(answer));
            }
        }
        return readers.Count * Pages;
    }

    // The load generator hangs up when its time is over; what it sent last may still be on its way into the database.
    private static async Task WaitForQuietAsync(DbConnection connection, string selectCommits, CancellationToken cancellation)
    {
        long before;
        do
        {
            before = connection.QuerySingle<long>(selectCommits);
            await Task.Delay(Quiet, cancellation);
        }
        while (connection.QuerySingle<long>(selectCommits) != before);
    }

    private static List<string> Lines(byte[] answer)
    {
        using var json = JsonDocument.Parse(answer);
        return [$"total {json.RootElement.GetProperty("total")}", .. json.RootElement.GetProperty("tweets").EnumerateArray().Select(Line)];
    }

    // As concat_ws writes it: nulls are left out.
    private static string Line(JsonElement tweet)
    {
        var author = tweet.GetProperty("author");
        JsonElement[] values =
        [
            tweet.GetProperty("id"), tweet.GetProperty("author_id"), tweet.GetProperty("reply_to_id"), tweet.GetProperty("retweet_of_id"),
            tweet.GetProperty("likes_count"), tweet.GetProperty("replies_count"), tweet.GetProperty("retweets_count"),
            tweet.GetProperty("is_liked"), author.GetProperty("username"), author.GetProperty("followers_count"),
            author.GetProperty("following_count"), author.GetProperty("tweets_count"), tweet.GetProperty("content"),
        ];
        return string.Join('|', values.Where(value => value.ValueKind is not JsonValueKind.Null).Select(Text));
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        _ => value.ToString(),
    };

    private static void Compare(string what, List<string> expected, List<string> answered)
    {
        if (expected.SequenceEqual(answered, StringComparer.Ordinal))
            return;
        var at = expected.Zip(answered).TakeWhile(pair => pair.First == pair.Second).Count();
        throw new BenchException(
            $"Wrong answer: {what}, line {at}: the database says '{expected.ElementAtOrDefault(at)}', Linnet '{answered.ElementAtOrDefault(at)}'.");
    }
}
