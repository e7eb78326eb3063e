namespace Linnet.Bench.Data;

/// <summary>What tweets say: some words, of which some are not ASCII, as with people.</summary>
internal static class TweetText
{
    private static readonly string[] Words =
    [
        "the", "a", "morning", "coffee", "again", "who", "else", "thinks", "that", "Grüße", "rain", "on", "my", "way", "to",
        "work", "finally", "done", "with", "reading", "this", "book", "never", "train", "late", "façade", "naïve", "idea",
        "shipping", "today", "🐦", "birds", "over", "river", "people", "should", "really", "look", "up", "at", "night", "stars",
        "\"quoted\"", "love", "it", "日本", "friends", "weekend", "was", "great", "and", "so", "is", "music", "play", "loud",
    ];

    private static readonly string[] Tags = ["#birds", "#coffee", "#rain", "#trains", "#books", "#music", "#Grüße", "#日本", "#stars", "#weekend"];

    /// <summary>Words that people filter. They stand in a text only when it is asked for.</summary>
    public static IReadOnlyList<string> Unwanted { get; } =
    [
        "spoiler", "finale", "election", "poll", "crypto", "diet", "lottery", "gossip", "scandal", "royalty",
        "derby", "transfer", "penalty", "horoscope", "casting", "reality", "outrage", "rumour", "prank", "leak",
    ];

    public static string Make(Random random)
    {
        var words = random.Next(4, 26);
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
    }

    /// <summary>The same with a mention or a hashtag.</summary>
    /// <param name="random">What decides.</param>
    /// <param name="people">How many accounts there are to mention.</param>
    public static string MakeTagged(Random random, int people) =>
        $"{Make(random)} {(random.Next(2) is 0 ? $"@{DataSet.NameOf(random.Next(people) + 1)}" : Tags[random.Next(Tags.Length)])}";
}
