using System.Text.Json;

namespace Linnet.Bench.Answers;

/// <summary>A tweet of an answer as one line, to be compared with that of <see cref="TimelineTruth"/>.</summary>
internal static class AnsweredTweet
{
    public static string Describe(JsonElement tweet)
    {
        var line = DescribeAlone(tweet);
        if (tweet.GetProperty("reposted") is { ValueKind: JsonValueKind.Object } original)
            line += $" reposts {Describe(original)}";
        if (tweet.GetProperty("quoted") is { ValueKind: JsonValueKind.Object } quoted)
            line += $" quotes {DescribeQuoted(quoted)}";
        return line;
    }

    private static string DescribeQuoted(JsonElement quoted)
    {
        var state = quoted.GetProperty("state").GetString()!;
        return quoted.GetProperty("tweet") is { ValueKind: JsonValueKind.Object } tweet ? $"{state} {Describe(tweet)}" : state;
    }

    // As concat_ws writes it: nulls are left out.
    private static string DescribeAlone(JsonElement tweet)
    {
        var author = tweet.GetProperty("author");
        JsonElement[] values =
        [
            tweet.GetProperty("id"), tweet.GetProperty("author_id"), tweet.GetProperty("reply_to_id"), tweet.GetProperty("retweet_of_id"),
            tweet.GetProperty("kind"), tweet.GetProperty("visibility"),
            tweet.GetProperty("likes_count"), tweet.GetProperty("replies_count"), tweet.GetProperty("retweets_count"), tweet.GetProperty("quotes_count"),
            tweet.GetProperty("is_liked"), tweet.GetProperty("is_reposted"), author.GetProperty("username"), author.GetProperty("followers_count"),
            author.GetProperty("following_count"), author.GetProperty("tweets_count"), tweet.GetProperty("content"),
        ];
        var matches = tweet.TryGetProperty("filtered", out var filtered) ? filtered.GetArrayLength() : 0;
        return $"filtered {matches}|" + string.Join('|', values.Where(value => value.ValueKind is not JsonValueKind.Null).Select(Text));
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        _ => value.ToString(),
    };
}
