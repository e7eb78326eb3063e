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

    public static string Make(Random random)
    {
        var words = random.Next(4, 26);
        return string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
    }
}
